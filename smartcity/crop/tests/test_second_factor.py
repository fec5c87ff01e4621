"""The password is half of it: what stands beside it, how it is set up, and what opens nothing."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from smartcity.accounts import factors
from smartcity.accounts.models import OpenSession
from smartcity.accounts.passkeys import passkeys_of
from smartcity.crop.tests.conftest import text
from smartcity.lib.errors import Invalid
from smartcity.lib.time import at, now

DOOR, CODE, SAFE = "/crop/masuk/", "/crop/masuk/kode/", "/crop/saya/pengaman/"
WHO = {"username": "lurah.gambir", "password": "rahasia-sekali"}


def code_of(secret, later=0):
    """What the app shows, `later` stretches of thirty seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def secret(lurah_gambir):
    """The lurah's app is set up; a code of the stretch before was used for it."""
    found = factors.fresh_secret()
    factors.set_up_app(lurah_gambir, found, code_of(found, -1))
    factors.fresh_reserve(lurah_gambir)
    return found


def half(client, **more):
    return client.post(DOOR, WHO | more)


def test_it_works(client, lurah_gambir, secret):
    assert half(client, next="/crop/riwayat/").url == f"{CODE}?next=%2Fcrop%2Friwayat%2F"
    assert "lurah.gambir" in text(client.get(CODE))
    done = client.post(CODE, {"code": code_of(secret), "next": "/crop/riwayat/"})
    assert (done.status_code, done.url) == (302, "/crop/riwayat/")
    assert client.get("/crop/").status_code == 200


def test_half_way_is_outside(client, lurah_gambir, secret, waiting):
    half(client)
    assert client.get("/crop/").url.startswith(DOOR)
    assert client.get(SAFE).url.startswith(DOOR)
    assert client.get("/api/v1/inbox").status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client, lurah_gambir, secret):
    shown = code_of(secret)
    half(client)
    assert client.post(CODE, {"code": shown}).status_code == 302
    other = Client()
    half(other)
    again = other.post(CODE, {"code": shown})
    assert again.status_code == 400
    assert "sudah dipakai" in text(again)


def test_the_code_that_set_it_up_opens_nothing(client, lurah_gambir, secret):
    half(client)
    assert client.post(CODE, {"code": code_of(secret, -1)}).status_code == 400


def test_spaces_are_no_mistake(client, lurah_gambir, secret):
    half(client)
    shown = code_of(secret)
    assert client.post(CODE, {"code": f" {shown[:3]} {shown[3:]} "}).status_code == 302


def test_a_code_in_reserve_works_once(client, lurah_gambir, secret):
    spare = factors.reserve_of(lurah_gambir)[0]
    half(client)
    assert client.post(CODE, {"code": spare}).status_code == 302
    half(other := Client())
    assert other.post(CODE, {"code": spare}).status_code == 400
    assert len(factors.reserve_of(lurah_gambir)) == 9


def test_anothers_code_opens_nothing(client, lurah_gambir, lurah_senen, secret):
    theirs = factors.fresh_secret()
    factors.set_up_app(lurah_senen, theirs, code_of(theirs, -1))
    half(client)
    assert client.post(CODE, {"code": code_of(theirs)}).status_code == 400


def test_guessing_ends(client, lurah_gambir, secret):
    half(client)
    for _guess in range(9):  # the set-up was the first of ten
        assert client.post(CODE, {"code": "000000"}).status_code == 400
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 429


def test_too_late(client, lurah_gambir, secret):
    half(client)
    with at(now() + timedelta(minutes=11)):
        assert client.post(CODE, {"code": code_of(secret)}).url == DOOR


def test_whoever_comes_without_the_password(client, lurah_gambir, secret):
    assert client.get(CODE).url == DOOR


@pytest.mark.parametrize("way", ["PASSWORD_ALONE", "SECOND_FACTOR_FROM"])
def test_who_has_one_is_always_asked(client, lurah_gambir, secret, settings, way):
    setattr(settings, way, True if way == "PASSWORD_ALONE" else now() + timedelta(days=9))
    assert half(client).url == CODE
    citizen = Client()
    citizen.post("/qlue/masuk/", WHO)  # as a citizen a password is enough, and opens no seat
    assert citizen.get("/api/v1/inbox").status_code == 403


# --- Who has none


def test_a_password_alone_leads_to_setting_one_up(client, lurah_gambir, waiting):
    assert half(client, next="/crop/riwayat/").url == f"{SAFE}?next=%2Fcrop%2Friwayat%2F"
    assert client.get("/crop/").url.startswith(SAFE)
    assert client.get("/api/v1/inbox").status_code == 403
    assert client.post(f"/crop/tugas/{waiting.number}/terima/").status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == "waiting"


def test_with_the_first_one_crop_opens(client, lurah_gambir):
    half(client)
    page = text(client.get(f"{SAFE}?next=/crop/riwayat/"))
    secret = re.search(r'class="secret">(\w+)<', page).group(1)
    assert 'aria-label="Kode QR' in page
    before = client.session.session_key
    done = client.post(f"{SAFE}aplikasi/", {"code": code_of(secret), "next": "/crop/riwayat/"})
    assert done.url == f"{SAFE}cadangan/?next=%2Fcrop%2Friwayat%2F"
    assert client.session.session_key != before  # more is open to it now
    codes = re.findall(r"<code>(\d{8})</code>", text(client.get(done.url)))
    assert codes == factors.reserve_of(lurah_gambir)
    assert client.post(f"{SAFE}cadangan/", {"next": "/crop/riwayat/"}).url == "/crop/riwayat/"
    assert client.get(f"{SAFE}cadangan/").url == SAFE  # told once
    assert client.get("/crop/").status_code == 200
    assert secret not in text(client.get(SAFE))


def test_a_wrong_first_code(client, lurah_gambir):
    half(client)
    client.get(SAFE)
    wrong = client.post(f"{SAFE}aplikasi/", {"code": "000000"})
    assert wrong.status_code == 400
    assert "Periksa jam ponsel" in text(wrong)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("way", ["PASSWORD_ALONE", "SECOND_FACTOR_FROM"])
def test_a_city_may_wait(client, lurah_gambir, settings, way):
    setattr(settings, way, True if way == "PASSWORD_ALONE" else now() + timedelta(days=9))
    assert half(client).url == "/crop/"
    assert client.get("/crop/").status_code == 200
    page = text(client.get(SAFE))
    assert ("segera meminta" in page) == (way == "SECOND_FACTOR_FROM")
    assert ("hanya untuk dicoba" in page) == (way == "PASSWORD_ALONE")


def test_the_grace_ends_by_itself(client, lurah_gambir, settings):
    settings.SECOND_FACTOR_FROM = now() + timedelta(minutes=30)
    half(client)
    assert client.get("/crop/").status_code == 200
    with at(now() + timedelta(minutes=31)):
        assert client.get("/crop/").url.startswith(SAFE)
        assert client.get("/api/v1/inbox").status_code == 403


def test_a_password_at_the_citizens_door_opens_no_seat(client, lurah_gambir, waiting):
    client.post("/qlue/masuk/", WHO)
    assert client.get("/qlue/saya/").status_code == 200
    assert client.get("/crop/").url.startswith(SAFE)
    assert client.get("/api/v1/inbox").status_code == 403


def test_with_a_factor_the_citizens_password_cannot_add_another(client, lurah_gambir, secret):
    client.post("/qlue/masuk/", WHO)
    assert client.get(SAFE).url.startswith(DOOR)
    assert client.post(f"{SAFE}aplikasi/", {"remove": "1"}).url.startswith(DOOR)
    assert factors.factors_of(lurah_gambir).exists()


@pytest.mark.parametrize("address", ["", "aplikasi/", "kunci/", "kunci/1/", "cadangan/"])
@pytest.mark.parametrize("who", ["anonymous", "siti", "code"])
def test_it_is_for_holders_of_seats(client, siti, lurah_gambir, who, address):
    if who == "siti":
        client.force_login(siti)
    if who == "code":
        client.force_login(lurah_gambir, backend="smartcity.accounts.backends.CitizenBackend")
    assert client.get(SAFE + address).url.startswith(DOOR)
    assert client.post(SAFE + address, {"fresh": "1", "code": "000000"}).url.startswith(DOOR)
    assert not Authenticator.objects.exists()


# --- Looking after them


@pytest.fixture
def inside(client, lurah_gambir, secret):
    half(client)
    client.post(CODE, {"code": code_of(secret)})
    return client


def test_the_last_one_stays(inside, lurah_gambir):
    refused = inside.post(f"{SAFE}aplikasi/", {"remove": "1"})
    assert refused.status_code == 400
    assert "satu-satunya pengaman" in text(refused)
    assert factors.factors_of(lurah_gambir).count() == 1


def test_beside_a_passkey_the_app_can_go(inside, lurah_gambir):
    key = passkey(lurah_gambir)
    assert inside.post(f"{SAFE}aplikasi/", {"remove": "1"}).url == SAFE
    assert list(factors.factors_of(lurah_gambir)) == [key]
    assert inside.post(f"{SAFE}kunci/{key.pk}/", {"remove": "1"}).status_code == 400


def passkey(user, **data):
    told = {"name": "Ponsel", "credential": {}, "seat": True} | data
    return Authenticator.objects.create(user=user, type="webauthn", data=told)


def test_a_second_app_is_refused(inside, lurah_gambir):
    fresh = factors.fresh_secret()
    session = inside.session
    session["crop_secret"] = fresh
    session.save()
    assert inside.post(f"{SAFE}aplikasi/", {"code": code_of(fresh)}).status_code == 409


def test_after_a_while_it_is_asked_again(inside, secret, monkeypatch):
    monkeypatch.setattr("smartcity.accounts.again.LATELY", timedelta(0))
    page = text(inside.get(SAFE))
    assert "tunjukkan dulu bahwa ini Anda" in page
    asked = inside.post(f"{SAFE}cadangan/", {"fresh": "1"})
    assert asked.url == f"/crop/masuk/lagi/?next={SAFE.replace('/', '%2F')}"
    assert inside.post("/crop/masuk/lagi/", {"password": "salah", "next": SAFE}).status_code == 400
    monkeypatch.undo()
    assert inside.post("/crop/masuk/lagi/", {"password": "rahasia-sekali", "next": SAFE}).url == SAFE


def test_a_citizen_s_passkey_is_no_factor(lurah_gambir, client):
    key = Authenticator.objects.create(
        user=lurah_gambir, type="webauthn", data={"name": "Qlue", "credential": {}}
    )
    assert not factors.factors_of(lurah_gambir).exists()
    assert half(client).url == SAFE
    seats = passkey(lurah_gambir)
    assert [one["pk"] for one in passkeys_of(lurah_gambir)] == [key.pk]
    assert [one["pk"] for one in passkeys_of(lurah_gambir, seat=True)] == [seats.pk]
    citizen = Client()
    citizen.force_login(lurah_gambir, backend="smartcity.accounts.backends.CitizenBackend")
    assert citizen.post(f"/qlue/saya/kunci/{seats.pk}/", {"remove": "1"}).status_code == 404


def test_what_is_no_passkey(client, city):
    told = client.get(f"{DOOR}kunci/").json()["publicKey"]
    assert told["userVerification"] == "required"
    answer = client.post(f"{DOOR}kunci/", {"credential": "{}"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_passkey")


@pytest.mark.parametrize(
    "data, expected", [({"seat": True}, 200), ({}, 403)], ids=["of a seat", "of a citizen"]
)
def test_which_passkey_opens_a_seat(client, lurah_gambir, monkeypatch, data, expected):
    """The ceremony itself: tests/browser/test_passkey.py."""
    key = Authenticator.objects.create(
        user=lurah_gambir, type="webauthn", data={"name": "x", "credential": {}} | data
    )
    monkeypatch.setattr("smartcity.accounts.passkeys._shown", lambda request, credential: key)
    answer = client.post(f"{DOOR}kunci/", {"credential": "x", "next": "/crop/riwayat/"})
    assert answer.status_code == expected
    assert client.get("/crop/").status_code == (200 if expected == 200 else 302)


def test_a_passkey_whose_seat_has_ended(client, lurah_gambir, monkeypatch):
    key = passkey(lurah_gambir)
    lurah_gambir.posts.update(until=now())
    monkeypatch.setattr("smartcity.accounts.passkeys._shown", lambda request, credential: key)
    assert client.post(f"{DOOR}kunci/", {"credential": "x"}).json()["code"] == "no_seat"


def test_secrets_are_sealed(lurah_gambir, secret, settings):
    spare = factors.reserve_of(lurah_gambir)
    kept = str(list(Authenticator.objects.values()))
    assert secret not in kept
    settings.SECRET_KEY = "another key, as if the city had lost its own"
    with pytest.raises(Invalid):
        factors.check_code(lurah_gambir, code_of(secret))
    with pytest.raises(Invalid):
        factors.check_code(lurah_gambir, spare[0])


def test_whoever_lost_them_begins_anew(inside, lurah_gambir):
    factors.reset_factors(lurah_gambir)
    assert not Authenticator.objects.exists()
    assert inside.get("/crop/").url.startswith(DOOR)
    assert not OpenSession.objects.exists()
    assert half(inside).url == SAFE


def test_by_e_mail_or_number(client, lurah_gambir, secret):
    lurah_gambir.phone = "+6281234567890"
    lurah_gambir.save()
    lurah_gambir.emailaddress_set.create(email="gambir@jakarta.example", verified=True)
    for name in ("0812 3456 7890", "Gambir@Jakarta.Example"):
        assert half(client, username=name).url == CODE
    assert half(client, username="0812 3456 7899").status_code == 400
