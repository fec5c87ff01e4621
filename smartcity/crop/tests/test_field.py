"""In the field: the day's cases for a phone, and acts that waited on it, done once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from smartcity.accounts.phones import account_key
from smartcity.crop.tests.conftest import text, upload
from smartcity.events.models import Event
from smartcity.lib.time import at
from smartcity.reports import actions
from smartcity.reports.models import Photo, Received
from smartcity.testing.city import SENEN

LIST, WHO, PHOTO, SEND = (
    "/crop/lapangan/tugas.json",
    "/crop/antrean/siapa/",
    "/crop/antrean/foto/",
    "/crop/antrean/kirim/",
)


def stashed(client, seed=9):
    return client.post(PHOTO, {"photo": upload(seed=seed)}).json()["name"]


def act(user, case, verb, **fields):
    """What outbox.js sends."""
    return {
        "client_id": str(uuid4()),
        "account_key": account_key(user),
        "verb": verb,
        "number": case.number,
    } | fields


def test_it_works(lurah, lurah_gambir, accepted):
    photo = stashed(lurah)
    wanted = act(
        lurah_gambir, accepted, "answer", reason="Sudah ditambal", stashed=[photo], seen=accepted.last_event
    )
    answers = [lurah.post(SEND, wanted) for _again in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert answers[0].json() == answers[2].json()
    assert answers[0].json()["number"] == accepted.number
    assert Event.objects.filter(verb="answered").count() == 1
    assert Photo.objects.get(name=photo).report == accepted


def test_the_days_cases(lurah, report, waiting):
    report(at=SENEN)
    told = lurah.get(LIST).json()
    (one,) = told["cases"]
    assert (one["number"], one["acts"], one["seen"]) == (
        waiting.number,
        ["accept", "note", "comment"],
        waiting.last_event,
    )
    picture = lurah.get(one["photo"])
    assert picture.status_code == 200
    picture.close()
    assert told["office"] == "Lurah Gambir"


def test_what_is_late_says_so(lurah, waiting):
    with at(waiting.due + timedelta(days=2)):
        (one,) = lurah.get(LIST).json()["cases"]
    assert (one["remains"], one["tone"], one["code"]) == ("terlambat 2 hari", "late", "waiting")
    assert one["due_at"] == waiting.due.isoformat()


def test_at_most_so_many(lurah, report, monkeypatch):
    monkeypatch.setattr("smartcity.crop.views.field.MOST", 1)
    report()
    report()
    assert len(lurah.get(LIST).json()["cases"]) == 1


def test_a_neighbour_keeps_nothing_of_it(neighbour, waiting):
    assert neighbour.get(LIST).json()["cases"] == []


def test_the_page_itself_tells_nothing(lurah, client, waiting):
    assert waiting.title not in text(lurah.get("/crop/lapangan/"))
    assert client.get("/crop/lapangan/").status_code == 200


def test_accept_comment_and_note(lurah, lurah_gambir, waiting):
    assert lurah.post(SEND, act(lurah_gambir, waiting, "accept", seen=waiting.last_event)).status_code == 201
    assert lurah.post(SEND, act(lurah_gambir, waiting, "comment", text="Kami ke sana")).status_code == 201
    assert lurah.post(SEND, act(lurah_gambir, waiting, "note", text="Perlu dua orang")).status_code == 201
    waiting.refresh_from_db()
    assert (waiting.status, waiting.comments) == ("in_progress", 1)


def test_withdrawn_meanwhile_is_refused_with_the_reason(lurah, lurah_gambir, siti, waiting):
    actions.withdraw(waiting, siti)
    answer = lurah.post(SEND, act(lurah_gambir, waiting, "accept"))
    assert answer.status_code == 404
    assert "ditarik pelapornya" in answer.json()["errors"][0]["message"]
    assert not Received.objects.exists()


def test_answered_by_somebody_else_meanwhile(lurah, lurah_gambir, answered):
    refused = act(lurah_gambir, answered, "answer", reason="Saya juga", stashed=[stashed(lurah, seed=3)])
    answer = lurah.post(SEND, refused)
    assert answer.status_code == 409
    assert "Status sekarang" in answer.json()["errors"][0]["message"]


def test_what_was_done_is_said_even_if_the_case_has_left(lurah, lurah_gambir, lurah_senen, waiting):
    wanted = act(lurah_gambir, waiting, "accept")
    lurah.post(SEND, wanted)
    actions.forward(waiting, lurah_gambir, to=lurah_senen.posts.get().office, reason="Bukan di sini")
    assert lurah.post(SEND, wanted).status_code == 201


def test_nobody_signed_in(client, lurah_gambir, waiting):
    assert client.post(SEND, act(lurah_gambir, waiting, "accept")).json()["code"] == "signed_out"
    assert client.post(PHOTO, {"photo": upload()}).status_code == 401
    assert client.get(WHO).json()["account"] == ""


def test_a_citizen_is_nobody_here(opened, siti, waiting):
    assert opened(siti).post(SEND, act(siti, waiting, "accept")).status_code == 401


def test_another_account_on_the_same_phone_sends_nothing(neighbour, lurah_gambir, waiting):
    answer = neighbour.post(SEND, act(lurah_gambir, waiting, "accept"))
    assert (answer.status_code, answer.json()["code"]) == (409, "other_account")


def test_a_neighbour_does_nothing_to_it(neighbour, lurah_senen, waiting):
    assert neighbour.post(SEND, act(lurah_senen, waiting, "accept")).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == "waiting"


def test_the_id_of_another_ones_act_is_not_ones_own(
    lurah, lurah_gambir, camat_gambir, opened, waiting, report
):
    wanted = act(lurah_gambir, waiting, "accept")
    lurah.post(SEND, wanted)
    other = report()
    answer = opened(camat_gambir).post(
        SEND, act(camat_gambir, other, "accept", client_id=wanted["client_id"])
    )
    assert answer.status_code == 409
    other.refresh_from_db()
    assert other.status == "waiting"


def test_a_photo_that_was_swept_is_asked_for_again(lurah, lurah_gambir, accepted):
    answer = lurah.post(SEND, act(lurah_gambir, accepted, "answer", reason="Beres", stashed=["a" * 20]))
    assert (answer.status_code, answer.json()) == (409, {"code": "photo_gone", "names": ["a" * 20]})


def test_without_words_or_photo_it_says_so(lurah, lurah_gambir, accepted):
    assert "Tuliskan apa yang dikerjakan." in lurah.post(
        SEND, act(lurah_gambir, accepted, "answer")).json()["errors"][0]["message"]  # fmt: skip
    assert lurah.post(SEND, act(lurah_gambir, accepted, "answer", reason="Beres")).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"verb": "reject"}, {"verb": "x"}, {"client_id": "1"}, {"number": "x"}, {"number": "9" * 30}]
)
def test_nonsense(lurah, lurah_gambir, waiting, wrong):
    assert lurah.post(SEND, act(lurah_gambir, waiting, "accept") | wrong).status_code == 400


@pytest.mark.parametrize("file", [None, b"no picture"])
def test_no_photo(lurah, file):
    assert lurah.post(PHOTO, {"photo": upload(file)} if file else {}).status_code == 400


def test_one_s_own_phone(lurah, lurah_gambir):
    assert lurah.get(WHO).json()["account"] == account_key(lurah_gambir)


def test_one_id_is_not_two_acts(lurah, lurah_gambir, waiting, report):
    other = report(text="Lampu jalan mati")
    sent = act(lurah_gambir, waiting, "accept")
    assert lurah.post(SEND, sent).status_code == 201
    assert lurah.post(SEND, sent | {"number": other.number}).status_code == 409
    assert lurah.post(SEND, sent | {"verb": "note", "text": "Sudah dilihat"}).status_code == 409
    other.refresh_from_db()
    assert other.status == "waiting"
