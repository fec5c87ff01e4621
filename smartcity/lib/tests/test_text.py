"""What people type."""

import pytest

from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean


def test_it_works():
    assert clean("  Lubang\r\ndalam \r ", field="text", most=100) == "Lubang\ndalam"


def test_one_letter_however_it_was_typed():
    assert clean("e\u0301", field="text", most=1) == "\u00e9"


def test_nothing_where_nothing_is_needed():
    assert clean(" ", field="landmark", most=10, required=False) == ""


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "text_missing"),
        ("x" * 11, "text_too_long"),
        ("a\x00b", "text_control"),
        ("a\u202eb", "text_direction"),
    ],
)
def test_bad(text, code):
    with pytest.raises(Invalid) as caught:
        clean(text, field="text", most=10)
    assert (caught.value.code, caught.value.field) == (code, "text")
