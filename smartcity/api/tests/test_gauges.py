"""Gauges by program: read by anybody, told by the water office's people."""

from datetime import timedelta
from uuid import uuid4

import pytest

from smartcity.gauges.actions import tell
from smartcity.gauges.levels import Told
from smartcity.gauges.models import Reading
from smartcity.lib.time import at, now, w3c

HERE = "gauges/pintu-contoh/readings"
MINUTE = timedelta(minutes=1)


def codes(answer):
    return [item["code"] for item in answer.json()["items"]]


def test_it_works(program, sluice, pump, water_officer):
    answer = program(water_officer).post(HERE, {"level": 860})
    assert answer.status_code == 200
    told = answer.json()
    assert (told["level"], told["siaga"], told["source"], told["repeated"], told["latest"]) == (860, 2, "api", False, True)  # fmt: skip
    one = program().get("gauges/pintu-contoh").json()
    assert (one["level"], one["siaga"], one["fresh"], one["unit"], one["thresholds"]["1"]) == (860, 2, True, "cm", 950)  # fmt: skip
    assert one["area"]["name"] == "Gambir"
    assert codes(program().get("gauges")) == ["pintu-contoh", "pompa-contoh"]


def test_some_of_them(program, sluice, pump, rain):
    tell(sluice, Told(960), None, "api")
    assert codes(program().get("gauges?kind=pump")) == ["pompa-contoh"]
    assert codes(program().get("gauges?siaga=1")) == ["pintu-contoh"]
    near = program().get("gauges?near=106.83,-6.17&limit=2").json()["items"]
    assert [(one["code"], one["distance_m"]) for one in near] == [("pompa-contoh", 0), ("hujan-contoh", 0)]
    assert codes(program().get("gauges?near=106.83,-6.17&siaga=1&kind=sluice")) == ["pintu-contoh"]


@pytest.mark.parametrize(
    "query", ["kind=dam", "siaga=0", "siaga=5", "near=1", "near=nan,1", "limit=0", "x=1"]
)
def test_what_cannot_be_asked(program, sluice, query):
    assert program().get(f"gauges?{query}").status_code == 400


def test_an_hour_old_is_unknown(program, sluice):
    with at(now() - 61 * MINUTE):
        tell(sluice, Told(100), None, "api")
    one = program().get("gauges/pintu-contoh").json()
    assert (one["level"], one["siaga"], one["fresh"]) == (100, None, False)


def test_readings_page_by_page(program, sluice):
    for n in range(5):
        tell(sluice, Told(100 + n, at=now() - (5 - n) * MINUTE), None, "api")
    first = program().get(f"{HERE}?limit=3").json()
    assert [one["level"] for one in first["items"]] == [104, 103, 102]
    rest = program().get(first["next"].removeprefix("/api/v1/")).json()
    assert ([one["level"] for one in rest["items"]], rest["next"]) == ([101, 100], None)


def test_again_writes_nothing(program, sluice, water_officer):
    sent = {"level": 800, "at": w3c(now() - MINUTE), "client_id": str(uuid4())}
    first, again = (program(water_officer).post(HERE, sent).json() for _ in range(2))
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert {**first, "repeated": True} == again
    assert Reading.objects.count() == 1
    other = program(water_officer).post(HERE, sent | {"level": 801})
    assert (other.status_code, other.json()["code"]) == (409, "client_id_taken")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"level": 9999}, "out_of_range"), ({"level": -5}, "out_of_range"), ({"level": float("nan")}, "not_a_number"),
        ({"level": "dalam"}, "not_a_number"), ({"level": 5, "siaga": 5}, "bad_siaga"), ({"level": 5, "siaga": 0}, "bad_siaga"),
        ({}, "nothing_told"), ({"level": 5, "at": w3c(now() + timedelta(days=1))}, "clock_ahead"),
        ({"level": 5, "at": "besok"}, "moment"), ({"tinggi": 5}, "extra_forbidden"),
    ],
)  # fmt: skip
def test_what_cannot_be(program, sluice, water_officer, sent, code):
    answer = program(water_officer).post(HERE, sent)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not Reading.objects.exists()


def test_who_may_not(program, sluice, siti, lurah_gambir, roads_officer):
    assert program().post(HERE, {"level": 5}).status_code == 401
    for by in (siti, lurah_gambir, roads_officer):
        assert program(by).post(HERE, {"level": 5}).status_code == 403
    assert not Reading.objects.exists()


def test_no_such_gauge(program, sluice, water_officer):
    assert program().get("gauges/lain").status_code == 404
    assert program().get("gauges/lain/readings").status_code == 404
    assert program(water_officer).post("gauges/lain/readings", {"level": 5}).status_code == 404


def test_queries_do_not_grow(program, sluice, pump, rain, django_assert_num_queries):
    with django_assert_num_queries(1):
        program().get("gauges")
