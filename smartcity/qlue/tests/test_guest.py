"""Sending without an account, following by a link, and making the report one's own."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from smartcity.accounts.actions import declare_crisis
from smartcity.accounts.limits import RULES
from smartcity.events.models import Event
from smartcity.lib import time
from smartcity.reports import actions
from smartcity.reports.claims import LIVES, claim_of
from smartcity.reports.models import Claim, Report
from smartcity.testing import deeds
from smartcity.testing.city import GAMBIR, jpeg

CARRIER = "36.64.0.1"


def send(client, **fields):
    """A guest's report, with its photo."""
    form = {"client_id": str(uuid4()), "text": "Lubang", "category": "road", "lon": GAMBIR[0], "lat": GAMBIR[1],
            "visibility": "public", "send": "1", "account": "guest", "photo": BytesIO(jpeg())} | fields  # fmt: skip
    return client.post("/qlue/lapor/", form)


@pytest.fixture
def filed(client, city):
    """A private report of a guest, and the path of its claim link."""
    answer = send(client, visibility="private")
    assert answer.status_code == 303
    return Report.objects.get(), answer.url


def test_it_works(client, city):
    answer = send(client)
    report = Report.objects.get()
    assert answer.status_code == 303
    page = client.get(answer.url)
    assert report.author is None
    assert f"http://127.0.0.1:8000{answer.url}" in page.text
    assert "Simpan tautan ini" in page.text
    assert f"/qlue/laporan/{report.number}/" in page.text


def test_only_the_digest_is_kept(client, filed):
    secret = filed[1].split("/")[-2]
    claim = Claim.objects.get()
    assert len(secret) == 64
    assert secret not in (claim.digest, str(filed[0].client_id))
    assert secret not in str(client.session.items())
    assert not Event.objects.filter(data__icontains=secret).exists()


def test_the_form_offers_it_and_keeps_what_was_typed(client, city):
    page = send(client, account="", text="Masih ada")
    assert page.status_code == 403
    assert 'value="guest"' in page.text
    assert "Masih ada" in page.text


def test_a_bad_address_is_said_and_nothing_is_filed(client, city):
    page = send(client, guest_email="siti@")
    assert page.status_code == 400
    assert "e-mail ini tidak lengkap" in page.text
    assert not Report.objects.exists()


def test_the_link_comes_by_email_too_and_the_address_is_not_kept(client, city):
    answer = send(client, guest_email="warga@example.id")
    (letter,) = mail.outbox
    assert letter.to == ["warga@example.id"]
    assert answer.url in letter.body
    assert not any(
        "warga@example" in str(row) for model in (Report, Claim, Event) for row in model.objects.values_list()
    )


def test_sent_twice_is_one_report_and_the_same_link(client, city):
    number = str(uuid4())
    first, second = send(client, client_id=number), send(Client(), client_id=number, guest_email="a@b.id")
    assert (first.url, Report.objects.count(), mail.outbox) == (second.url, 1, [])


def test_the_guest_sees_a_private_report_and_its_photo_and_nobody_else_does(client, filed, as_budi):
    report, _link = filed
    page = client.get(f"/qlue/laporan/{report.number}/")
    assert page.status_code == 200
    assert "Masuk ke kantor Lurah Gambir" in page.text
    photo = re.search(r'/media/[0-9a-f]+\.jpg\?k=[^"]+', page.text)[0].replace("&amp;", "&")
    picture = client.get(photo)
    picture.getvalue()  # reads the file to its end, which closes it
    assert picture.status_code == 200
    for other in (as_budi, Client()):
        assert other.get(f"/qlue/laporan/{report.number}/").status_code == 404
        assert other.get(photo).status_code == 404


def test_the_link_opens_it_in_another_browser(filed, client):
    other = Client()
    assert other.get(filed[1]).status_code == 200
    assert other.get(f"/qlue/laporan/{filed[0].number}/").status_code == 200


def test_a_guest_is_led_to_an_account_to_answer(client, filed, lurah_gambir):
    report, _link = filed
    actions.accept(report, lurah_gambir)
    deeds.answer(report, lurah_gambir)
    page = client.get(f"/qlue/laporan/{report.number}/")
    assert "Benar sudah selesai?" in page.text
    assert f"/qlue/laporan/{report.number}/klaim/" in page.text


def test_a_guest_neither_supports_nor_comments_on_what_is_theirs(client, filed):
    page = client.get(f"/qlue/laporan/{filed[0].number}/").text
    assert "/dukung/" not in page
    assert "/komentar/" not in page


def claimed(client, user, link, number):
    """A browser signs in, opens the link and makes it its own."""
    client.force_login(user)
    client.get(link)
    return client.post(f"/qlue/laporan/{number}/klaim/")


def test_claiming_makes_it_theirs(filed, siti, lurah_gambir):
    report, link = filed
    actions.accept(report, lurah_gambir)
    siti_here = Client()
    assert claimed(siti_here, siti, link, report.number).url == f"/qlue/laporan/{report.number}/"
    report.refresh_from_db()
    assert report.author == siti
    page = siti_here.get(f"/qlue/laporan/{report.number}/").text
    assert "Laporan ini sekarang milik Anda." in page
    assert "Masuk ke kantor Lurah Gambir" in page  # told while it was nobody's
    event = Event.objects.get(verb="claimed")
    assert "Siti" not in str(event.data)
    assert report.last_event == event.pk


def test_the_one_who_claimed_may_answer(filed, siti, lurah_gambir):
    report, link = filed
    claimed(Client(), siti, link, report.number)
    report.refresh_from_db()
    actions.accept(report, lurah_gambir)
    deeds.answer(report, lurah_gambir)
    actions.confirm(report, siti)
    assert report.status == "done"


def test_a_used_link_is_over_for_everybody(client, filed, siti, budi):
    report, link = filed
    claimed(Client(), siti, link, report.number)
    assert client.get(f"/qlue/laporan/{report.number}/").status_code == 404  # the guest's browser
    assert claimed(Client(), budi, link, report.number).status_code == 400
    report.refresh_from_db()
    assert report.author == siti


def test_wrong_used_expired_and_anothers_are_told_the_same(client, filed, siti, as_budi, report):
    private, link = filed
    told = set()

    def note(browser, path):
        page = browser.get(path)
        told.add((page.status_code, re.search(r'role="alert".*?</div>', page.text, re.DOTALL)[0]))

    note(as_budi, "/qlue/klaim/" + "0" * 64 + "/")
    with time.at(time.now() + LIVES + timedelta(minutes=1)):
        note(as_budi, link)
    claimed(Client(), siti, link, private.number)
    note(as_budi, link)
    assert len(told) == 1
    assert claim_of(link.split("/")[-2]) is None


def test_without_the_link_nobody_claims(filed, as_budi):
    page = as_budi.post(f"/qlue/laporan/{filed[0].number}/klaim/")
    assert page.status_code == 400
    assert "Tautan ini tidak berlaku" in page.text
    filed[0].refresh_from_db()
    assert filed[0].author is None


def test_a_link_opens_its_own_report_only(filed, siti, report):
    other = report(by=None)
    assert claimed(Client(), siti, filed[1], other.number).status_code == 400


def test_an_official_who_dealt_with_it_cannot_become_its_reporter(filed, lurah_gambir):
    report, link = filed
    actions.accept(report, lurah_gambir)
    page = claimed(Client(), lurah_gambir, link, report.number)
    assert page.status_code == 403
    assert "sudah menangani" in page.text


def test_support_of_ones_own_is_taken_back(client, city, siti):
    answer = send(client)
    report = Report.objects.get()
    actions.support(report, siti)
    claimed(Client(), siti, answer.url, report.number)
    report.refresh_from_db()
    assert (report.supports, report.author) == (0, siti)


def test_a_stranger_signs_in_on_the_way(client, filed, siti):
    report, _link = filed
    where = f"/qlue/laporan/{report.number}/klaim/"
    ask = client.get(where)
    assert urlsplit(ask.url).path == "/qlue/masuk/"
    client.post("/qlue/masuk/", {"username": "siti", "password": "rahasia-sekali", "next": where})
    assert "Jadikan milik saya" in client.get(where).text
    assert client.post(where).status_code == 303


def test_too_many_guests_reports_and_a_flood(client, city):
    client.get("/qlue/lapor/")  # where the device gets its name
    most = next(rule.most for rule in RULES["guest report"] if rule.per == "device")
    with time.at(time.now().replace(minute=1)):
        for n in range(most):
            assert send(client, text=f"Lubang {n}").status_code == 303
        page = send(client, text="Satu lagi")
        assert page.status_code == 429
        assert "Terlalu sering" in page.text
        assert "Satu lagi" in page.text  # nothing typed is lost
        declare_crisis("Banjir", hours=1)
        assert send(client, text="Satu lagi").status_code == 303


def test_a_new_account_may_send_ten_an_hour_an_old_one_more(as_siti, siti):
    with time.at(time.now().replace(minute=1)):
        statuses = [send(as_siti, account="", text=f"Lubang {n}").status_code for n in range(11)]
        assert statuses == [303] * 10 + [429]
        siti.date_joined -= timedelta(days=2)
        siti.save()
        assert send(as_siti, account="").status_code == 303


def test_sending_the_same_again_is_never_too_often(as_siti, siti):
    number = str(uuid4())
    with time.at(time.now().replace(minute=1)):
        statuses = [send(as_siti, account="", client_id=number).status_code for _n in range(12)]
    assert (set(statuses), Report.objects.count()) == ({303}, 1)


def test_comments_are_limited_and_kept(as_siti, report, siti):
    where = f"/qlue/laporan/{report().number}/komentar/"
    with time.at(time.now().replace(minute=1)):
        answers = [as_siti.post(where, {"text": f"Kata {n}"}) for n in range(16)]
    assert [answer.status_code for answer in answers] == [303] * 15 + [429]
    assert "Kata 15" in answers[-1].text


def test_registrations_of_one_device_are_limited(client, city):
    client.get("/qlue/daftar/")
    with time.at(time.now().replace(minute=1)):
        for n in range(6):
            answer = client.post("/qlue/daftar/", {"username": f"wati{n}", "password": "kuda-terbang-9"})
            client.post("/qlue/keluar/")
    assert answer.status_code == 429
    assert "Terlalu sering" in answer.text
