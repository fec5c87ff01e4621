"""The operator's page of the flood night."""

from datetime import timedelta

import pytest
import time_machine

from smartcity.floods.chores import propose_ends
from smartcity.floods.models import Night
from smartcity.floods.tests.conftest import deep  # noqa: F401  the small city with water in its streets
from smartcity.lib.time import now

HERE = "/crop/banjir/"
FORM = {
    "do": "on",
    "area": "31.71.01",
    "text": "Ciliwung naik",
    "text_en": "The Ciliwung rises",
    "hours": "6",
}


def test_it_works(opened, operator, city):
    browser = opened(operator)
    assert HERE in browser.get("/crop/saya/").text
    assert browser.post(HERE, FORM).status_code == 303
    night = Night.objects.get()
    assert "Ciliwung naik" in browser.get(HERE).text
    browser.post(HERE, {"do": "longer", "night": night.pk, "hours": "24"})
    assert Night.objects.get().until > now() + timedelta(hours=23)
    browser.post(HERE, {"do": "off", "night": night.pk})
    assert "Tidak ada malam banjir" in browser.get(HERE).text


@pytest.mark.parametrize(
    "wrong", [{"area": ""}, {"text_en": "x" * 201}, {"hours": "0"}, {"hours": "x"}, {"hours": "999"}]
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(opened, operator, city, wrong):
    answer = opened(operator).post(HERE, FORM | wrong)
    assert answer.status_code == 400
    assert "Ciliwung naik" in answer.text
    assert not Night.objects.exists()


def test_twice_is_a_conflict(opened, operator, city):
    browser = opened(operator)
    browser.post(HERE, FORM)
    assert browser.post(HERE, FORM).status_code == 409
    assert Night.objects.count() == 1


@pytest.mark.parametrize("night", ["", "999999", "x"])
def test_one_that_is_none(opened, operator, city, night):
    assert opened(operator).post(HERE, {"do": "off", "night": night}).status_code == 404


def test_its_end_is_proposed(opened, operator, city):
    browser = opened(operator)
    browser.post(HERE, FORM)
    assert "Usul: akhiri" not in browser.get(HERE).text
    Night.objects.update(since=now() - timedelta(hours=3))
    propose_ends()
    with time_machine.travel(now() + timedelta(seconds=15)):
        assert "Usul: akhiri" in browser.get(HERE).text


def test_how_deep_it_is_and_where_words_differ(opened, operator, deep):  # noqa: F811
    deep(10, landmark="Jl. Kesehatan")
    deep(100, landmark="Jl. Kesehatan")
    shown = opened(operator).get(HERE).text
    assert "Jl. Kesehatan" in shown
    assert "berbeda: 10–100" in shown


def test_others_are_told_that_there_is_no_such_page(lurah, city):
    assert lurah.get(HERE).status_code == 404
    assert lurah.post(HERE, FORM).status_code == 404
    assert HERE not in lurah.get("/crop/saya/").text
    assert not Night.objects.exists()
