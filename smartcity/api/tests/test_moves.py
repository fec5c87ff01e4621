"""POST reports/{number}/<verb>."""

import pytest

from smartcity.api.tests.conftest import picture
from smartcity.reports.models import Report
from smartcity.testing.city import GAMBIR


@pytest.fixture
def filed(report):
    return report()


@pytest.fixture
def lurah(program, lurah_gambir):
    return program(lurah_gambir)


def test_it_works(lurah, filed):
    answer = lurah.post(f"reports/{filed.number}/accept", {"seen": filed.last_event})
    assert (answer.status_code, answer.json()["status"]) == (200, "in_progress")


def test_no_body_is_an_empty_one(lurah, filed):
    assert lurah.post(f"reports/{filed.number}/accept").status_code == 200


def test_from_red_to_green(program, lurah, siti, filed):
    path = f"reports/{filed.number}"
    lurah.post(f"{path}/accept")
    lurah.post(f"{path}/coordinate", {"party": "PLN", "reason": "Kabel"})
    lurah.post(f"{path}/resume")
    told = lurah.form(
        f"{path}/answer",
        {"reason": "Sudah ditambal", "photo": picture(9), "lon": GAMBIR[0], "lat": GAMBIR[1]},
    ).json()
    after = [photo for photo in told["photos"] if photo["part"] == "after"]
    assert (told["status"], after[0]["flags"]["far"]) == ("answered", False)
    told = program(siti).post(f"{path}/confirm", {"rating": 5}).json()
    assert (told["status"], told["rating"]) == ("done", 5)
    verbs = [event["verb"] for event in program().get(f"{path}/events").json()["items"]]
    assert verbs == ["submitted", "accepted", "coordinating", "resumed", "answered", "confirmed"]


def test_refused_and_forwarded(program, lurah, siti, filed, city):
    path = f"reports/{filed.number}"
    lurah.post(f"{path}/accept")
    lurah.form(f"{path}/answer", {"reason": "Sudah", "photo": picture(9)})
    assert (
        program(siti).form(f"{path}/refuse", {"reason": "Belum", "photo": picture(4)}).json()["status"]
        == "waiting"
    )
    told = lurah.post(f"{path}/forward", {"to": "roads", "reason": "Jalan provinsi"}).json()
    assert (told["status"], told["office"]["code"]) == ("waiting", "roads")


def test_rejected_and_appealed(program, lurah, siti, filed):
    path = f"reports/{filed.number}"
    assert lurah.post(f"{path}/reject", {"reason": "Bukan wilayah kami"}).json()["status"] == "rejected"
    told = program(siti).post(f"{path}/appeal", {"reason": "Ini Gambir"}).json()
    assert told["office"]["title"] == "Camat Gambir"


def test_merge(program, lurah, report, filed):
    other = report()
    told = lurah.post(f"reports/{other.number}/merge", {"into": filed.number}).json()
    assert (told["status"], told["merged_into"]) == ("merged", filed.number)


def test_support_comment_and_back(program, budi, filed):
    speaks, path = program(budi), f"reports/{filed.number}"
    assert speaks.post(f"{path}/support").json()["supported"]
    assert speaks.post(f"{path}/comment", {"text": "Benar"}).json()["comments"] == 1
    back = speaks.client.delete(f"/api/v1/{path}/support", headers=speaks.headers).json()
    assert (back["supports"], back["supported"]) == (0, False)


def test_two_at_once_one_is_told(program, lurah, camat_gambir, filed):
    lurah.post(f"reports/{filed.number}/accept")
    late = program(camat_gambir).post(f"reports/{filed.number}/accept")
    assert (late.status_code, late.json()["code"]) == (409, "illegal_move")
    assert "Lurah Gambir" in late.json()["detail"]


def test_a_citizen_sees_too(program, lurah, siti, filed):
    lurah.post(f"reports/{filed.number}/reject", {"reason": "x"})
    answer = program(siti).post(f"reports/{filed.number}/appeal", {"reason": "x", "seen": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "changed")


def test_support_minds_nothing_that_happened(program, budi, filed):
    assert program(budi).post(f"reports/{filed.number}/support", {"seen": 1}).status_code == 200


def test_it_changed_meanwhile(lurah, filed):
    answer = lurah.post(f"reports/{filed.number}/reject", {"reason": "x", "seen": filed.last_event - 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "changed")


BODIES = {
    "accept": {}, "coordinate": {"party": "PLN", "reason": "x"}, "resume": {}, "forward": {"to": "roads", "reason": "x"},
    "reject": {"reason": "x"}, "appeal": {"reason": "x"}, "answer": {"reason": "x"}, "confirm": {}, "refuse": {"reason": "x"},
    "merge": {"into": 100_000}, "support": {}, "comment": {"text": "x"},
}  # fmt: skip


@pytest.mark.parametrize("verb", BODIES)
def test_nobody_moves_nothing(program, filed, verb):
    answer = program().post(f"reports/{filed.number}/{verb}", BODIES[verb])
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


@pytest.mark.parametrize("verb", [verb for verb in BODIES if verb not in ("support", "comment", "merge")])
@pytest.mark.parametrize("who", ["budi", "lurah_senen", "police_officer", "operator"])
def test_the_neighbour_may_not(program, request, filed, who, verb):
    answer = program(request.getfixturevalue(who)).post(f"reports/{filed.number}/{verb}", BODIES[verb])
    assert answer.status_code == (
        400 if (verb, answer.json()["code"]) == ("answer", "photo_missing") else 403
    )
    assert Report.objects.get().status == "waiting"


@pytest.mark.parametrize("verb", BODIES)
def test_a_private_one_is_as_absent(program, report, lurah_senen, verb):
    hidden = report(visibility="private")
    speaks = program(lurah_senen)
    one, none = (speaks.post(f"reports/{number}/{verb}", BODIES[verb]) for number in (hidden.number, 999_999))
    assert (one.status_code, one.content) == (404, none.content)
    assert Report.objects.get().status == "waiting"


@pytest.mark.parametrize("verb, body, code, field", [
    ("accept", {"seen": "now"}, "int_parsing", "seen"), ("accept", {"reason": "x"}, "extra_forbidden", "reason"),
    ("coordinate", {"reason": "x"}, "missing", "party"), ("coordinate", {"party": " ", "reason": "x"}, "party_missing", "party"),
    ("forward", {"to": "nowhere", "reason": "x"}, "bad_office", "to"), ("forward", {"to": "roads"}, "missing", "reason"),
    ("forward", {"to": "\x00", "reason": "x"}, "string_pattern_mismatch", "to"), ("reject", {"reason": "  "}, "reason_missing", "reason"),
    ("reject", {"reason": "x" * 10_000}, "text_too_long", "reason"), ("reject", {"reason": None}, "string_type", "reason"),
    ("reject", {"reason": ["x"]}, "string_type", "reason"), ("reject", {"reason": "\ud800"}, "text_control", "reason"),
    ("merge", {"into": 999_999}, "bad_merge", "into"), ("merge", {"into": 2**70}, "less_than_equal", "into"),
    ("merge", {"into": 1.5}, "int_from_float", "into"), ("confirm", {"rating": 6}, "less_than_equal", "rating"),
    ("answer", {"reason": "x", "photo": ["a"]}, "value_error", "photo.0"), ("answer", {"reason": "x", "lon": "NaN"}, "finite_number", "lon"),
    ("comment", {"text": "x" * 10_000}, "text_too_long", "text"),
])  # fmt: skip
def test_bad_bodies(lurah, filed, verb, body, code, field):
    answer = lurah.post(f"reports/{filed.number}/{verb}", body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, code, field)


def test_eleven_after_photos(lurah, filed):
    lurah.post(f"reports/{filed.number}/accept")
    answer = lurah.form(
        f"reports/{filed.number}/answer", {"reason": "x", "photo": [picture(n) for n in range(11)]}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_photos")
