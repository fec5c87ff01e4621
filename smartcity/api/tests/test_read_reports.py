"""GET reports, reports/{number}, its events and comments."""

from datetime import timedelta

import pytest

from smartcity.lib.time import at, now, w3c
from smartcity.reports import actions
from smartcity.testing.city import SENEN


def numbers(answer):
    return [item["number"] for item in answer.json()["items"]]


def test_it_works(program, report):
    first, second = report(), report()
    answer = program().get("reports")
    assert (numbers(answer), answer.json()["next"]) == ([second.number, first.number], None)


def test_pages(program, report):
    filed = [report() for _ in range(3)]
    first = program().get("reports?limit=2&status=waiting,done")
    assert numbers(first) == [filed[2].number, filed[1].number]
    then = program().client.get(first.json()["next"])
    assert (numbers(then), then.json()["next"]) == ([filed[0].number], None)


def test_queries_do_not_grow(program, report, siti, django_assert_num_queries):
    speaks = program(siti)
    for _ in range(3):
        report()
    with django_assert_num_queries(4):  # token, seats, reports, photos
        speaks.get("reports")


@pytest.fixture
def several(report, budi, lurah_gambir):
    """A pothole of yesterday in Gambir, a flood at the landmark in Senen, an accepted lamp in Gambir."""
    with at(now() - timedelta(days=1)):
        hole = report(text="Lubang besar 100%")
    flood = report(category="flood", at=SENEN, text="Air naik", landmark="Pasar Senen", by=budi)
    jam = report(category="jam", text="Macet total")
    actions.accept(jam, lurah_gambir)
    return {"hole": hole.number, "flood": flood.number, "jam": jam.number}


@pytest.mark.parametrize("query, found", [
    ("status=waiting", "flood hole"), ("status=in_progress", "jam"), ("status=waiting,in_progress", "jam flood hole"),
    ("status=waiting&status=in_progress", "jam flood hole"), ("category=flood", "flood"), ("category=nothing", ""),
    ("category=", "jam flood hole"), ("area=31.71", "jam flood hole"), ("area=31.71.04", "flood"), ("area=31.71.01.1001", "jam hole"),
    ("bbox=106.82,-6.18,106.84,-6.16", "flood"), ("bbox=0,0,1,1", ""), ("q=LUBANG", "hole"), ("q=pasar+naik", "flood"), ("q=flood", "flood"),
    ("q=100%25", "hole"), ("q=%25", ""), ("q=_", ""), ("limit=1", "jam"), ("q=' OR 1=1 --", ""),
])  # fmt: skip
def test_filters(program, several, query, found):
    assert numbers(program().get(f"reports?{query}")) == [several[name] for name in found.split()]


def test_since_and_until(program, several):
    moment = w3c(now() - timedelta(hours=1))
    assert numbers(program().get("reports", {"since": moment})) == [several["jam"], several["flood"]]
    assert numbers(program().get("reports", {"until": moment})) == [several["hole"]]


def test_mine(program, several, budi):
    assert numbers(program(budi).get("reports?mine=true")) == [several["flood"]]
    assert numbers(program().get("reports?mine=true")) == []


@pytest.mark.parametrize("query, code, field", [
    ("status=red", "enum", "status.0"), ("category=%00", "string_pattern_mismatch", "category.0"), ("bbox=1,2,3", "bbox", "bbox"),
    ("bbox=nan,0,1,1", "bbox", "bbox"), ("bbox=2,0,1,1", "bbox", "bbox"), ("bbox=1e400,0,1,1", "bbox", "bbox"), ("since=yesterday", "moment", "since"),
    ("since=0001-01-01T00:00:00%2B14:00", "moment", "since"), ("q=%00", "string_pattern_mismatch", "q"), ("limit=201", "less_than_equal", "limit"),
    ("limit=0", "greater_than_equal", "limit"), ("limit=many", "int_parsing", "limit"), ("before=-1", "greater_than_equal", "before"),
    ("before=99999999999999999999", "less_than_equal", "before"), ("statuses=waiting", "extra_forbidden", "statuses"),
    ("mine=perhaps", "bool_parsing", "mine"),
])  # fmt: skip
def test_bad_filters(program, city, query, code, field):
    answer = program().get(f"reports?{query}")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, code, field)


def test_an_unknown_area(program, city):
    assert program().get("reports?area=99").status_code == 404


def test_one(program, report):
    filed = report()
    told = program().get(f"reports/{filed.number}").json()
    assert (told["text"], told["mine"], told["moves"], told["client_id"]) == (filed.text, False, [], None)
    assert told["why"] == "Aturan 1: Jalan rusak di Gambir → Lurah Gambir"


def test_what_each_may_do_with_it(program, report, siti, budi, lurah_gambir):
    filed = report()
    moves = {
        user: program(user).get(f"reports/{filed.number}").json()["moves"]
        for user in (siti, budi, lurah_gambir)
    }
    assert moves == {siti: [], budi: [], lurah_gambir: ["accept", "coordinate", "forward", "reject", "merge"]}


PRIVATE = {
    "siti": 200,
    "budi": 404,
    "lurah_gambir": 200,
    "camat_gambir": 200,
    "lurah_senen": 404,
    "police_officer": 404,
    "verifier": 200,
}


@pytest.mark.parametrize("path", ["", "/events", "/comments"])
@pytest.mark.parametrize("who", PRIVATE)
def test_a_private_one(program, report, request, who, path):
    filed = report(visibility="private")
    answer = program(request.getfixturevalue(who)).get(f"reports/{filed.number}{path}")
    assert answer.status_code == PRIVATE[who]


def test_what_is_not_yours_is_as_absent(program, report, budi):
    filed = report(visibility="private")
    hidden, absent = (program(budi).get(f"reports/{number}") for number in (filed.number, 999_999))
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, absent.content, absent.headers)


def test_the_list_hides_it_too(program, report, budi, siti, lurah_gambir):
    filed = report(visibility="private")
    assert [numbers(program(user).get("reports")) for user in (None, budi, siti, lurah_gambir)] == [
        [],
        [],
        [filed.number],
        [filed.number],
    ]


def test_events(program, report, lurah_gambir):
    filed = report()
    actions.coordinate(filed, lurah_gambir, party="PLN", reason="Kabel")
    first, second = program().get(f"reports/{filed.number}/events").json()["items"]
    assert (first["verb"], second["verb"], second["status"]) == ("submitted", "coordinating", "coordinating")
    assert second["data"] == {"by": "Lurah Gambir", "reason": "Kabel", "party": "PLN"}


def test_comments(program, report, siti, budi, lurah_gambir):
    filed = report()
    actions.comment(filed, budi, text="Benar")
    actions.comment(filed, lurah_gambir, text="Besok")
    actions.comment(filed, siti, text="Terima kasih")
    said = program().get(f"reports/{filed.number}/comments").json()["items"]
    assert [(c["by"], c["official"], c["text"]) for c in said] == [
        ("Budi", False, "Benar"),
        ("Lurah Gambir", True, "Besok"),
        ("", False, "Terima kasih"),
    ]


def test_a_private_photo_by_token(program, report, siti, budi):
    filed = report(visibility="private")
    address = program(siti).get(f"reports/{filed.number}").json()["photos"][0]["url"]
    speaks = [program(user) for user in (siti, budi, None)]
    assert [_status(p, address) for p in speaks] == [200, 404, 404]
    assert _status(speaks[0], address.split("?")[0]) == 404


def _status(speaks, address):
    answer = speaks.client.get(address, headers=speaks.headers)
    answer.getvalue()  # reads the file to its end, which closes it
    return answer.status_code


def test_what_a_private_one_was_merged_into_is_named_to_who_may_read_it(program, report, siti, lurah_gambir):
    kept, joined = report(visibility="private"), report(visibility="private")
    actions.merge(joined, lurah_gambir, into=kept)
    for who in (siti, lurah_gambir):
        assert program(who).get(f"reports/{joined.number}").json()["merged_into"] == kept.number


def test_what_a_public_one_was_merged_into_is_named_until_that_is_hidden(
    program, report, siti, budi, lurah_gambir
):
    kept, joined = report(), report(by=budi)
    actions.merge(joined, lurah_gambir, into=kept)
    assert program(budi).get(f"reports/{joined.number}").json()["merged_into"] == kept.number
    actions.hide(kept, siti)
    assert program(budi).get(f"reports/{joined.number}").json()["merged_into"] is None
    assert program(lurah_gambir).get(f"reports/{joined.number}").json()["merged_into"] == kept.number


def test_a_parent_and_its_children(program, report, siti, budi, lurah_gambir, lurah_senen):
    parent, child, private = report(), report(by=budi), report(by=budi, visibility="private")
    for one in (child, private):
        actions.link(one, lurah_gambir, to=parent)
    assert program(siti).get(f"reports/{child.number}").json()["parent"] == parent.number
    for who in (siti, lurah_senen):
        assert program(who).get(f"reports/{parent.number}").json()["children"] == [child.number]
    told = program(lurah_gambir).get(f"reports/{parent.number}").json()["children"]
    assert sorted(told) == sorted([child.number, private.number])
    actions.hide(parent, siti)
    assert program(budi).get(f"reports/{child.number}").json()["parent"] is None
    assert str(parent.number) not in str(program(budi).get(f"reports/{child.number}/events").json())
