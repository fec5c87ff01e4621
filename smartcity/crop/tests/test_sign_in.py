"""Officials come in by the front door; citizens are told where theirs is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now as django_now

from smartcity.accounts.actions import end_post
from smartcity.accounts.models import User
from smartcity.crop.tests.conftest import text

DOOR = "/crop/masuk/"
WHO = {"username": "lurah.gambir", "password": "rahasia-sekali"}


@pytest.fixture(autouse=True)
def trial(settings):
    """A city to try: a password alone opens a seat. For a real one see test_second_factor.py."""
    settings.PASSWORD_ALONE = True


def test_it_works(client, lurah_gambir):
    assert "Masuk untuk petugas" in text(client.get(DOOR))
    response = client.post(DOOR, WHO)
    assert (response.status_code, response.url) == (302, "/crop/")
    assert "Lurah Gambir" in text(client.get("/crop/"))


def test_it_leads_on_to_the_page_that_was_asked_for(client, lurah_gambir):
    asked = client.get("/crop/riwayat/?status=done")
    assert asked.url == "/crop/masuk/?next=%2Fcrop%2Friwayat%2F%3Fstatus%3Ddone"
    assert client.post(DOOR, WHO | {"next": "/crop/riwayat/?status=done"}).url == "/crop/riwayat/?status=done"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/crop/", "/qlue/", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(client, lurah_gambir, elsewhere):
    assert client.post(DOOR, WHO | {"next": elsewhere}).url == "/crop/"


def test_a_wrong_password(client, lurah_gambir):
    response = client.post(DOOR, WHO | {"password": "salah"})
    assert response.status_code == 400
    assert text(response).count("Nama pengguna atau kata sandi tidak cocok.") == 1  # beside the field ...
    assert "yang perlu dilengkapi" not in text(response)
    assert re.search(r'<input type="password"[^>]* autofocus', text(response))  # ... which takes the focus
    assert 'value="lurah.gambir"' in text(response)


def test_nothing_typed(client, city):
    response = client.post(DOOR, {})
    assert response.status_code == 400
    assert "Tuliskan nama pengguna." in text(response)


def test_a_citizen_is_told_and_stays_outside(client, siti):
    response = client.post(DOOR, {"username": "siti", "password": "rahasia-sekali"})
    assert response.status_code == 403
    assert "Ini bukan akun petugas" in text(response)
    assert "Akun warga dipakai di Qlue." in text(response)
    assert "_auth_user_id" not in client.session


def test_a_citizen_signed_in_elsewhere_gets_a_page_in_words(opened, siti):
    response = opened(siti).get("/crop/")
    assert response.status_code == 403
    assert "Ini bukan akun petugas" in text(response)
    assert "Buka Qlue" in text(response)


def test_a_post_that_ended_ends_the_stay(lurah, lurah_gambir, waiting):
    assert lurah.get("/crop/").status_code == 200
    end_post(lurah_gambir.posts.get())
    response = lurah.get("/crop/")
    assert response.status_code == 403
    assert "Jabatan Anda sudah berakhir" in text(response)
    assert lurah.post(f"/crop/tugas/{waiting.number}/terima/").status_code == 403


def test_guessing_is_locked_in_words(client, lurah_gambir, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(DOOR, WHO | {"password": "salah"})
    assert response.status_code == 429
    assert "Terkunci sementara" in text(response)
    assert "data-invalid" not in text(response)  # told once
    assert client.post(DOOR, WHO).status_code == 429


# --- Wrong passwords keep out who types them, and nobody else

STREET = "103.10.1.1"  # thousands of phones, seen from outside


def fail(client, name, times, address=STREET):
    for _one in range(times):
        answer = client.post(DOOR, WHO | {"username": name, "password": "salah"}, REMOTE_ADDR=address)
    return answer.status_code


@pytest.fixture
def counted(settings):
    settings.AXES_ENABLED = True
    return settings.AXES_FAILURE_LIMIT


def test_one_visitor_keeps_nobody_else_at_their_address_out(counted, lurah_gambir, lurah_senen):
    stranger, ani = Client(), Client()
    for name in ("lurah.gambir", "nobody", "camat.gambir"):
        assert fail(stranger, name, counted) == 429
    other = WHO | {"username": lurah_senen.username}
    assert ani.post(DOOR, other, REMOTE_ADDR=STREET).url == "/crop/"


def test_a_stranger_keeps_no_official_out_elsewhere(counted, lurah_gambir):
    fail(Client(), "lurah.gambir", counted * 3)
    assert Client().post(DOOR, WHO, REMOTE_ADDR="103.10.2.2").url == "/crop/"


def test_nor_at_the_same_address_on_a_device_they_used_before(counted, lurah_gambir):
    own = Client()
    own.get(DOOR)  # gives the device its mark
    own.post(DOOR, WHO, REMOTE_ADDR=STREET)
    own.post("/crop/keluar/")
    assert fail(Client(), "lurah.gambir", counted) == 429
    assert Client().post(DOOR, WHO, REMOTE_ADDR=STREET).status_code == 429
    assert own.post(DOOR, WHO, REMOTE_ADDR=STREET).url == "/crop/"


def test_a_device_used_before_is_no_door_to_guess_at(counted, lurah_gambir):
    own = Client()
    own.get(DOOR)
    own.post(DOOR, WHO, REMOTE_ADDR=STREET)
    own.post("/crop/keluar/")
    assert fail(own, "lurah.gambir", 17) == 429
    assert own.post(DOOR, WHO, REMOTE_ADDR=STREET).status_code == 429
    assert fail(own, "camat.gambir", counted) == 429  # known for one person is not known for another


def test_nor_is_one_that_knows_a_name_written_otherwise(counted, lurah_gambir, budi):
    User.objects.filter(pk=budi.pk).update(username="Lurah.Gambir")
    own = Client()
    own.get(DOOR)
    own.post("/qlue/masuk/", WHO | {"username": "Lurah.Gambir"}, REMOTE_ADDR=STREET)
    own.post("/qlue/keluar/")
    assert fail(own, "lurah.gambir", counted) == 429
    fresh = Client()
    fresh.cookies["perangkat"] = own.cookies["perangkat"].value
    assert fresh.post(DOOR, WHO, REMOTE_ADDR=STREET).status_code == 429


def test_who_goes_on_guessing_does_not_lengthen_the_lock(counted, lurah_gambir, monkeypatch):
    stranger, begun = Client(), django_now()
    fail(stranger, "lurah.gambir", counted)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: begun + timedelta(minutes=10))
    assert fail(stranger, "lurah.gambir", 1) == 429
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: begun + timedelta(minutes=16))
    assert Client().post(DOOR, WHO, REMOTE_ADDR=STREET).url == "/crop/"


def test_a_network_of_addresses_is_one(counted, lurah_gambir):
    for n in range(counted):
        status = fail(Client(), "lurah.gambir", 1, address=f"2400:9800:1:2::{n + 1:x}")
    assert status == 429
    assert Client().post(DOOR, WHO, REMOTE_ADDR="2400:9800:1:3::1").url == "/crop/"


def test_who_is_in_goes_straight_on(lurah):
    assert lurah.get(DOOR).url == "/crop/"


def test_sign_out(lurah):
    assert lurah.get("/crop/keluar/").status_code == 405
    assert lurah.post("/crop/keluar/").url == DOOR
    assert lurah.get("/crop/").status_code == 302


def test_what_was_typed_waits_behind_the_sign_in(client, lurah_gambir, accepted):
    to = f"/crop/tugas/{accepted.number}/teruskan/"
    sent = client.post(to, {"reason": "Jalan provinsi, bukan kami", "to": "roads", "seen": "1"})
    assert sent.url == f"/crop/masuk/?next={to.replace('/', '%2F')}"
    assert "Yang sudah Anda tulis tersimpan" in text(client.get(sent.url))
    client.post(DOOR, WHO | {"next": to})
    page = text(client.get(to))
    assert "Jalan provinsi, bukan kami" in page
    assert "Yang sudah Anda tulis masih ada" in page
    assert "Jalan provinsi" not in text(client.get(to))


def test_too_much_is_not_kept(client, city):
    client.post("/crop/tugas/1/tolak/", {"reason": "x" * 9000})
    assert "crop_typed" not in client.session


def test_in_english(client, city):
    page = text(client.get(DOOR, headers={"accept-language": "en"}))
    assert "Officials sign in" in page
    assert "petugas" not in page
