"""Categories suggested from a text, by the model of the pack."""

import sys

import numpy as np
import pytest
from django.conf import settings

from smartcity.reports.suggesting import Model, features, for_police, model_of, suggest
from tools import train_kinds

PACK = settings.HERE / "cities" / "jakarta"


@pytest.mark.parametrize("text, code", [
    ("Lubang dalam di tengah jalan, dua motor jatuh pagi ini", "road"),
    ("banjir sepinggang pak tlg perahu karet", "flood"),
    ("smpah numpuk sdh seminggu ga diangkut", "rubbish"),
    ("RS penuh semua, ICU ga ada", "bed"),
    ("the traffic light is broken", "signal"),
])  # fmt: skip
def test_it_works(text, code):
    assert suggest(text, PACK)[0] == code


@pytest.mark.parametrize("text", ["", "   ", "😡🌊🌊", "!!! ??? ...", "12 34 56", "a b c", "\x00", "\u202e"])
def test_nothing_is_suggested_for_a_text_that_says_nothing(text):
    assert suggest(text, PACK) == []


def test_an_emoji_beside_words_does_no_harm():
    assert suggest("🌊 banjir masuk rumah 😭", PACK)[0] == "flood"


def test_three_at_most_and_none_twice():
    found = suggest("jalan rusak dan got mampet banjir sampah lampu mati", PACK)
    assert len(found) == len(set(found)) <= 3


def test_what_is_unlikely_is_not_offered_to_fill_up_three():
    assert suggest("Sampah menumpuk di pinggir jalan", PACK) == ["rubbish"]


def test_the_police_are_offered_only_to_whom_a_crime_was_done():
    assert for_police(PACK) == {"crime", "terror"}
    assert "crime" in suggest("saya dibegal, motor dirampas dua orang", PACK)
    assert for_police(PACK).isdisjoint(suggest("bau menyengat dari rumah kosong", PACK))


@pytest.mark.parametrize("text", [
    "ada jambret di jembatan", "jambret hp dekat pasar senen", "copet pasar tanah abang", "todong pisau di halte",
    "rampas motor dekat sekolah", "penjambretan di atas jembatan penyeberangan"])  # fmt: skip
def test_a_robbery_outweighs_the_place_it_happened_at(text):
    assert suggest(text, PACK)[0] == "crime"


@pytest.mark.parametrize(
    "text, kind", [("trotoar dipakai parkir motor", "parking"), ("begal di jembatan tadi malam", "crime")]
)
def test_what_is_done_there_is_offered_beside_the_place(text, kind):
    assert kind in suggest(text, PACK)


def test_a_broken_bridge_is_no_crime():
    assert suggest("jembatan rusak dan goyang", PACK) == ["bridge"]


def test_a_long_text_costs_no_more_than_its_beginning():
    assert features("lubang " * 100) == features("lubang " * 100_000)


def test_a_pack_without_a_model(tmp_path):
    assert model_of(tmp_path) is None
    assert suggest("banjir", tmp_path) == []


def test_the_weights_belong_to_the_texts():
    assert Model(PACK / "kinds.npz").texts == train_kinds.digest(train_kinds.written()), (
        "run tools/train_kinds.py"
    )


def test_every_category_but_the_last_can_be_suggested():
    codes = [line.split(",")[0] for line in (PACK / "categories.csv").read_text().splitlines()[1:]]
    assert set(Model(PACK / "kinds.npz").kinds) == set(codes) - {"other"}


def test_it_is_small_and_needs_numpy_alone():
    assert (PACK / "kinds.npz").stat().st_size < 300_000
    assert "sklearn" not in sys.modules
    assert Model(PACK / "kinds.npz").weights.dtype == np.int8


def test_what_it_was_never_taught():
    """The figures of docs/kinds.md, with a little room for another machine's arithmetic."""
    found = train_kinds.measure(lambda line: None)
    assert found["by hand"][1] >= 0.85
    assert found["phrasings"][1] >= 0.74


def test_what_is_offered_of_it():
    """The same, above the floors."""
    found = train_kinds.measure_offered(lambda line: None)
    assert found["by hand"][0] >= 0.83
    assert found["by hand"][1] <= 1.2
    assert found["by hand"][2] <= 4
    assert found["phrasings"][2] <= 8


def test_no_held_out_text_was_learned_from():
    learned = {text.casefold() for _kind, text in train_kinds.written()}
    assert not [
        text
        for texts in train_kinds.held_out().values()
        for _kind, text in texts
        if text.casefold() in learned
    ]
