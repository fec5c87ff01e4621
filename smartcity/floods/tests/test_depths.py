"""Squares of water from what people say: age fades, contradictions are told, nobody's private word is."""

from datetime import timedelta

import pytest
import time_machine

from smartcity.floods import actions
from smartcity.floods.depths import SQUARE_Z, enough_alone, flooded, geojson, words
from smartcity.lib.geo import tile_of
from smartcity.lib.time import now
from smartcity.reports.actions import reject
from smartcity.reports.models import Category
from smartcity.testing.city import GAMBIR, SENEN

pytestmark = pytest.mark.django_db


def ago(deep, minutes, cm, **more):
    with time_machine.travel(now() - timedelta(minutes=minutes), tick=False):
        return deep(cm, **more)


def test_it_works(deep):
    filed = deep(50)
    [square] = flooded(words())
    assert (square.cm, square.disputed, [word.number for word in square.words]) == (50, False, [filed.number])
    assert (square.x, square.y) == tile_of(*GAMBIR, SQUARE_Z)


def test_an_area_has_its_own(deep, city):
    deep(50)
    there = deep(100, lon=SENEN[0], lat=SENEN[1])
    assert [word.number for word in words([city.senen])] == [there.number]
    assert len(flooded(words([city.kota]))) == 2


def test_the_deepest_first(deep):
    deep(50)
    deep(100, lon=SENEN[0], lat=SENEN[1])
    assert [square.cm for square in flooded(words())] == [100, 50]


def test_an_old_word_weighs_less(deep):
    ago(deep, 180, 130)
    ago(deep, 180, 130)
    deep(10)
    [square] = flooded(words())
    assert square.cm == 10


def test_it_fades_by_half_in_ninety_minutes(deep):
    ago(deep, 90, 50)
    [square] = flooded(words())
    assert square.weight == pytest.approx(0.5, abs=0.01)


def test_after_six_hours_it_is_gone(deep):
    ago(deep, 361, 50)
    assert words() == []


def test_a_contradiction_is_told(deep):
    deep(10)
    ago(deep, 5, 100)
    [square] = flooded(words())
    assert (square.disputed, square.low, square.high) == (True, 10, 100)


def test_what_was_so_three_hours_ago_contradicts_nobody(deep):
    ago(deep, 180, 130)
    deep(10)
    [square] = flooded(words())
    assert (square.disputed, square.high) == (False, 10)


def test_a_private_word_is_in_no_square(deep):
    deep(50, visibility="private")
    assert words() == []


def test_a_rejected_one_is_none(deep, lurah_gambir):
    reject(deep(50), lurah_gambir, reason="Tidak ada air")
    assert words() == []


def test_other_kinds_say_no_depth(deep, report):
    report(category="road")
    assert words() == []


def test_as_geojson(deep):
    deep(50)
    [feature] = geojson(flooded(words()))["features"]
    west, south = feature["geometry"]["coordinates"][0][0]
    east, north = feature["geometry"]["coordinates"][0][2]
    assert west < GAMBIR[0] < east
    assert south < GAMBIR[1] < north
    assert feature["properties"]["depth_cm"] == 50


def test_a_depth_is_enough_where_the_night_is_on(deep, operator, city):
    deep(50)
    flood, said = Category.objects.get(code="flood"), {"flood_depth": "50"}
    assert not enough_alone(flood, said, city.gambir)
    actions.turn_on(operator, "31.71.01", "Naik", "Rises", 6)
    assert enough_alone(flood, said, city.gambir)
    assert not enough_alone(flood, {}, city.gambir)
    assert not enough_alone(flood, said, city.senen)
    assert not enough_alone(Category.objects.get(code="road"), said, city.gambir)
