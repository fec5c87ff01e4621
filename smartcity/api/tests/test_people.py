"""me, inbox, notices, adoption."""

import pytest

from smartcity.accounts.actions import enrol_device
from smartcity.events.models import Event
from smartcity.notices.actions import notify
from smartcity.reports import actions
from smartcity.testing.city import SENEN


def test_me(program, lurah_gambir):
    told = program(lurah_gambir).get("me").json()
    assert (told["username"], [(p["role"], p["office"]["title"]) for p in told["posts"]]) == (
        "lurah.gambir",
        [("lurah", "Lurah Gambir")],
    )


def test_a_citizen_sits_nowhere(program, siti):
    assert program(siti).get("me").json()["posts"] == []


@pytest.mark.parametrize(
    "who, found",
    [("lurah_gambir", 1), ("lurah_senen", 1), ("camat_gambir", 1), ("roads_officer", 0), ("verifier", 2)],
)
def test_the_inbox_is_what_ones_offices_hold(program, report, request, who, found):
    report()
    report(at=SENEN)
    items = program(request.getfixturevalue(who)).get("inbox").json()["items"]
    assert len(items) == found
    if who == "lurah_gambir":
        assert (items[0]["office"], items[0]["area"], items[0]["late"]) == (
            "Lurah Gambir",
            {"code": "31.71.01.1001", "name": "Gambir"},
            False,
        )


def test_the_nearest_deadline_first_page_by_page(program, report, lurah_gambir):
    road = report()
    report(category="flood")
    first = program(lurah_gambir).get("inbox?limit=1").json()
    speaks = program(lurah_gambir)
    then = speaks.client.get(first["next"], headers=speaks.headers).json()
    assert first["items"][0]["number"] == road.number
    assert (len(then["items"]), then["next"]) == (1, None)


def test_looking_for_words(program, report, lurah_gambir):
    report(text="Pohon tumbang")
    report()
    assert len(program(lurah_gambir).get("inbox?q=POHON").json()["items"]) == 1


def test_queries_of_the_inbox(program, report, lurah_gambir, django_assert_num_queries):
    for _ in range(3):
        report()
    speaks = program(lurah_gambir)
    with django_assert_num_queries(4):  # token, seats, what they cover, cases
        speaks.get("inbox")


def test_no_inbox_without_a_seat(program, siti):
    answer = program(siti).get("inbox")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    "query", ["after=x", "after=99999999999999999999-1", "limit=0", "q=%00", "colour=red"]
)
def test_bad_filters(program, lurah_gambir, query):
    assert program(lurah_gambir).get(f"inbox?{query}").status_code in (200, 400)


def test_notices(program, report, siti, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    for event in Event.objects.all():
        notify(event)
    speaks = program(siti)
    told = speaks.get("notices").json()
    assert (told["unseen"], told["items"][0]["number"], told["items"][0]["text"]) == (
        1,
        filed.number,
        "Lurah Gambir mulai mengerjakan",
    )
    assert speaks.post("notices/seen").status_code == 204
    assert speaks.get("notices").json()["unseen"] == 0


def test_adoption(program, administrator, lurah_gambir):
    enrol_device(lurah_gambir, "a", "crop", "standalone")
    told = program(administrator).get("adoption").json()
    assert told["lurah"] == {"seats": 2, "filled": 1, "installed": 1, "seen": 1}
    assert [line["name"] for line in told["kota"]] == ["Jakarta Pusat"]


@pytest.mark.parametrize("who", ["siti", "lurah_gambir", "camat_gambir", "roads_officer", "police_officer"])
def test_adoption_is_not_for_everyone(program, request, who):
    assert program(request.getfixturevalue(who)).get("adoption").status_code == 403


@pytest.mark.parametrize("path", ["me", "inbox", "notices", "adoption"])
def test_strangers(program, city, path):
    assert program().get(path).status_code == 401
