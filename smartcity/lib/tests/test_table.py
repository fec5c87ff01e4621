"""Tables a spreadsheet may open."""

import pytest

from smartcity.lib.table import cell, csv_of


def test_it_works():
    assert csv_of([["Kode", "Nama"], [1, None]]) == "\ufeffKode,Nama\r\n1,\r\n"


@pytest.mark.parametrize(
    "bad", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1+1", "＠SUM(A1)"]
)
def test_no_formula(bad):
    assert cell(bad) == f"'{bad}"


@pytest.mark.parametrize(
    ("bad", "quoted"),
    [("Ani;=1+1;x", "Ani;'=1+1;x"), ("a\t@SUM(A1)", "a\t'@SUM(A1)"), ("a\n=1", "a\n'=1"), ("\t=1", "'\t'=1")],
)
def test_nor_behind_what_parts_columns_elsewhere(bad, quoted):
    assert cell(bad) == quoted


@pytest.mark.parametrize(
    "good", ["-6.17", "31.71", "-3", "Gambir", "Gambir; Senen", "Rusak:\n- trotoar\n- halte"]
)
def test_what_is_none_stays(good):
    assert cell(good) == good
