"""What people type."""

import pytest

from smartcity.lib.errors import Invalid
from smartcity.lib.text import beyond_first_line, clean, clean_line, first_line, is_word


def test_it_works():
    assert clean("  Lubang\r\ndalam \r ", field="text", most=100) == "Lubang\ndalam"


def test_one_letter_however_it_was_typed():
    assert clean("e\u0301", field="text", most=1) == "\u00e9"


def test_nothing_where_nothing_is_needed():
    assert clean(" ", field="landmark", most=10, required=False) == ""


def test_one_line():
    assert clean_line(" depan \n\t masjid\u2028", field="landmark", most=12) == "depan masjid"


@pytest.mark.parametrize("text, so", [("road", True), ("31.71.01.1001", True), ("a-b_c", True),
                                      ("", False), ("a b", False), ("a\x00", False), ("jalan\n", False), ("é", False)])  # fmt: skip
def test_what_can_be_a_code(text, so):
    assert is_word(text) is so


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "text_missing"),
        ("\u200b \u2060", "text_missing"),
        ("\ud800", "text_control"),
        ("x" * 11, "text_too_long"),
        ("a\x00b", "text_control"),
        ("a\u202eb", "text_direction"),
    ],
)
def test_bad(text, code):
    with pytest.raises(Invalid) as caught:
        clean(text, field="text", most=10)
    assert (caught.value.code, caught.value.field) == (code, "text")


def test_the_first_line_as_far_as_whole_words_go():
    assert first_line("Lubang\ndalam") == "Lubang"
    assert first_line("satu dua tiga", most=10) == "satu dua…"
    assert first_line("x" * 200) == "x" * 119 + "…"


def test_beyond_the_first_line_nothing_is_said_twice_or_lost():
    assert beyond_first_line("Lubang") == ""
    assert beyond_first_line("Lubang\n\ndalam\ngelap") == "dalam\ngelap"
    assert beyond_first_line("satu dua tiga\nempat", most=10) == "satu dua tiga\nempat"
