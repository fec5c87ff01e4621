"""What one is told, what of it is sent, and to which devices."""

import re

import pytest
from django.test import Client

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice, PushSubscription
from smartcity.notices.subscribing import subscribe
from smartcity.notices.tests.conftest import PHONE, Browser
from smartcity.notices.tests.conftest import push_example as push_example
from smartcity.notices.wishes import Wishes, stop_token, wish, wishes_of
from smartcity.reports import actions

CHOICES = {
    "push": "on",
    "own": "on",
    "digest": "daily",
    "digest_hour": "8",
    "quiet_from": "21",
    "quiet_to": "5",
}


@pytest.fixture
def told(report, siti, lurah_gambir):
    """Siti has been told that her report was accepted."""
    filed = report()
    actions.accept(filed, lurah_gambir)
    for event in Event.objects.all():
        notify(event)
    return filed


@pytest.fixture
def device(siti, push_example):
    browser = Browser("siti")
    return subscribe(siti, browser.endpoint, browser.p256dh, browser.auth, PHONE)


def keys(name="x", **changes):
    browser = Browser(name)
    return {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth} | changes


def test_it_works(as_siti, told):
    page = as_siti.get("/qlue/kabar/").text
    assert "Lurah Gambir mulai mengerjakan" in page
    assert 'class="unseen"' in page
    assert "Hari ini</h2>" in page
    assert f"/qlue/laporan/{told.number}/" in page
    assert "/qlue/kabar/pengaturan/" in page


def test_opening_a_report_is_having_read_of_it(as_siti, as_budi, told, report, siti):
    as_budi.get(f"/qlue/laporan/{told.number}/")
    assert Notice.objects.filter(user=siti, seen_at=None).count() == 1
    as_siti.get(f"/qlue/laporan/{told.number}/")
    assert Notice.objects.filter(user=siti, seen_at=None).count() == 0


def test_another_report_s_news_stays_unread(as_siti, told, report, siti):
    as_siti.get(f"/qlue/laporan/{report().number}/")
    assert Notice.objects.filter(user=siti, seen_at=None).count() == 1


def test_choosing(as_siti, siti):
    answer = as_siti.post("/qlue/kabar/pengaturan/", CHOICES)
    assert (answer.status_code, answer.url) == (303, "/qlue/kabar/pengaturan/")
    row = wishes_of(siti)
    assert (row.push, row.own, row.followed, row.quiet) == (True, True, False, False)
    assert (row.digest, row.digest_hour, row.quiet_from, row.quiet_to) == ("daily", 8, 21, 5)
    page = as_siti.get("/qlue/kabar/pengaturan/").text
    assert re.search(r'name="digest" value="daily"[^>]*checked', page)
    assert not re.search(r'name="followed"[^>]*checked', page)


def test_what_cannot_be_chosen_is_said(as_siti, siti):
    answer = as_siti.post("/qlue/kabar/pengaturan/", CHOICES | {"digest": "hourly", "quiet_to": "24"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert wishes_of(siti).digest == "none"


def test_without_an_address_there_is_no_switch_and_none_can_be_forced(as_siti, siti):
    assert 'name="email"' not in as_siti.get("/qlue/kabar/pengaturan/").text
    as_siti.post("/qlue/kabar/pengaturan/", CHOICES | {"email": "on"})
    assert not wishes_of(siti).email


def test_with_an_address_there_is(as_siti, siti, monkeypatch):
    monkeypatch.setattr("smartcity.qlue.views.news.address_of", lambda user: "siti@example.com")
    assert "siti@example.com" in as_siti.get("/qlue/kabar/pengaturan/").text
    as_siti.post("/qlue/kabar/pengaturan/", CHOICES | {"email": "on"})
    assert wishes_of(siti).email


def test_a_switch_that_is_not_there_stays_as_it_was(as_siti, siti):
    wish(siti, Wishes(office=False))
    as_siti.post("/qlue/kabar/pengaturan/", CHOICES)
    assert not wishes_of(siti).office


def test_an_official_has_a_switch_for_the_office(as_lurah_gambir, as_siti):
    assert 'name="office"' in as_lurah_gambir.get("/qlue/kabar/pengaturan/").text
    assert 'name="office"' not in as_siti.get("/qlue/kabar/pengaturan/").text


def test_a_device(as_siti, siti, push_example):
    answer = as_siti.post("/qlue/kabar/perangkat/", keys(), headers={"User-Agent": PHONE})
    assert answer.status_code == 201
    row = PushSubscription.objects.get()
    assert (row.user, row.label, row.service) == (siti, "Chrome · Android", "push.example")
    page = as_siti.get("/qlue/kabar/pengaturan/").text
    assert "Chrome · Android" in page
    assert f'data-endpoint="{row.endpoint}"' in page


def test_a_device_in_our_own_house_is_refused_in_words(as_siti, push_example):
    answer = as_siti.post("/qlue/kabar/perangkat/", keys(endpoint="https://127.0.0.1/push"))
    assert answer.status_code == 400
    assert "bukan milik layanan push umum" in answer.json()["detail"]


def test_a_stranger_adds_none(client, city, push_example):
    client.post("/qlue/kabar/perangkat/", keys())
    assert not PushSubscription.objects.exists()


def test_removing_one_is_for_its_own_person(as_siti, as_budi, device):
    assert as_budi.post(f"/qlue/kabar/perangkat/{device.pk}/hapus/").status_code == 404
    assert as_budi.post("/qlue/kabar/perangkat/999999/hapus/").status_code == 404
    assert as_siti.post(f"/qlue/kabar/perangkat/{device.pk}/hapus/").status_code == 303
    assert not PushSubscription.objects.exists()


def test_who_signs_out_is_told_nothing_on_that_device_any_more(as_siti, device, push_example):
    as_siti.post("/qlue/kabar/perangkat/", keys("here"))
    as_siti.post("/qlue/keluar/")
    assert PushSubscription.objects.get() == device  # the one switched on elsewhere stays


def test_a_lost_device_is_told_of_until_read(as_siti, as_budi, device):
    PushSubscription.objects.update(ended_at=now(), endpoint=None)
    page = as_siti.get("/qlue/kabar/").text
    assert "Chrome · Android tidak menerima push lagi sejak hari ini" in page
    assert "tidak menerima push lagi" not in as_budi.get("/qlue/kabar/").text
    answer = as_siti.post(f"/qlue/kabar/perangkat/{device.pk}/hapus/", {"back": "notices"})
    assert answer.url == "/qlue/kabar/"
    assert "tidak menerima push lagi" not in as_siti.get("/qlue/kabar/").text


def test_the_way_out_of_e_mail_works_signed_out(client, siti, budi):
    for one in (siti, budi):
        wish(one, Wishes(email=True))
    link = f"/qlue/kabar/berhenti/{stop_token(siti.pk)}/"
    assert "Berhenti menerima email</button>" in client.get(link).text
    assert wishes_of(siti).email  # looking changes nothing
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "Anda tidak menerima email lagi" in answer.text) == (200, True)
    assert (wishes_of(siti).email, wishes_of(budi).email) == (False, True)


def test_it_needs_no_cookie(siti):
    wish(siti, Wishes(email=True))
    mailer = Client(enforce_csrf_checks=True)
    assert mailer.post(f"/qlue/kabar/berhenti/{stop_token(siti.pk)}/").status_code == 200
    assert not wishes_of(User.objects.get(pk=siti.pk)).email


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_way_out_leads_nowhere(client, siti, method):
    wish(siti, Wishes(email=True))
    assert getattr(client, method)(f"/qlue/kabar/berhenti/{siti.pk}:1:x/").status_code == 404
    assert wishes_of(siti).email


def test_news_of_talk_leads_to_it_and_is_seen_there(as_siti, siti, budi, city):
    post = actions.talk(city.gambir, siti, text="Kerja bakti?")
    actions.answer_talk(post, budi, text="Ikut")
    for event in Event.objects.all():
        notify(event)
    page = f"/qlue/obrolan/{post.pk}/"
    assert f'href="{page}">Budi menjawab tulisan Anda' in as_siti.get("/qlue/kabar/").text
    as_siti.get(page)
    assert not Notice.objects.filter(seen_at=None).exists()


def test_who_answers_for_a_company_has_its_switch(as_siti, siti, city):
    assert "Kantor atau perusahaan saya" not in as_siti.get("/qlue/kabar/pengaturan/").text
    actions.sit_down(actions.invite(actions.register_company("parkir", "Parkir Aman")), siti)
    assert "Kantor atau perusahaan saya" in as_siti.get("/qlue/kabar/pengaturan/").text


def test_a_citizen_is_told_of_no_office_of_theirs(as_siti, as_lurah_gambir):
    assert "kantor Anda" not in as_siti.get("/qlue/kabar/pengaturan/").text
    assert "naik ke kantor Anda" in as_lurah_gambir.get("/qlue/kabar/pengaturan/").text


def test_without_a_device_push_is_not_ticked_and_the_wish_stays(as_siti, siti):
    page = as_siti.get("/qlue/kabar/pengaturan/").text
    assert "belum ada perangkat, jadi tidak ada yang dikirim" in page
    assert '<input type="checkbox" id="id_push" disabled>' in page
    assert '<input type="hidden" name="push" value="on">' in page
    as_siti.post("/qlue/kabar/pengaturan/", CHOICES | {"push": "on"})
    assert wishes_of(siti).push


@pytest.mark.parametrize(
    "sender, words",
    [("smartcity.accounts.sms.Console", "tidak mengirim SMS"), ("kota.Sms", "SMS hanya membawa kode masuk")],
)
def test_what_text_messages_are_for_is_said(as_siti, settings, sender, words):
    settings.SMS_SENDER = sender
    assert words in as_siti.get("/qlue/kabar/pengaturan/").text
