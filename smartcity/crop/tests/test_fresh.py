"""What is new since the last look: each person's own, on all their devices, until it is opened."""

from datetime import timedelta

import pytest

from smartcity.crop.tests.conftest import page, text
from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.actions.looking import forget_opened
from smartcity.reports.models import Opened

MARK = '<span class="badge brand">baru</span>'


def marks(client, address="/crop/"):
    response = client.get(address)
    said = response.context["scope"].fresh
    assert text(response).count(MARK) == said
    return said


@pytest.fixture
def other_device(opened, lurah_gambir):
    return opened(lurah_gambir)


def test_opening_takes_the_mark_away_on_every_device(lurah, other_device, report):
    first, _second = report(), report()
    assert marks(lurah) == marks(other_device) == 2
    lurah.get(page(first))
    assert marks(lurah) == marks(other_device) == 1


@pytest.mark.parametrize("sort", ["new", "near&at=106.81,-6.17"])
def test_in_every_order(lurah, report, sort):
    lurah.get(page(report()))
    assert marks(lurah, f"/crop/?sort={sort}") == 0


def test_the_card_beside_the_map_opens_nothing(lurah, waiting):
    lurah.get(page(waiting) + "?fragment=1")
    assert marks(lurah) == 1


def test_acting_opens_it(lurah, waiting):
    lurah.post(page(waiting, "terima/"))
    assert marks(lurah) == 0


def test_it_stays_new_to_others(lurah, opened, camat_gambir, waiting):
    lurah.get(page(waiting))
    assert marks(opened(camat_gambir)) == 1


def test_the_neighbour_cannot_open_it(neighbour, waiting):
    assert neighbour.get(page(waiting)).status_code == 404
    assert not Opened.objects.exists()


def test_what_comes_back_is_new_again(lurah, camat_gambir, lurah_gambir, waiting, city):
    lurah.get(page(waiting))
    with at(now() + timedelta(minutes=1)):
        actions.forward(waiting, lurah_gambir, to=city.offices.camat, reason="Bukan kami")
        actions.forward(waiting, camat_gambir, to=city.offices.gambir, reason="Tetap Anda")
        assert marks(lurah) == 1


def test_a_visit_on_one_device_is_the_others_too(lurah, other_device, waiting):
    marks(lurah)
    with at(now() + timedelta(minutes=10)):
        assert marks(other_device) == 1
    with at(now() + timedelta(hours=1)):
        assert marks(other_device) == marks(lurah) == 0


def test_what_is_new_no_more_is_forgotten(lurah, waiting):
    lurah.get(page(waiting))
    assert forget_opened() == 0
    with at(now() + timedelta(minutes=10)):
        lurah.get("/crop/")
    with at(now() + timedelta(hours=1)):
        lurah.get("/crop/")
        assert forget_opened() == 1
        assert marks(lurah) == 0


def test_what_was_not_new_is_not_noted(lurah, report):
    with at(now() - timedelta(days=3)):
        old = report()
    lurah.get(page(old))
    assert not Opened.objects.exists()
