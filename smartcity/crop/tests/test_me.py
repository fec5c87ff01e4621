"""Oneself, one's device, one's notices."""

from datetime import timedelta

import pytest

from smartcity.accounts.models import Device
from smartcity.crop.tests.conftest import page, text
from smartcity.events.models import Event
from smartcity.lib.time import at, now
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice
from smartcity.reports import actions
from smartcity.reports.models import Report


def test_it_works(lurah):
    body = text(lurah.get("/crop/saya/"))
    assert "Kelurahan Gambir" in body
    assert "CROP dibuka di peramban" in body
    assert "Keluar" in body


def test_opening_crop_enrols_the_device(lurah, lurah_gambir):
    response = lurah.get("/crop/")
    device = Device.objects.get()
    assert (device.user, device.app, device.display_mode) == (lurah_gambir, "crop", "browser")
    cookie = response.cookies["crop_device"]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        device.key,
        "/crop/",
        True,
        "Lax",
    )


def test_the_same_device_again_is_the_same_row(lurah):
    lurah.get("/crop/")
    with at(now() + timedelta(hours=1)):
        lurah.get("/crop/")
    device = Device.objects.get()
    assert device.seen_at - device.enrolled_at == pytest.approx(timedelta(hours=1), abs=timedelta(minutes=1))


def test_a_cookie_of_nonsense_gets_a_key_of_ours(lurah):
    lurah.cookies["crop_device"] = "x" * 500
    lurah.get("/crop/")
    assert len(Device.objects.get().key) == 36


def test_an_installed_app_says_so(lurah):
    lurah.get("/crop/")
    assert lurah.post("/crop/perangkat/", {"mode": "standalone"}).status_code == 204
    assert Device.objects.get().installed
    with at(now() + timedelta(hours=1)):
        assert "CROP terpasang sebagai aplikasi" in text(lurah.get("/crop/saya/"))


def test_a_mode_that_is_none(lurah):
    assert lurah.post("/crop/perangkat/", {"mode": "<script>"}).status_code == 400
    assert lurah.get("/crop/perangkat/").status_code == 405


def test_a_citizen_enrols_nothing(opened, siti):
    opened(siti).post("/crop/perangkat/", {"mode": "standalone"})
    assert not Device.objects.exists()


def test_news(lurah, waiting):
    notify(Event.objects.get())
    body = text(lurah.get("/crop/kabar/"))
    assert "Laporan baru untuk Lurah Gambir" in body
    assert page(waiting) in body
    assert f"{waiting.category}: {waiting.title}" in body
    assert '<b class="dot">' in text(lurah.get("/crop/"))


def test_all_news_is_marked_at_once(lurah, neighbour, report, lurah_gambir):
    for case in (report(), report()):
        notify(Event.objects.about(case.subject).get())
    assert "Tandai semua sudah dibaca" in text(lurah.get("/crop/kabar/"))
    neighbour.post("/crop/kabar/dibaca/")
    assert '<b class="dot">2' in text(lurah.get("/crop/"))
    assert lurah.post("/crop/kabar/dibaca/").url == "/crop/kabar/"
    assert '<b class="dot">' not in text(lurah.get("/crop/"))
    assert "Tandai semua" not in text(lurah.get("/crop/kabar/"))


def test_opening_a_case_is_having_seen_what_was_told_of_it(lurah, report):
    for case in (report(), report()):
        notify(Event.objects.about(case.subject).get())
    lurah.get("/crop/kabar/")
    lurah.get(page(case))
    assert '<b class="dot">1' in text(lurah.get("/crop/"))


def test_news_of_what_is_withdrawn_from_ones_eyes_says_no_title(neighbour, waiting, lurah_senen):
    notify(Event.objects.get())
    Notice.objects.update(user=lurah_senen)
    Report.objects.update(visibility="private")
    assert waiting.title not in text(neighbour.get("/crop/kabar/"))


def test_no_news(lurah):
    assert "Belum ada kabar" in text(lurah.get("/crop/kabar/"))


def test_news_of_ones_own_report_leads_to_the_citizens_side(neighbour, lurah_senen, lurah_gambir, report):
    case = report(by=lurah_senen)
    actions.accept(case, lurah_gambir)
    notify(Event.objects.last())
    body = text(neighbour.get("/crop/kabar/"))
    assert f"/qlue/laporan/{case.number}/" in body
    assert page(case) not in body


def test_news_page_after_page(lurah, report, monkeypatch):
    monkeypatch.setattr("smartcity.crop.views.me.MOST", 1)
    for case in (report(), report()):
        notify(Event.objects.about(case.subject).get())
    older = lurah.get("/crop/kabar/").context["older"]
    assert len(lurah.get(f"/crop/kabar/{older}").context["told"]) == 1
    assert lurah.get("/crop/kabar/?before=abc").status_code == 200
    assert lurah.get("/crop/kabar/?before=99999999999999999999999").status_code == 200


@pytest.mark.parametrize("path", ["", "riwayat/", "kabar/", "saya/", "tugas/1/", "tugas/1/terima/"])
def test_who_is_not_signed_in(client, city, path):
    response = client.get(f"/crop/{path}")
    assert (response.status_code, response.url) == (
        302,
        f"/crop/masuk/?next=%2Fcrop%2F{path.replace('/', '%2F')}",
    )


def test_news_of_talk_leads_to_qlue(lurah, lurah_gambir, budi, city):
    post = actions.talk(city.gambir, lurah_gambir, text="Kerja bakti?")
    actions.answer_talk(post, budi, text="Ikut")
    for event in Event.objects.all():
        notify(event)
    assert f'href="/qlue/obrolan/{post.pk}/">Budi menjawab tulisan Anda' in lurah.get("/crop/kabar/").text
