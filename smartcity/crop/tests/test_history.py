"""The history: answered, closed or passed on, apart from what is open."""

import pytest

from smartcity.crop.tests.conftest import text
from smartcity.reports import actions
from smartcity.reports.models import Report


@pytest.fixture
def past(report, answered, lurah_gambir, city):
    """One answered, one rejected, one passed on; and one still open."""
    report(text="Masih terbuka")
    rejected = report(text="Ditolak kami")
    actions.reject(rejected, lurah_gambir, reason="Sudah diangkut")
    passed = report(text="Milik dinas")
    actions.forward(passed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")


def titles(response):
    return {card.title for card in response.context["rows"]}


def test_it_works(lurah, past):
    response = lurah.get("/crop/riwayat/")
    assert titles(response) == {"Lubang dalam di tengah jalan", "Ditolak kami", "Milik dinas"}
    assert "sekarang di Dinas Bina Marga" in text(response)


def test_narrowed(lurah, past):
    assert titles(lurah.get("/crop/riwayat/?status=rejected")) == {"Ditolak kami"}
    assert titles(lurah.get("/crop/riwayat/?q=dinas")) == {"Milik dinas"}
    assert "Tidak ada yang cocok" in text(lurah.get("/crop/riwayat/?q=xyz"))


def test_what_came_back_is_open_again(lurah, past, roads_officer, city):
    case = Report.objects.get(text="Milik dinas")
    actions.forward(case, roads_officer, to=city.offices.gambir, reason="Jalan kelurahan")
    assert "Milik dinas" not in titles(lurah.get("/crop/riwayat/"))


def test_the_new_holder_has_it_open(opened, roads_officer, past):
    assert titles(opened(roads_officer).get("/crop/riwayat/")) == set()


def test_the_neighbour_has_none_of_it(neighbour, past):
    response = neighbour.get("/crop/riwayat/")
    assert titles(response) == set()
    assert "Belum ada riwayat" in text(response)


def test_page_after_page(lurah, past, monkeypatch):
    monkeypatch.setattr("smartcity.crop.views.inbox.MOST", 1)
    first = lurah.get("/crop/riwayat/")
    second = lurah.get(f"/crop/riwayat/{first.context['older']}")
    assert titles(first) != titles(second)


def test_an_office_out_of_reach(lurah):
    assert lurah.get("/crop/riwayat/?office=kelurahan-31.71.04.1001").status_code == 404
