"""The questions of a category: as the pack asks them, as people answer them."""

import pytest
from django.conf import settings
from django.utils import translation

from smartcity.lib.errors import Invalid
from smartcity.reports.actions.setup import load_categories
from smartcity.reports.models import Category
from smartcity.reports.questions import answers, asked, read_questions, told

PACK = settings.HERE / "cities" / "jakarta"
FLOOD = read_questions(PACK / "questions.toml")["flood"]


@pytest.fixture
def flood(city):
    category = Category.objects.get(code="flood")
    category.questions = FLOOD
    category.save()
    return category


def test_it_works(flood, report):
    filed = report(category="flood", attributes={"flood_depth": "50", "flood_passable": "cars"})
    filed.refresh_from_db()
    assert filed.attributes == {"flood_depth": 50, "flood_passable": "cars"}
    assert told(filed.category, filed.attributes) == [
        ("Seberapa dalam airnya?", "50 cm (Lutut)"), ("Masih bisa dilewati?", "Mobil saja"),
    ]  # fmt: skip


def test_in_english(flood):
    with translation.override("en"):
        assert told(flood, {"flood_depth": 100}) == [("How deep is the water?", "100 cm (Hip)")]


def test_a_depth_between_the_marks(flood):
    assert told(flood, answers(flood, {"flood_depth": 65})) == [("Seberapa dalam airnya?", "65 cm")]


@pytest.mark.parametrize("said", ["-1", "501", "lutut", "1e2", "५०", "9" * 30, "50.5", [], {"a": 1}])
def test_a_depth_that_is_none(flood, said):
    with pytest.raises(Invalid) as wrong:
        answers(flood, {"flood_depth": said})
    assert (wrong.value.field, wrong.value.code) == ("attribute[flood_depth]", "bad_attribute")


@pytest.mark.parametrize("said", ["", "  ", "\u200b"])
def test_nothing_said_is_no_answer(flood, said):
    assert answers(flood, {"flood_depth": said}) == {}


def test_a_choice_that_is_not_offered(flood):
    with pytest.raises(Invalid, match="Masih bisa dilewati"):
        answers(flood, {"flood_passable": "boats"})


def test_a_question_nobody_asks(flood):
    with pytest.raises(Invalid) as wrong:
        answers(flood, {"colour": "red"})
    assert wrong.value.code == "unknown_attribute"


def test_a_required_one(flood, report):
    flood.questions = [FLOOD[0] | {"required": True}]
    flood.save()
    with pytest.raises(Invalid) as wrong:
        report(category="flood")
    assert wrong.value.code == "attribute_missing"
    assert report(by=None, category="flood", channel="import").attributes == {}


def test_words_and_numbers(flood):
    flood.questions = [
        {**FLOOD[0], "code": "pole", "kind": "text", "choices": []},
        {**FLOOD[0], "code": "count", "kind": "number", "choices": [], "least": 1, "most": 9, "unit": "buah"},
    ]
    said = answers(flood, {"pole": " PJU  12 ", "count": 3})
    assert told(flood, said) == [("Seberapa dalam airnya?", "PJU 12"), ("Seberapa dalam airnya?", "3 buah")]
    with pytest.raises(Invalid):
        answers(flood, {"pole": "x" * 201})
    with pytest.raises(Invalid):
        answers(flood, {"count": 0})


def test_an_answer_outlives_its_question(flood):
    flood.questions = []
    assert told(flood, {"flood_depth": 50}) == []


def test_the_packs_questions(city):
    load_categories(PACK)
    asking = {c.code: asked(c) for c in Category.objects.all() if c.questions}
    assert len(asking) >= 6
    assert [choice.key for choice in asking["flood"][0].choices] == ["10", "50", "100", "130", "180"]
    classes = next(question for question in asking["bed"] if question.kind == "choice")
    assert {choice.key for choice in classes.choices} == {
        "igd", "icu", "nicu", "hcu", "isolation", "maternity", "class1", "class2", "class3"}  # fmt: skip
    assert {code for code, questions in asking.items() if len(questions) > 2} == {
        "bed"
    }  # no longer than needed
    assert not any(question.required for questions in asking.values() for question in questions)


@pytest.mark.parametrize("wrong", ["", 'kind = "song"'])
def test_a_file_that_is_not_right(tmp_path, wrong):
    kind = wrong or 'kind = "text"'
    row = f'[[question]]\ncategory = "flood"\ncode = "a"\n{kind}\nid = "A?"\nen = "A?"\n'
    (tmp_path / "questions.toml").write_text(row + ("" if wrong else row))
    with pytest.raises(ValueError, match="questions.toml"):
        read_questions(tmp_path / "questions.toml")


def test_a_pack_that_asks_nothing(tmp_path):
    assert read_questions(tmp_path / "questions.toml") == {}
