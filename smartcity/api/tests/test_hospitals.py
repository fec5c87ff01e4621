"""Hospitals by program: read by anybody, told by their own clerks, in our words or in those of Aplicares."""

from datetime import timedelta
from uuid import uuid4

import pytest

from smartcity.beds.actions import tell
from smartcity.beds.counts import Count
from smartcity.beds.models import Ward
from smartcity.events.models import Event
from smartcity.lib.time import now, w3c

BEDS = "hospitals/rs-contoh-gambir/beds"
ICU = {"class": "icu", "capacity": 10, "free": 3, "queue": 2}
ANGGREK = {"kodekelas": "KL3", "koderuang": "RG01", "namaruang": "Ruang Anggrek", "kapasitas": "20", "tersedia": "10",
           "tersediapria": "0", "tersediawanita": "4", "tersediapriawanita": "6"}  # fmt: skip


def test_it_works(program, hospital, clerk):
    answer = program(clerk).post(BEDS, {"beds": [ICU, ANGGREK]})
    assert answer.status_code == 200
    assert [(row["class"], row["room"], row["free"]) for row in answer.json()["beds"]] == [
        ("icu", "", 3),
        ("class3", "RG01", 10),
    ]
    told = program().get("hospitals/rs-contoh-gambir").json()
    assert (told["name"], told["grade"], told["area"]["code"], told["staleness"]) == (
        "RS Contoh Gambir",
        "B",
        "31.71.01.1001",
        "fresh",
    )
    assert told["beds"] == answer.json()["beds"]
    assert told["beds"][1]["female"] == 4


def test_by_class_and_distance(program, hospital, other, clerk, stranger):
    tell(hospital, [Count("icu", capacity=10, free=3)], clerk, "clerk")
    tell(other, [Count("icu", capacity=5, free=1), Count("nicu", capacity=5, free=1)], stranger, "clerk")
    near = program().get("hospitals?class=icu&near=106.83,-6.17").json()["items"]
    assert [(one["code"], one["free"]) for one in near] == [("rs-contoh-senen", 1), ("rs-contoh-gambir", 3)]
    assert near[0]["distance_m"] == 0
    assert 2000 < near[1]["distance_m"] < 2500
    assert [one["code"] for one in program().get("hospitals?class=nicu").json()["items"]] == [
        "rs-contoh-senen"
    ]
    assert len(program().get("hospitals?limit=1").json()["items"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "class=throne",
        "near=here",
        "near=1",
        "near=nan,nan",
        "near=999,0",
        "limit=0",
        "limit=9999",
        "colour=red",
    ],
)
def test_what_is_asked_wrongly(program, hospital, query):
    answer = program().get(f"hospitals?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["field"] == query.split("=")[0]


def test_put_is_the_same(program, hospital, clerk):
    theirs = program(clerk)
    answer = theirs.client.put(
        f"/api/v1/{BEDS}", {"beds": [ICU]}, content_type="application/json", headers=theirs.headers
    )
    assert answer.status_code == 200
    assert Ward.objects.get().free == 3


def test_the_same_client_id_the_same_answer(program, hospital, clerk):
    sent = {"client_id": str(uuid4()), "beds": [ICU]}
    first = program(clerk).post(BEDS, sent)
    program(clerk).post(BEDS, {"beds": [ICU | {"free": 0}]})
    again = program(clerk).post(BEDS, sent)
    assert again.json() == first.json()
    assert Ward.objects.get().free == 0
    assert program(clerk).post(BEDS, sent | {"beds": [ICU | {"free": 1}]}).status_code == 409


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [({"free": -1}, "negative", "free"), ({"free": 11}, "free_above_capacity", "free"), ({"class": "throne"}, "unknown_class", "class"),
     ({"colour": "red"}, "unknown_field", "colour"), ({"free": "many"}, "not_a_number", "free"), ({"free": 10**30}, "not_a_number", "free")],
)  # fmt: skip
def test_numbers_that_cannot_be(program, hospital, clerk, change, code, field):
    answer = program(clerk).post(BEDS, {"beds": [ICU | change]})
    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == (code, field)
    assert not Ward.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"beds": []},
        {"beds": "icu"},
        {"beds": [ICU, ICU]},
        {"beds": [[]]},
        {"beds": [{"free": 1.5}]},
        {"beds": [{}]},
    ],
)
def test_what_is_no_telling(program, hospital, clerk, sent):
    assert program(clerk).post(BEDS, sent).status_code == 400
    assert not Ward.objects.exists()


def test_clocks(program, hospital, clerk):
    ahead = program(clerk).post(BEDS, {"beds": [ICU], "at": w3c(now() + timedelta(hours=1))})
    assert (ahead.status_code, ahead.json()["code"]) == (400, "clock_ahead")
    program(clerk).post(BEDS, {"beds": [ICU]})
    older = program(clerk).post(BEDS, {"beds": [ICU | {"free": 9}], "at": w3c(now() - timedelta(hours=1))})
    assert (older.status_code, older.json()["code"]) == (409, "older")


@pytest.mark.parametrize(
    "who, status", [("stranger", 404), ("siti", 404), ("lurah_gambir", 404), (None, 401)]
)
def test_nobody_elses(request, program, hospital, who, status):
    theirs = program(request.getfixturevalue(who) if who else None)
    assert theirs.post(BEDS, {"beds": [ICU]}).status_code == status
    assert theirs.post("aplicaresws/rest/bed/update/0901R001", ANGGREK).status_code == status
    assert not Ward.objects.exists()


def test_as_hospitals_send_it_to_aplicares(program, hospital, clerk):
    answer = program(clerk).post("aplicaresws/rest/bed/update/0901R001", ANGGREK)
    assert answer.status_code == 200
    assert answer.json()["metadata"]["code"] == 1
    ward = Ward.objects.get()
    assert (ward.bed_class, ward.room, ward.name, ward.capacity, ward.free, ward.source) == (
        "class3",
        "RG01",
        "Ruang Anggrek",
        20,
        10,
        "api",
    )
    assert (
        program(clerk)
        .post("aplicaresws/rest/bed/create/rs-contoh-gambir", ANGGREK | {"koderuang": "RG02"})
        .status_code
        == 200
    )


def test_an_aplicares_call_replayed(program, hospital, clerk):
    """Its timestamp says when it was counted: what came between stands."""
    then = str(int((now() - timedelta(minutes=5)).timestamp()))
    for _again in range(2):
        assert (
            program(clerk)
            .post("aplicaresws/rest/bed/update/0901R001", ANGGREK, **{"X-timestamp": then})
            .status_code
            == 200
        )
    assert Event.objects.filter(verb="beds_told").count() == 1
    program(clerk).post(
        "aplicaresws/rest/bed/update/0901R001", ANGGREK | {"tersedia": "10", "tersediawanita": "0"}
    )
    replayed = program(clerk).post("aplicaresws/rest/bed/update/0901R001", ANGGREK, **{"X-timestamp": then})
    assert replayed.status_code == 409
    assert Ward.objects.get().female == 0


@pytest.mark.parametrize(
    "stamp, code", [("besok", "bad_time"), ("99999999999", "clock_ahead"), ("9" * 40, "bad_time")]
)
def test_a_timestamp_that_is_none(program, hospital, clerk, stamp, code):
    answer = program(clerk).post("aplicaresws/rest/bed/update/0901R001", ANGGREK, **{"X-timestamp": stamp})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    "change",
    [{"tersedia": "21"}, {"kodekelas": "XXX"}, {"tersedia": "-1"}, {"warna": "biru"}, {"tersedia": None}],
)
def test_an_aplicares_call_that_cannot_be(program, hospital, clerk, change):
    assert program(clerk).post("aplicaresws/rest/bed/update/0901R001", ANGGREK | change).status_code == 400
    assert not Ward.objects.exists()


@pytest.mark.parametrize("code", ["nothing", "kelurahan-31.71.01.1001", "%00", "..", "a b"])
def test_no_such_hospital(program, hospital, clerk, code):
    assert program().get(f"hospitals/{code}").status_code == 404
    assert program(clerk).post(f"hospitals/{code}/beds", {"beds": [ICU]}).status_code == 404


def test_the_live_stream_calls_it_beds(program, hospital, clerk):
    program(clerk).post(BEDS, {"beds": [ICU]})
    assert Event.objects.get(verb="beds_told").subject.partition(":")[0] == "bed"
