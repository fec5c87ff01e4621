"""Categories the form suggests from what is written."""

import pytest

from smartcity.qlue.tests.test_new import filled
from smartcity.reports.models import Category, Report


def test_it_works(client, city):
    answer = client.get("/qlue/saran/", {"text": "lubang besar di jalan, aspal rusak"}).json()
    assert answer["kinds"][0] == {"code": "road", "name": "Jalan rusak"}
    assert len(answer["kinds"]) <= 3


def test_in_english(client, city):
    client.cookies["django_language"] = "en"
    assert client.get("/qlue/saran/", {"text": "pothole"}).json()["kinds"][0]["name"] == "Broken road"


@pytest.mark.parametrize("text", ["", "😡😡", "...", "x" * 100_000])
def test_nothing_is_suggested_for_nothing(client, city, text):
    assert client.get("/qlue/saran/", {"text": text[:2000]}).json() == {"kinds": []}


def test_only_categories_in_use(client, city):
    Category.objects.filter(code="road").update(active=False)
    found = client.get("/qlue/saran/", {"text": "lubang besar di jalan"}).json()["kinds"]
    assert "road" not in [kind["code"] for kind in found]


def test_without_script_the_only_suggestion_is_chosen(client, city):
    answer = client.post("/qlue/lapor/", filled(send=None, ask="1", category=None, text="lampu jalan mati"))
    assert [kind.code for kind in answer.context["first"]] == ["lamp"]
    assert 'value="lamp" checked' in answer.text
    assert "Semua kategori" in answer.text


def test_without_script_none_of_several_suggestions_is_chosen(client, city, monkeypatch):
    monkeypatch.setattr("smartcity.qlue.hints.suggest", lambda text, pack: ["lamp", "road"])
    answer = client.post("/qlue/lapor/", filled(send=None, ask="1", category=None, text="lampu jalan mati"))
    assert answer.context["first"][0].code == "lamp"
    assert answer.context["suggested"]
    assert 'value="lamp" checked' not in answer.text


def test_what_was_chosen_stays_in_front_whatever_the_text_says(client, city):
    answer = client.post("/qlue/lapor/", filled(send=None, category="crime", text="lampu jalan mati gelap"))
    assert answer.context["first"][0].code == "crime"
    assert 'value="crime" checked' in answer.text


def test_every_category_is_somewhere_once(client, city):
    answer = client.post("/qlue/lapor/", filled(send=None, category="crime", text="lampu jalan mati gelap"))
    codes = [c.code for c in (*answer.context["first"], *answer.context["rest"])]
    assert sorted(codes) == sorted(Category.objects.values_list("code", flat=True))


def test_an_emoji_alone_can_be_sent(as_siti):
    as_siti.post("/qlue/lapor/", filled(text="🌊🌊😡", category="flood"))
    assert Report.objects.get().text == "🌊🌊😡"
