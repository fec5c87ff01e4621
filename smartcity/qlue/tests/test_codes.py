"""Coming in by a code: a phone number or an e-mail address, known or new."""

import logging
import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.module_loading import autodiscover_modules

from smartcity.accounts import sms
from smartcity.accounts.actions import add_contact, declare_crisis
from smartcity.accounts.codes import forget_codes
from smartcity.accounts.contacts import Contact, contacts_of, read_contact
from smartcity.accounts.models import OpenSession, PendingCode, User
from smartcity.events.chores import DUTIES
from smartcity.lib import time
from smartcity.lib.errors import Invalid
from smartcity.qlue.tests.conftest import bare

PHONE = "+6281234567890"
WELCOME = "/qlue/selamat-datang/?next="


class Kept:
    """A gateway that keeps what it is given."""

    sent = []

    def send(self, phone, text):
        Kept.sent.append((phone, text))
        return True


class Broken:
    def send(self, phone, text):
        return False


@pytest.fixture(autouse=True)
def gateway(settings):
    Kept.sent.clear()
    settings.SMS_SENDER = f"{__name__}.Kept"
    return Kept.sent


def ask(client, contact=PHONE, **fields):
    return client.post("/qlue/masuk/kode/", {"contact": contact} | fields)


def last_code():
    text = mail.outbox[-1].body if mail.outbox else Kept.sent[-1][1]
    return re.search(r"\d{6}", text)[0]


def type_in(client, code=None):
    return client.post("/qlue/masuk/kode/", {"code": code or last_code()})


def wrong():
    return "000000" if last_code() != "000000" else "111111"


def test_it_works(client, city):
    assert ask(client, "0812 3456 7890", next="/qlue/laporanku/").url == "/qlue/masuk/kode/"
    assert Kept.sent[0][0] == PHONE
    page = client.get("/qlue/masuk/kode/")
    assert "+62••••••••890" in page.text
    answer = type_in(client)
    assert (answer.status_code, answer.url) == (303, f"{WELCOME}%2Fqlue%2Flaporanku%2F")
    user = User.objects.get(phone=PHONE)
    assert not user.has_usable_password()
    assert client.get("/qlue/laporanku/").context["user"] == user


def test_by_email(client, city):
    ask(client, "Warga@Example.ID", pseudonym="Si Warga")
    assert mail.outbox[0].to == ["warga@example.id"]
    type_in(client)
    assert client.get("/qlue/saya/").context["user"].pseudonym == "Si Warga"


def test_again_is_the_same_person(client, city):
    for browser in (client, Client()):
        ask(browser)
        type_in(browser)
    assert User.objects.filter(phone=PHONE).count() == 1


def test_whether_it_is_known_shows_nowhere(client, siti, city):
    """The same page, the same message, the same cookies."""
    add_contact(siti, Contact("phone", PHONE))
    told = []
    for number in (PHONE, "+6281234567111"):
        browser = Client()
        answer = ask(browser, number)
        page = browser.get(answer.url)
        text = re.sub("890|111", "", bare(page))
        told.append(
            (
                answer.status_code,
                answer.url,
                text,
                sorted(browser.cookies),
                re.sub(r"\d{6}", "", Kept.sent[-1][1]),
            )
        )
    assert told[0] == told[1]


# --- A password forgotten


@pytest.fixture
def forgetful(siti):
    add_contact(siti, Contact("phone", PHONE))
    return siti


def forget(client, username, **fields):
    return client.post("/qlue/masuk/kode/", {"forgot": "1", "username": username, "password": ""} | fields)


def test_forgotten_one_comes_in_by_a_code_and_chooses_another(client, forgetful):
    assert 'name="forgot"' in client.get("/qlue/masuk/").text
    assert forget(client, "0812 3456 7890", next="/qlue/laporanku/").url == "/qlue/masuk/kode/"
    answer = type_in(client)
    assert answer.url == "/qlue/saya/kata-sandi/?next=%2Fqlue%2Flaporanku%2F"
    page = client.get(answer.url).text
    assert "Anda sudah masuk. Buat kata sandi baru sekarang, atau lain kali." in page
    assert 'href="/qlue/laporanku/"' in page
    saved = client.post(
        "/qlue/saya/kata-sandi/", {"fresh": "kata-yang-baru-sekali", "next": "/qlue/laporanku/"}
    )
    assert saved.url == "/qlue/laporanku/"
    assert Client().login(username="siti", password="kata-yang-baru-sekali")


def test_a_username_gets_no_code_and_the_way_stays_open(client, forgetful):
    page = forget(client, "siti")
    assert (page.status_code, Kept.sent) == (400, [])
    assert "Tulis nomor HP atau alamat e-mail yang lengkap." in page.text
    ask(client, PHONE, forgot="1")  # as the form that is shown now sends it
    assert type_in(client).url == "/qlue/saya/kata-sandi/?next=%2Fqlue%2F"


def test_forgetting_leads_nowhere_else(client, forgetful):
    forget(client, PHONE, next="https://jahat.example/")
    assert type_in(client).url == "/qlue/saya/kata-sandi/?next=%2Fqlue%2F"
    page = client.get("/qlue/saya/kata-sandi/?next=https://jahat.example/").text
    assert "jahat.example" not in page


def test_who_did_not_come_by_a_code_still_shows_the_old_password(client, forgetful):
    client.force_login(forgetful)
    answer = client.post("/qlue/saya/kata-sandi/", {"fresh": "kata-yang-baru-sekali", "next": "/qlue/"})
    assert answer.status_code != 303
    assert Client().login(username="siti", password="rahasia-sekali")


@pytest.mark.parametrize("typed", ["", "123", "siti", "siti@", "+99 123", "\x00", "0812" * 40, "😀"])
def test_what_is_neither_is_said(client, city, typed):
    page = ask(client, typed)
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert Kept.sent == mail.outbox == []


@pytest.mark.parametrize("typed", ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_a_number_however_it_is_written(typed):
    assert read_contact(typed) == Contact("phone", PHONE)


def test_a_number_of_elsewhere_is_kept_whole():
    assert read_contact("+65 8123 4567").value == "+6581234567"
    with pytest.raises(Invalid):
        read_contact("812")


def test_a_wrong_code_may_be_mended(client, city):
    ask(client)
    page = type_in(client, wrong())
    assert page.status_code == 400
    assert "Kode ini salah" in page.text
    assert type_in(client).status_code == 303


def test_five_wrong_ones_end_it(client, city):
    ask(client)
    right = last_code()
    statuses = [type_in(client, wrong()).status_code for _n in range(5)]
    assert statuses == [400] * 4 + [303]
    assert "Minta kode baru" in client.get("/qlue/masuk/").text
    assert type_in(client, right).url == "/qlue/masuk/"
    assert "_auth_user_id" not in client.session


def test_guesses_sent_at_once_are_counted_in_rows(client, city):
    """Each finds the row as it was before the others."""
    ask(client)
    right, before = last_code(), PendingCode.objects.values("key", "state", "until").get()
    named = client.session["pending_code"]

    def as_before():
        PendingCode.objects.update_or_create(key=before["key"], defaults=before)
        session = client.session
        session["pending_code"] = named
        session.save()

    for _n in range(10):
        as_before()
        type_in(client, wrong())
    as_before()
    assert type_in(client, right).status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_code_lives_ten_minutes(client, city, monkeypatch):
    ask(client)
    later = (datetime.now() + timedelta(minutes=10, seconds=5)).timestamp()  # noqa: DTZ005 a timestamp has no zone
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    assert type_in(client).url == "/qlue/masuk/"
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client, city):
    ask(client)
    code = last_code()
    type_in(client, code)
    client.post("/qlue/keluar/")
    assert type_in(client, code).url == "/qlue/masuk/"


def test_a_code_opens_only_where_it_was_asked_for(client, city):
    ask(client)
    assert type_in(Client(), last_code()).url == "/qlue/masuk/"


def test_another_one_takes_the_place_of_the_first(client, city):
    ask(client)
    first = last_code()
    assert client.post("/qlue/masuk/kode/", {"again": "1"}).status_code == 303
    if first != last_code():
        assert type_in(client, first).status_code == 400
    assert type_in(client).status_code == 303


def test_too_many_codes_to_one_number_and_a_flood(client, city):
    """From any number of browsers; asked again within seconds it is said, never an error."""
    with time.at(time.now().replace(minute=1)):
        statuses = [ask(Client()).status_code for _n in range(6)]
        assert statuses == [303] * 5 + [429]
        assert "Terlalu sering" in ask(Client()).text
        assert ask(Client(), "+6281234567111").status_code == 303
        declare_crisis("Banjir", hours=1)
        assert ask(Client()).status_code == 303


def test_a_gateway_that_is_down_is_said(client, city, settings):
    settings.SMS_SENDER = f"{__name__}.Broken"
    page = ask(client)
    assert page.status_code == 400
    assert "tidak dapat dikirim sekarang" in page.text


def test_a_closed_account_stays_closed(client, siti):
    add_contact(siti, Contact("phone", PHONE))
    User.objects.update(is_active=False)
    ask(client)
    assert type_in(client).url == "/qlue/masuk/"
    assert "tidak aktif" in client.get("/qlue/masuk/").text
    assert "_auth_user_id" not in client.session


def test_next_stays_within_the_site(client, city):
    ask(client, next="https://evil.example/")
    assert type_in(client).url == f"{WELCOME}%2Fqlue%2F"
    page = client.get("/qlue/selamat-datang/?next=https://evil.example/")
    assert "evil.example" not in page.text.replace("?next=https://evil.example", "")
    assert client.post("/qlue/selamat-datang/", {"name": "Melati", "next": "//evil.example"}).url == "/qlue/"


# --- The first time


def test_a_new_person_is_welcomed_once(client, city):
    ask(client, next="/qlue/laporanku/")
    page = client.get(type_in(client).url)
    suggestion = page.context["form"]["name"].value()
    assert re.fullmatch(r"[A-Z][a-z]+ \d\d", suggestion)
    for said in (
        "Siapa melihat apa",
        "bukan siapa Anda",
        'href="/qlue/laporanku/">Lewati',
        f'value="{suggestion}"',
    ):
        assert said in page.text, said
    answer = client.post("/qlue/selamat-datang/", {"name": suggestion, "next": "/qlue/laporanku/"})
    assert (answer.status_code, answer.url) == (303, "/qlue/laporanku/")
    assert User.objects.get(phone=PHONE).pseudonym == suggestion
    other = Client()
    ask(other)
    assert type_in(other).url == "/qlue/"


def test_skipped_the_name_of_chance_stays(client, city):
    ask(client)
    client.get(type_in(client).url)
    assert User.objects.get(phone=PHONE).pseudonym.startswith("Warga ")


def test_a_name_chosen_before_is_the_one_suggested(client, city):
    ask(client, pseudonym="Si Warga")
    assert client.get(type_in(client).url).context["form"]["name"].value() == "Si Warga"


@pytest.mark.parametrize("name, words", [("", "Isi nama"), ("Lurah Gambir", "nama sebuah kantor")])
def test_a_bad_name_is_said_there(client, city, name, words):
    ask(client)
    type_in(client)
    page = client.post("/qlue/selamat-datang/", {"name": name, "next": "/qlue/laporanku/"})
    assert (page.status_code, words in page.text) == (400, True)
    assert 'name="next" value="/qlue/laporanku/"' in page.text


# --- A password for who has none


def set_password(client, fresh="kata-sandi-baru", **more):
    return client.post("/qlue/saya/kata-sandi/", {"fresh": fresh} | more)


def test_who_came_by_a_code_sets_a_password(client, city):
    ask(client)
    type_in(client)
    assert 'href="/qlue/saya/kata-sandi/">Buat kata sandi' in client.get("/qlue/saya/masuk/").text
    assert "Buat kata sandi" in client.get("/qlue/saya/kata-sandi/").text
    assert set_password(client).url == "/qlue/saya/masuk/"
    assert client.get("/qlue/saya/").status_code == 200, "still in"
    assert OpenSession.objects.get().key == client.session.session_key
    other = Client()
    other.post("/qlue/masuk/", {"username": PHONE, "password": "kata-sandi-baru"})
    assert other.get("/qlue/saya/").context["user"].phone == PHONE


@pytest.mark.parametrize("fresh", ["", "abc", "12345678"])
def test_a_weak_one_is_said(client, city, fresh):
    ask(client)
    type_in(client)
    page = set_password(client, fresh)
    assert (page.status_code, 'role="alert"' in page.text) == (400, True)
    assert not User.objects.get(phone=PHONE).has_usable_password()


def test_long_after_signing_in_it_is_not_set(client, city):
    """Somebody with a phone that lies open would have the account."""
    ask(client)
    type_in(client)
    with time.at(time.now() + timedelta(minutes=11)):
        page = set_password(client)
    assert (page.status_code, "Keluar lalu masuk lagi" in page.text) == (400, True)
    assert not User.objects.get(phone=PHONE).has_usable_password()


def test_another_one_wants_the_first_and_ends_the_other_sessions(as_siti, siti):
    other = Client()
    other.force_login(siti)
    with time.at(time.now() + timedelta(minutes=11)):
        assert set_password(as_siti).status_code == 400
        assert set_password(as_siti, password="salah").status_code == 400
        assert set_password(as_siti, password="rahasia-sekali").status_code == 303
    assert as_siti.get("/qlue/saya/").status_code == 200
    assert other.get("/qlue/saya/").status_code == 302
    siti.refresh_from_db()
    assert siti.check_password("kata-sandi-baru")


def test_a_code_gives_no_password_to_a_seat(client, lurah_gambir):
    add_contact(lurah_gambir, Contact("phone", PHONE))
    ask(client)
    type_in(client)
    page = set_password(client)
    assert (page.status_code, "memegang jabatan" in page.text) == (403, True)
    lurah_gambir.refresh_from_db()
    assert lurah_gambir.check_password("rahasia-sekali")


def test_no_number_is_logged_or_shown_whole(client, city, settings, caplog):
    settings.SMS_SENDER, settings.EMAIL_ON = "smartcity.accounts.sms.Console", False
    caplog.set_level(logging.DEBUG)
    ask(client)
    assert "890" in caplog.text
    assert "8123456" not in caplog.text + client.get("/qlue/masuk/kode/").text
    assert sms.masked(PHONE) == "+62••••••••890"


def test_the_sample_city_shows_the_code_and_no_other_does(client, city, settings):
    settings.SMS_SENDER, settings.EMAIL_ON = "smartcity.accounts.sms.Console", False
    ask(client)
    code = PendingCode.objects.get().state["code"]
    assert code not in client.get("/qlue/masuk/kode/").text
    settings.DEMO = True
    assert code in client.get("/qlue/masuk/kode/").text
    settings.SMS_SENDER = f"{__name__}.Kept"
    assert code not in client.get("/qlue/masuk/kode/").text


def test_without_a_gateway_only_e_mail_is_spoken_of(client, as_siti, city, settings):
    settings.SMS_SENDER = "smartcity.accounts.sms.Console"
    for page in (client.get("/qlue/masuk/"), client.get("/qlue/daftar/"), as_siti.get("/qlue/saya/masuk/")):
        assert "SMS" not in page.text
        assert "Nomor HP atau e-mail<" not in page.text
    refused = ask(client)
    assert (refused.status_code, "SMS belum tersedia di sini. Pakai e-mail." in refused.text) == (400, True)
    assert PHONE in refused.text
    assert ask(client, "siti@contoh.id").status_code == 303


def test_with_neither_it_says_where_the_code_is(client, city, settings):
    settings.SMS_SENDER, settings.EMAIL_ON = "smartcity.accounts.sms.Console", False
    assert "hanya tertulis di catatan server" in client.get("/qlue/masuk/").text


def test_registrations_by_code_are_limited_too(client, city):
    client.get("/qlue/masuk/")
    with time.at(time.now().replace(minute=1)):
        for n in range(6):
            ask(client, f"+628123456700{n}")
            answer = type_in(client)
            client.post("/qlue/keluar/")
    assert answer.status_code == 429
    assert User.objects.exclude(phone=None).count() == 5


# --- An official is a citizen there


def test_a_code_opens_no_office(client, lurah_gambir, report):
    """A stolen SIM card or mailbox is no seat: not in CROP, not in the API, not in the sight of private reports."""
    private = report(visibility="private")
    add_contact(lurah_gambir, Contact("phone", PHONE))
    ask(client)
    type_in(client)
    assert client.get("/qlue/saya/").context["user"] == lurah_gambir
    assert client.get("/crop/").url.startswith("/crop/masuk/")
    assert client.get("/crop/masuk/").status_code == 200
    assert client.get("/api/v1/inbox").status_code == 403
    assert client.get(f"/qlue/laporan/{private.number}/").status_code == 404
    assert client.post(f"/api/v1/reports/{private.number}/accept").status_code == 404


def test_the_password_opens_it_from_there(client, lurah_gambir, settings):
    settings.PASSWORD_ALONE = True
    add_contact(lurah_gambir, Contact("phone", PHONE))
    ask(client)
    type_in(client)
    client.post("/crop/masuk/", {"username": "lurah.gambir", "password": "rahasia-sekali"})
    assert client.get("/crop/").status_code == 200


# --- One's ways in


def test_adding_a_contact_and_signing_in_by_it(as_siti, siti):
    ask(as_siti)
    assert type_in(as_siti).url == "/qlue/saya/masuk/"
    assert "+62••••••••890" in as_siti.get("/qlue/saya/masuk/").text
    other = Client()
    ask(other)
    type_in(other)
    assert other.get("/qlue/saya/").context["user"] == siti


def test_a_contact_of_somebody_else_is_not_taken(as_siti, budi, siti):
    add_contact(budi, Contact("phone", PHONE))
    ask(as_siti)
    assert type_in(as_siti).url == "/qlue/saya/masuk/"
    assert "dipakai akun lain" in as_siti.get("/qlue/saya/masuk/").text
    budi.refresh_from_db()
    assert budi.phone == PHONE


def test_the_last_way_in_stays(client, city):
    ask(client)
    type_in(client)
    page = client.post("/qlue/saya/kontak/hapus/", {"contact": Contact("phone", PHONE).key})
    assert page.status_code == 400
    assert "satu-satunya cara" in page.text
    assert User.objects.filter(phone=PHONE).exists()


def test_a_contact_goes_when_another_way_is_left(as_siti, siti):
    add_contact(siti, Contact("phone", PHONE))
    key = Contact("phone", PHONE).key
    assert f'value="{key}"' in as_siti.get("/qlue/saya/masuk/").text
    assert as_siti.post("/qlue/saya/kontak/hapus/", {"contact": key}).status_code == 303
    siti.refresh_from_db()
    assert siti.phone is None


def test_of_two_that_look_alike_the_one_meant_goes(as_siti, as_budi, siti):
    first, second = Contact("email", "sari@contoh.id"), Contact("email", "santi@contoh.id")
    for contact in (first, second):
        add_contact(siti, contact)
    assert first.masked == second.masked
    for browser, key in ((as_budi, second.key), (as_siti, second.masked), (as_siti, "")):
        browser.post("/qlue/saya/kontak/hapus/", {"contact": key})
    assert contacts_of(siti) == [first, second], "neither another's nor by what it looks like"
    as_siti.post("/qlue/saya/kontak/hapus/", {"contact": second.key})
    assert contacts_of(siti) == [first]


def test_the_contact_never_stands_in_the_session(client, city):
    ask(client)
    assert PHONE not in str(dict(client.session))
    type_in(client)
    assert client.get("/qlue/saya/").status_code == 200
    assert PHONE not in str(dict(client.session))
    assert not PendingCode.objects.exists()


def test_a_code_nobody_types_leaves_no_contact(client, as_siti, city):
    """A stranger's, and that of somebody who meant to add a number; one that may still be typed stays."""
    ask(client)
    ask(as_siti, "+6281234567111")
    with time.at(time.now() + timedelta(minutes=11)):
        assert forget_codes() == 2
    assert not PendingCode.objects.exists()
    assert client.get("/qlue/masuk/kode/").url == "/qlue/masuk/"
    ask(client)
    assert forget_codes() == 0
    assert type_in(client).status_code == 303


def test_the_worker_forgets_them(city):
    autodiscover_modules("chores")
    assert DUTIES["seats.forget_codes"].every <= 60


@pytest.mark.parametrize("page, words", [("/qlue/masuk/", "Send a code"), ("/qlue/saya/masuk/", "Passkeys")])
def test_in_english(as_siti, page, words):
    as_siti.cookies["django_language"] = "en"
    assert words in as_siti.get(page).text
