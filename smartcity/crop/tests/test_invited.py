"""The link of an invitation, from the first look to the open inbox."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from smartcity.accounts import factors
from smartcity.accounts.models import Post, Role, User
from smartcity.accounts.queries import reach
from smartcity.crop.tests.conftest import text
from smartcity.crop.tests.test_second_factor import code_of
from smartcity.lib.time import at, now
from smartcity.seats import actions

SAFE = "/crop/saya/pengaman/"
NEW = {"do": "new", "new-username": "ani", "new-password": "jembatan-tua-7"}
SITI = {"do": "known", "username": "siti", "password": "rahasia-sekali"}


@pytest.fixture
def invitation(administrator, city):
    return actions.invite(city.offices.gambir, Role.LURAH, administrator, name="Ani Wijaya")


@pytest.fixture
def link(invitation):
    return invitation.link.removeprefix("http://127.0.0.1:8000")


def set_up(client):
    """Set up the app that this person is shown."""
    secret = re.search(r'class="secret">(\w+)<', text(client.get(SAFE))).group(1)
    return client.post(f"{SAFE}aplikasi/", {"code": code_of(secret)})


def test_it_works(client, link):
    page = text(client.get(link))
    assert "Lurah Gambir" in page
    assert "Ani Wijaya" in page
    assert client.post(link, NEW).url == SAFE
    assert client.get("/crop/").status_code == 403  # no seat yet
    assert not Post.objects.filter(role="lurah").exists()
    assert set_up(client).url == f"{SAFE}cadangan/"
    assert client.get("/crop/").status_code == 200
    ani = User.objects.get(username="ani")
    assert (ani.pseudonym, reach(ani).roles) == ("Ani Wijaya", {"lurah"})
    assert Client().get(link).status_code == 404


def test_looking_uses_nothing_up(client, link, invitation):
    for _again in range(3):
        assert client.get(link).status_code == 200
    invitation.invitation.refresh_from_db()
    assert invitation.invitation.begun_at is None


def test_with_an_account_of_ones_own(client, link, siti):
    assert client.post(link, SITI | {"password": "salah"}).status_code == 400
    assert client.post(link, SITI).url == SAFE
    set_up(client)
    assert reach(siti).roles == {"lurah"}


def test_whose_account_has_a_factor_shows_it(client, link, lurah_senen):
    secret = factors.fresh_secret()
    factors.set_up_app(lurah_senen, secret, code_of(secret, -1))
    assert client.post(link, SITI | {"username": "lurah.senen"}).url == "/crop/masuk/kode/"
    assert not Post.objects.filter(office__code="kelurahan-31.71.01.1001").exists()
    assert client.post("/crop/masuk/kode/", {"code": code_of(secret)}).url == "/crop/"
    assert len(reach(lurah_senen).seats) == 2


def test_an_official_who_is_in_takes_it_with_one_press(neighbour, link, lurah_senen):
    assert "Terima sebagai lurah.senen" in text(neighbour.get(link))
    assert neighbour.post(link, {"do": "mine"}).url == "/crop/"
    assert len(reach(User.objects.get(pk=lurah_senen.pk)).seats) == 2


def test_a_citizen_who_is_in_has_to_say_the_password(client, link, siti):
    client.force_login(siti, backend="smartcity.accounts.backends.CitizenBackend")
    assert "Terima sebagai" not in text(client.get(link))
    assert client.post(link, {"do": "mine"}).status_code == 200
    assert not reach(siti).official


def test_who_signs_in_later_on_that_computer_gets_nothing_of_it(client, link, siti, lurah_senen, settings):
    settings.PASSWORD_ALONE = True
    client.get(link)
    settings.PASSWORD_ALONE = False
    client.post(link, SITI)  # siti goes away without a factor
    settings.PASSWORD_ALONE = True
    client.post("/crop/masuk/", {"username": "lurah.senen", "password": "rahasia-sekali"})
    assert len(reach(lurah_senen).seats) == 1


def test_in_a_trial_it_opens_and_still_asks_for_a_factor(client, link, settings):
    settings.PASSWORD_ALONE = True
    assert client.post(link, NEW).url == SAFE
    assert "Nanti saja" in text(client.get(SAFE))
    assert client.get("/crop/").status_code == 200


@pytest.mark.parametrize("how", ["used", "withdrawn", "late", "renewed", "forged"])
def test_a_link_that_opens_nothing_says_the_same(client, link, invitation, budi, how):
    row = invitation.invitation
    if how == "used":
        actions.accept(row, budi)
    elif how == "withdrawn":
        actions.withdraw(row, None)
    elif how == "renewed":
        actions.renew(row, None)
    later = timedelta(days=8 if how == "late" else 0)
    with at(now() + later):
        for answer in (client.get(link[:-3] + "xx/" if how == "forged" else link),
                       client.post(link[:-3] + "xx/" if how == "forged" else link, NEW)):  # fmt: skip
            assert answer.status_code == 404
            assert "Undangan ini tidak berlaku lagi" in text(answer)
    assert not User.objects.filter(username="ani").exists()


def test_withdrawn_while_the_factor_is_set_up(client, link, invitation):
    client.post(link, NEW)
    secret = re.search(r'class="secret">(\w+)<', text(client.get(SAFE))).group(1)
    actions.withdraw(invitation.invitation, None)
    done = client.post(f"{SAFE}aplikasi/", {"code": code_of(secret)})
    assert done.status_code in (302, 404)
    assert client.get("/crop/").status_code == 403
    assert not Post.objects.filter(role="lurah").exists()


def test_two_with_the_same_link_the_second_is_too_late(client, link, siti, budi):
    other = Client()
    client.post(link, SITI)
    other.post(link, SITI | {"username": "budi"})
    set_up(client)
    set_up_fails = other.get(SAFE)
    assert set_up_fails.status_code in (302, 404)
    assert not reach(budi).official
    assert Post.objects.filter(role="lurah").count() == 1


@pytest.mark.parametrize("fields, said", [
    ({"new-username": ""}, "Tuliskan nama pengguna."), ({"new-username": "siti"}, "sudah dipakai"), ({"new-username": "a b"}, "new-username"),
    ({"new-password": ""}, "Tuliskan kata sandi."), ({"new-password": "123"}, "new-password"), ({"new-password": "ani"}, "new-password"),
])  # fmt: skip
def test_bad_input(client, link, siti, fields, said):
    answer = client.post(link, NEW | fields)
    assert answer.status_code == 400
    assert said in text(answer)
    assert not User.objects.filter(username="ani").exists()


def test_a_name_that_reads_as_an_offices_is_not_worn_as_a_citizen(client, administrator, city):
    made = actions.invite(city.offices.gambir, Role.LURAH, administrator, name="Lurah Gambir")
    client.post(made.link.removeprefix("http://127.0.0.1:8000"), NEW)
    assert User.objects.get(username="ani").pseudonym.startswith("Petugas ")


def test_who_sits_there_already_comes_in_and_leaves_the_link_to_another(
    client, link, invitation, opened, lurah_gambir, settings
):
    settings.PASSWORD_ALONE = True
    done = client.post(link, {"do": "known", "username": "lurah.gambir", "password": "rahasia-sekali"})
    assert done.status_code == 302
    assert client.get("/crop/").status_code == 200
    assert invitation.invitation.state == "open"
    told = opened(lurah_gambir).post(link, {"do": "mine"})
    assert told.status_code == 409
    assert "sudah duduk di sana" in text(told)
    assert Client().get(link).status_code == 200


def test_in_english(client, link):
    page = text(client.get(link, headers={"accept-language": "en"}))
    assert "You are invited" in page
    assert "petugas" not in page
