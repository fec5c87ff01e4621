"""A utility without an account: a link that opens one report and takes one final reply."""

from datetime import timedelta

import pytest
from django.test import Client

from smartcity.accounts.queries import digest
from smartcity.crop.tests.conftest import page, text, upload
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.models import Photo, Referral


@pytest.fixture
def secret(waiting, lurah_gambir, city):
    return actions.refer(waiting, lurah_gambir, to=city.offices.pln, reason="Kabel putus di tiang 12")


def link(secret):
    return f"/crop/rujukan/{secret}/"


def reply(secret, kind="settled", client=None, **fields):
    words = {
        "kind": kind,
        "name": "Rudi, PLN Gambir",
        "reason": "Kabel sudah disambung",
        "photo": upload(),
    } | fields
    return (client or Client()).post(link(secret), words)


def test_it_works(lurah, waiting):
    made = lurah.post(
        page(waiting, "tautan/"), {"to": "pln", "reason": "Kabel putus", "seen": waiting.last_event}
    )
    secret = text(made).partition("/crop/rujukan/")[2].partition("/")[0]
    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_for) == ("coordinating", "PLN")
    assert "Kabel putus" in text(Client().get(link(secret)))
    assert reply(secret, lon=waiting.lon, lat=waiting.lat).status_code == 200
    waiting.refresh_from_db()
    assert (waiting.status, waiting.holder.title) == ("in_progress", "Lurah Gambir")
    body = text(lurah.get(page(waiting)))
    assert "Jawaban PLN: selesai" in body
    assert "Rudi, PLN Gambir" in body
    assert "Dibuka 2 kali" in body


def test_of_the_link_only_a_digest_is_kept(secret):
    assert Referral.objects.get().digest == digest(secret)
    assert secret not in str(list(Event.objects.values_list("data", flat=True)))


def test_its_photos_are_proof_by_the_rules_of_all(lurah, secret, waiting, lurah_gambir):
    reply(secret)
    photo = Photo.objects.get(part="after")
    assert photo.flags["unplaced"] is True
    assert "mengirim foto lewat tautan" in text(lurah.get(page(waiting, "jawab/")))
    waiting.refresh_from_db()
    with pytest.raises(Invalid):
        actions.answer(waiting, lurah_gambir, reason="Disambung PLN")
    done = lurah.post(
        page(waiting, "jawab/"), {"reason": "Disambung PLN", "replied": "on", "seen": waiting.last_event}
    )
    assert done.status_code == 303
    told = Event.objects.get(verb="answered").data
    assert (told["photos"], told["flags"]) == ([photo.name], ["unplaced"])


def test_the_photo_from_before_does_not_pass_unmarked(secret, waiting):
    reply(secret, photo=upload(seed=0))
    assert Event.objects.get(verb="party_replied").data["flags"] == ["reused", "unplaced"]


def test_done_without_a_photo_is_refused(secret, waiting):
    response = reply(secret, photo="")
    assert response.status_code == 400
    assert "foto sesudah" in text(response)
    assert "Kabel sudah disambung" in text(response)


def test_used(secret, waiting):
    reply(secret)
    for again in (Client().get(link(secret)), reply(secret)):
        assert again.status_code == 410
        assert "Tautan ini sudah dipakai" in text(again)
    assert Event.objects.filter(verb="party_replied").count() == 1


def test_late(secret, waiting):
    with at(now() + timedelta(days=14, minutes=1)):
        response = reply(secret)
    assert response.status_code == 410
    assert "sudah lewat waktunya" in text(response)


def test_overtaken(secret, waiting, lurah_gambir):
    actions.resume(waiting, lurah_gambir)
    response = reply(secret)
    assert response.status_code == 410
    assert "ditangani dengan cara lain" in text(response)


def test_an_old_link_is_not_that_of_a_new_wait(secret, waiting, lurah_gambir):
    actions.resume(waiting, lurah_gambir)
    actions.coordinate(waiting, lurah_gambir, party="PAM", reason="Pipa")
    with pytest.raises(IllegalMove):
        actions.party_says(Referral.objects.get(), name="Rudi", reason="Halo")


@pytest.mark.parametrize("wrong", ["tidak-ada", "x" * 43, "%00", "a b"])
def test_nobodys_link(db, wrong):
    response = Client().get(link(wrong))
    assert response.status_code == 404
    if " " not in wrong and "%" not in wrong:
        assert "Tautan ini tidak dikenal" in text(response)


def test_word_before_the_last_uses_nothing_up(secret, waiting):
    assert "tetap berlaku" in text(reply(secret, "word", reason="Petugas datang besok"))
    waiting.refresh_from_db()
    assert waiting.status == "coordinating"
    assert reply(secret, "not_ours", reason="Kabel Telkom", photo="").status_code == 200
    assert Event.objects.get(verb="party_replied").data["settled"] is False


def test_the_public_reads_the_reply_and_not_who_wrote_it(secret, waiting):
    reply(secret)
    body = text(Client().get(f"/qlue/laporan/{waiting.number}/"))
    assert "Kabel sudah disambung" in body
    assert "Rudi" not in body


def test_the_neighbour_makes_none_and_sees_none(neighbour, lurah_senen, waiting, city):
    assert neighbour.post(page(waiting, "tautan/"), {"to": "pln", "reason": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.refer(waiting, lurah_senen, to=city.offices.pln, reason="x")


def test_the_next_holder_does_not_see_who_opened_it(neighbour, secret, waiting, lurah_gambir, city):
    Client().get(link(secret))
    actions.forward(waiting, lurah_gambir, to=city.offices.senen, reason="Senen")
    assert "Tautan keluar" not in text(neighbour.get(page(waiting)))


def test_not_of_a_private_one(report, lurah_gambir, city):
    with pytest.raises(Invalid):
        actions.refer(report(visibility="private"), lurah_gambir, to=city.offices.pln, reason="x")


def test_hidden_since_it_is_told_no_more(secret, waiting, siti):
    actions.hide(waiting, siti)
    response = Client().get(link(secret))
    assert response.status_code == 410
    assert waiting.title not in text(response)


def test_only_to_whom_nobody_sits_for(waiting, lurah_gambir, city):
    with pytest.raises(Invalid):
        actions.refer(waiting, lurah_gambir, to=city.offices.roads, reason="x")
