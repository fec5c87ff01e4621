import csv
from io import StringIO

import pytest

from smartcity.lib.sheet import lines


def read(rows):
    return list(csv.reader(StringIO("".join(lines(["nama", "n"], rows)))))


def test_a_header_and_rows_under_a_byte_order_mark():
    assert read([["Gambir", 3], ['Ke"bon, \n', ""]]) == [
        ["\ufeffnama", "n"],
        ["Gambir", "3"],
        ['Ke"bon, \n', ""],
    ]


def test_without_rows_there_is_the_header():
    assert read([]) == [["\ufeffnama", "n"]]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_text_becomes_no_formula(cell):
    assert read([[cell, 1]])[1][0] == f"'{cell}"


def test_a_number_stays_one():
    assert read([["x", -3]])[1] == ["x", "-3"]
