"""Asking who reported, and reading what the reporter chose to tell."""

import pytest
from django.test import Client

from smartcity.reports import actions
from smartcity.reports.models import Disclosure, NameSeen

TOLD = "Bu Siti, 0812 0000 1111"


@pytest.fixture
def lurah(lurah_gambir):
    client = Client()
    client.force_login(lurah_gambir)
    return client


def url(report, path=""):
    return f"/crop/tugas/{report.number}/{path}"


@pytest.fixture
def allowed(report, lurah_gambir, siti):
    filed = report()
    asked = actions.ask_name(filed, lurah_gambir, reason="Perlu bertemu")
    actions.decide(asked, siti, allow=True, told=TOLD)
    return filed


def test_it_works(report, lurah):
    filed = report()
    assert url(filed, "minta-nama/") in lurah.get(url(filed)).text
    assert lurah.get(url(filed, "minta-nama/")).status_code == 200
    assert lurah.post(url(filed, "minta-nama/"), {"reason": "Perlu bertemu"}).status_code == 303
    assert Disclosure.objects.get().reason == "Perlu bertemu"
    page = lurah.get(url(filed)).text
    assert "Nama pelapor diminta" in page
    assert url(filed, "minta-nama/") not in page


def test_without_a_reason_nothing_is_asked(report, lurah):
    filed = report()
    assert lurah.post(url(filed, "minta-nama/"), {"reason": ""}).status_code == 400
    assert not Disclosure.objects.exists()


def test_asking_twice_is_refused(report, lurah):
    filed = report()
    for status in (303, 409):
        assert lurah.post(url(filed, "minta-nama/"), {"reason": "Perlu"}).status_code == status


def test_the_name_is_opened_and_noted(allowed, lurah, lurah_gambir):
    assert TOLD not in lurah.get(url(allowed)).text
    assert "Buka nama pelapor" in lurah.get(url(allowed)).text
    assert TOLD in lurah.post(url(allowed, "nama/")).text
    assert NameSeen.objects.get().user == lurah_gambir


def test_looking_at_the_address_opens_nothing(allowed, lurah):
    assert lurah.get(url(allowed, "nama/")).status_code == 405
    assert not NameSeen.objects.exists()


@pytest.mark.parametrize("who", ["camat_gambir", "verifier", "operator"])
def test_who_stands_above_does_not_read_it(allowed, request, who):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert "Buka nama pelapor" not in client.get(url(allowed)).text
    assert TOLD not in client.post(url(allowed, "nama/"), follow=True).text
    assert not NameSeen.objects.exists()


def test_an_edit_shows_the_office_what_stood_there(report, lurah, siti):
    filed = report()
    actions.edit(filed, siti, text="Dua lubang")
    page = lurah.get(url(filed)).text
    assert "Pelapor memperbaiki uraiannya" in page
    assert "Sebelumnya: Lubang dalam di tengah jalan" in page
