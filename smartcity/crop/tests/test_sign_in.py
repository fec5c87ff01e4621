"""Officials come in by the front door; citizens are told where theirs is."""

import re

import pytest

from smartcity.accounts.actions import end_post
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
