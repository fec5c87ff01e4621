"""The moderators' queue."""

from io import BytesIO

import pytest
from django.test import Client

from smartcity.reports import actions, media
from smartcity.reports.models import Comment, Photo, Report
from smartcity.testing.city import jpeg


@pytest.fixture
def held(report, budi):
    return actions.comment(report(), budi, text="Lihat https://murah.example")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def moderator(verifier):
    return browser(verifier)


def test_it_works(moderator, held):
    shown = moderator.get("/crop/komentar/").text
    assert "https://murah.example" in shown
    assert "tautan dari akun baru" in shown
    moderator.post(f"/crop/komentar/{held.pk}/tampilkan/")
    assert Comment.objects.get().state == "shown"
    assert "Tidak ada yang menunggu" in moderator.get("/crop/komentar/").text


def test_the_photo_of_what_is_held_is_seen_by_who_judges_it(moderator, report, budi, siti, lurah_gambir):
    stashed = actions.stash([BytesIO(jpeg())], budi)
    actions.bring(
        report(), budi, text="Lihat https://murah.example", stashed=[photo.name for photo in stashed]
    )
    address = media.address(stashed[0].name, small=True)
    assert address in moderator.get("/crop/komentar/").text
    answers = [
        who.get(address) for who in (moderator, browser(budi), browser(siti), browser(lurah_gambir), Client())
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404, 404]
    for answer in answers:
        answer.getvalue()  # reads the file to its end, which closes it


def test_a_moderator_sees_no_photo_under_a_private_report_of_another_office(moderator, held):
    Photo.objects.create(talk=held, name="a" * 32, width=1, height=1, phash=0)
    Report.objects.update(visibility="private")
    assert moderator.get(media.address("a" * 32)).status_code == 404


def test_hiding_with_a_reason(moderator, held):
    url = f"/crop/komentar/{held.pk}/sembunyikan/"
    refused = moderator.post(url, {"reason": " "})
    assert (refused.status_code, "Tuliskan alasannya." in refused.text) == (400, True)
    assert moderator.post(url, {"reason": "Iklan"}).status_code == 303
    assert Comment.objects.get().state == "hidden"


def test_objections_are_shown_without_who(moderator, report, budi, siti):
    said = actions.comment(report(), budi, text="Kasar")
    actions.flag(said, siti, objection="insult", words="Menghina saya")
    shown = moderator.get("/crop/komentar/").text
    assert "Menghina atau mengancam" in shown
    assert "Menghina saya" in shown
    assert "Siti" not in shown


def test_a_hidden_reporter_stays_hidden_here(moderator, report, siti, budi):
    said = actions.comment(report(), siti, text="Saya pelapornya")
    actions.flag(said, budi, objection="spam")
    shown = moderator.get("/crop/komentar/").text
    assert "Pelapor" in shown
    assert "Siti" not in shown


@pytest.mark.parametrize("who", ["lurah_gambir", "operator", "police_officer"])
def test_it_is_the_moderators(request, held, who):
    other = browser(request.getfixturevalue(who))
    assert other.get("/crop/komentar/").status_code == 404
    for act in ("tampilkan", "sembunyikan"):
        assert other.post(f"/crop/komentar/{held.pk}/{act}/", {"reason": "Karena"}).status_code == 404
    assert Comment.objects.get().state == "held"


def test_what_is_gone_meanwhile(moderator, held, administrator):
    actions.hide_comment(held, administrator, reason="Iklan")
    assert moderator.post(f"/crop/komentar/{held.pk}/sembunyikan/", {"reason": "Iklan"}).status_code == 409
    assert moderator.post("/crop/komentar/999/tampilkan/").status_code == 404
