"""Coordinate, resume, reject, comment, confirm: acts of words."""

import pytest

from smartcity.crop.tests.conftest import page, text
from smartcity.reports import actions


def send(client, case, act, **fields):
    return client.post(page(case, f"{act}/"), {"seen": case.last_event} | fields)


def test_coordinate(lurah, accepted):
    assert "PLN" in text(lurah.get(page(accepted, "koordinasi/")))
    response = send(lurah, accepted, "koordinasi", party="PLN", reason="Kabel melintang")
    assert response.status_code == 303
    accepted.refresh_from_db()
    assert (accepted.status, accepted.waiting_for) == ("coordinating", "PLN")
    assert "Dicatat: menunggu PLN." in text(lurah.get(page(accepted)))


def test_coordinate_needs_a_party(lurah, accepted):
    response = send(lurah, accepted, "koordinasi", reason="Kabel melintang")
    assert response.status_code == 400
    assert "Sebutkan pihak yang ditunggu." in text(response)
    assert "Kabel melintang" in text(response)


def test_resume(lurah, lurah_gambir, accepted):
    actions.coordinate(accepted, lurah_gambir, party="PLN", reason="Kabel melintang")
    assert "Penantian pada PLN selesai" in text(lurah.get(page(accepted, "lanjutkan/")))
    assert send(lurah, accepted, "lanjutkan").status_code == 303
    accepted.refresh_from_db()
    assert accepted.status == "in_progress"


def test_resume_what_was_not_waiting(lurah, accepted):
    assert send(lurah, accepted, "lanjutkan").status_code == 409


def test_reject(lurah, waiting):
    assert send(lurah, waiting, "tolak", reason="Sudah diangkut").status_code == 303
    waiting.refresh_from_db()
    assert waiting.status == "rejected"


@pytest.mark.parametrize("reason", ["", "   "])
def test_reject_needs_a_reason(lurah, waiting, reason):
    response = send(lurah, waiting, "tolak", reason=reason)
    assert response.status_code == 400
    assert "Tuliskan alasannya." in text(response)


def test_reject_what_is_done(lurah, answered):
    response = send(lurah, answered, "tolak", reason="Alasan yang sudah ditulis")
    assert response.status_code == 409
    assert "Alasan yang sudah ditulis" in text(response)
    assert "tidak dapat dilakukan lagi" in text(response)


def test_comment(lurah, waiting):
    assert send(lurah, waiting, "komentar", text="Regu datang siang ini").status_code == 303
    body = text(lurah.get(page(waiting)))
    assert "Regu datang siang ini" in body
    assert "Lurah Gambir" in body


def test_an_empty_comment(lurah, waiting):
    response = send(lurah, waiting, "komentar", text=" ")
    assert response.status_code == 400
    assert "Tuliskan" in text(response)


def test_a_verifier_confirms(opened, verifier, answered):
    client = opened(verifier)
    assert "Nyatakan selesai" in text(client.get(page(answered)))
    assert send(client, answered, "konfirmasi").status_code == 303
    answered.refresh_from_db()
    assert answered.status == "done"


def test_who_answered_does_not_confirm(lurah, answered):
    assert send(lurah, answered, "konfirmasi").status_code == 403
    answered.refresh_from_db()
    assert answered.status == "answered"


def test_in_english(lurah, waiting):
    lurah.cookies["django_language"] = "en"
    response = send(lurah, waiting, "tolak", reason="")
    assert "Give the reason." in text(response)
    assert "Reject" in text(response)
