"""The gravest, the nearest, and in which order they are listed."""

from datetime import timedelta

import pytest

from smartcity.gauges.actions import tell
from smartcity.gauges.levels import Told
from smartcity.gauges.models import Kind
from smartcity.gauges.queries import listed, near, searched, worst
from smartcity.gauges.registering import Facts, register
from smartcity.lib.time import now
from smartcity.testing.city import GAMBIR, SENEN


@pytest.fixture
def five(sluice, pump, rain):
    """Of five one is grave, one normal, one a pump house without siaga, one stale, one never told."""
    watch = register(Facts(Kind.WATCH, "Hulu", 106.84, -6.40, "Aliran Tengah", 200, 270, 350))[0]
    register(Facts(Kind.RESERVOIR, "Waduk Contoh", *SENEN))
    tell(sluice, Told(100), None, "api")
    tell(pump, Told(-50, pumps=1), None, "api")
    tell(rain, Told(80, siaga=1, at=now() - timedelta(minutes=61)), None, "api")
    tell(watch, Told(280), None, "api")


def test_the_gravest(five):
    assert [one.name for one in worst(9)] == ["Hulu", "Pintu Contoh", "Pompa Contoh"]
    assert [one.name for one in worst(1)] == ["Hulu"]


def test_the_list(five):
    assert [one.name for one in listed()] == ["Hulu", "Pintu Contoh", "Pompa Contoh", "Hujan Contoh", "Waduk Contoh"]  # fmt: skip
    assert [one.name for one in listed("rain")] == ["Hujan Contoh"]
    assert [one.name for one in listed(siaga=2)] == ["Hulu"]
    assert not listed(siaga=1), "what was grave an hour ago is not known now"


def test_the_nearest(five):
    found = near(*GAMBIR, 9, 5000)
    assert [(one.name, round(metres)) for one, metres in found[:2]] == [
        ("Pintu Contoh", 0),
        ("Pompa Contoh", 2211),
    ]
    assert len(found) == 4
    assert len(near(*GAMBIR, 9, 100)) == 1


def test_what_is_closed_is_nowhere(five, sluice):
    sluice.active = False
    sluice.save(update_fields=["active"])
    assert sluice not in [
        *worst(9),
        *listed(),
        *searched("", 9),
        *(one for one, _m in near(*GAMBIR, 9, 9000)),
    ]


def test_by_name_or_waters(five):
    assert [one.name for one in searched("contoh TENGAH", 9)] == ["Pintu Contoh"]
    assert [one.name for one in searched("tengah", 9)] == ["Hulu", "Pintu Contoh"]


def test_questions_do_not_grow(five, django_assert_num_queries):
    for ask in (listed, lambda: worst(9), lambda: near(*GAMBIR, 9, 9000)):
        with django_assert_num_queries(1):
            [str(one.area) if hasattr(one, "area") else one for one in ask()]
