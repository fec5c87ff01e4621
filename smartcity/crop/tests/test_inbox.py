"""The inbox: what is open, by deadline, in its scope, and nobody else's."""

from datetime import timedelta
from uuid import uuid4

import pytest

from smartcity.accounts.actions import appoint
from smartcity.crop.tests.conftest import page, text
from smartcity.events.models import Event
from smartcity.lib.time import at, now
from smartcity.notices.actions import notify
from smartcity.reports import actions
from smartcity.testing.city import SENEN


def titles(response):
    return [card.title for card in response.context["rows"]]


@pytest.fixture
def three(report, lurah_gambir):
    """One new, one late, one accepted."""
    report(text="Baru saja")
    with at(now() - timedelta(hours=30)):
        report(text="Terlambat")
    case = report(text="Dikerjakan", category="flood")
    actions.accept(case, lurah_gambir)
    return case


def test_it_works(lurah, three):
    response = lurah.get("/crop/")
    assert titles(response) == ["Terlambat", "Baru saja", "Dikerjakan"]
    assert "3 terbuka" in text(response)
    assert "1 terlambat" in text(response)
    assert "terlambat 6 jam" in text(response)


def test_the_neighbour_sees_nothing_of_it(neighbour, three):
    response = neighbour.get("/crop/")
    assert titles(response) == []
    assert "Tidak ada yang menunggu" in text(response)


def test_the_camat_sees_what_is_below(opened, camat_gambir, three, report):
    report(at=SENEN, text="Punya Senen")
    response = opened(camat_gambir).get("/crop/")
    assert sorted(titles(response)) == ["Baru saja", "Dikerjakan", "Terlambat"]
    assert '?office=kelurahan-31.71.01.1001"' in text(response)


def test_the_scope_can_be_an_office_below(opened, camat_gambir, three, report, city):
    actions.forward(three, camat_gambir, to=city.offices.camat, reason="Kami bantu")
    response = opened(camat_gambir).get("/crop/?office=kelurahan-31.71.01.1001")
    assert titles(response) == ["Terlambat", "Baru saja"]
    assert response.context["scope"].title == "Lurah Gambir"


def test_the_scope_can_be_ones_own_desk_alone(opened, camat_gambir, three, report, city):
    actions.forward(three, camat_gambir, to=city.offices.camat, reason="Kami bantu")
    client = opened(camat_gambir)
    response = client.get("/crop/?alone=1")
    assert titles(response) == ["Dikerjakan"]
    assert "1 terbuka" in text(response)
    assert "0 terlambat" in text(response)
    assert [chip.word for chip in response.context["filters"]["kind"]] == ["Banjir"]
    assert titles(client.get("/crop/?alone=1&sort=near&at=106.81,-6.17")) == ["Dikerjakan"]
    assert titles(client.get("/crop/riwayat/?alone=1")) == []
    assert 'href="/crop/?alone=1"' in text(client.get("/crop/"))


def test_a_desk_with_nothing_below_is_always_alone(lurah, three):
    assert titles(lurah.get("/crop/?alone=1")) == titles(lurah.get("/crop/"))
    assert "Meja sendiri saja" not in text(lurah.get("/crop/"))


@pytest.mark.parametrize("office", ["kelurahan-31.71.04.1001", "mayor-31.71", "tidak-ada"])
def test_an_office_out_of_reach_is_as_absent_as_none(lurah, office):
    assert lurah.get(f"/crop/?office={office}").status_code == 404


def test_two_seats(opened, lurah_gambir, city, three, report):
    appoint(lurah_gambir, city.offices.senen, "lurah")
    report(at=SENEN, text="Punya Senen")
    client = opened(lurah_gambir)
    assert "Punya Senen" in titles(client.get("/crop/"))
    assert titles(client.get("/crop/?office=kelurahan-31.71.04.1001")) == ["Punya Senen"]


def test_a_private_one_says_so(opened, police_officer, report):
    report(category="crime", text="Begal")
    response = opened(police_officer).get("/crop/")
    assert titles(response) == ["Begal"]
    assert "pribadi" in text(response)


def test_narrowed_by_status_and_kind(lurah, three):
    assert titles(lurah.get("/crop/?status=in_progress")) == ["Dikerjakan"]
    assert titles(lurah.get("/crop/?category=road")) == ["Terlambat", "Baru saja"]
    assert titles(lurah.get("/crop/?category=flood&status=waiting")) == []
    assert "Lepas saringan" in text(lurah.get("/crop/?category=flood&status=waiting"))


def test_chips_keep_what_is_chosen(lurah, three):
    response = lurah.get("/crop/?category=road")
    assert "?status=waiting&amp;category=road" in text(response)
    assert 'href="?"' in text(response)


def test_a_filter_that_is_none(lurah, three):
    assert len(titles(lurah.get("/crop/?status=nonsense&sort=nonsense&view=nonsense&after=nonsense"))) == 3
    assert lurah.get("/crop/?q=%00%00&category=%00&after=99999999999999999999999-1").status_code == 200


@pytest.mark.parametrize("path", ["/crop/", "/crop/riwayat/"])
def test_a_number_the_database_does_not_have_is_the_first_page(lurah, three, path):
    assert lurah.get(f"{path}?after=1-9223372036854775808").status_code == 200


def test_the_newest_first(lurah, three):
    assert titles(lurah.get("/crop/?sort=new")) == ["Dikerjakan", "Baru saja", "Terlambat"]


def test_the_nearest_first(lurah, report):
    report(text="Jauh", at=(106.805, -6.17))
    report(text="Dekat", at=(106.8151, -6.17))
    response = lurah.get("/crop/?sort=near&at=106.815,-6.170")
    assert titles(response) == ["Dekat", "Jauh"]
    assert "11 m" in text(response)


@pytest.mark.parametrize("at", ["", "x", "nan,nan", "1,2,3", "999,0"])
def test_near_nowhere_is_by_deadline(lurah, three, at):
    assert titles(lurah.get(f"/crop/?sort=near&at={at}"))[0] == "Terlambat"


def test_a_number_leads_to_its_case(lurah, neighbour, waiting):
    spaced = f"{waiting.number:,}".replace(",", " ")
    assert lurah.get("/crop/", {"q": f"No. {spaced}"}).url == page(waiting)
    response = neighbour.get("/crop/", {"q": str(waiting.number)})
    assert "Tidak ada tugas dengan nomor itu" in text(response)


def test_words_are_found_whatever_their_case(lurah, report):
    report(text="Lubang dalam\nDi depan SEKOLAH", landmark="Jl. Musi 3")
    report(text="Sampah")
    assert titles(lurah.get("/crop/?q=sekolah musi")) == ["Lubang dalam"]
    report(text="Air naik 100%")
    assert titles(lurah.get("/crop/?q=100%25")) == ["Air naik 100%"]
    assert titles(lurah.get("/crop/?q=l_bang")) == []
    assert "Cari di riwayat" in text(lurah.get("/crop/?q=_"))


def test_what_is_new_since_the_last_look(lurah, report):
    with at(now() - timedelta(days=2)):
        report(text="Lama")
    with at(now() - timedelta(hours=1)):
        report(text="Tadi")
    assert "1 baru" in text(lurah.get("/crop/"))
    with at(now() + timedelta(hours=2)):
        assert "1 baru" not in text(lurah.get("/crop/"))
        report(text="Sesudahnya")
        response = lurah.get("/crop/")
    assert "1 baru" in text(response)


def test_a_verifier_comes_in_at_what_is_to_be_checked(opened, verifier, answered, report):
    report(text="Masih terbuka")
    client = opened(verifier)
    assert titles(client.get("/crop/")) == [answered.title]
    assert titles(client.get("/crop/?sort=due")) == ["Masih terbuka"]


def test_page_after_page(lurah, report, monkeypatch):
    monkeypatch.setattr("smartcity.crop.views.inbox.MOST", 2)
    moment = now()
    with at(moment):  # all due at the same instant: only the pk tells them apart
        for n in range(5):
            report(text=f"Laporan {n}")
    for sort in ("", "sort=new"):
        seen, address = [], f"/crop/?{sort}"
        while address:
            response = lurah.get(address)
            seen += titles(response)
            address = f"/crop/{response.context['older']}" if response.context["older"] else ""
        assert sorted(seen) == [f"Laporan {n}" for n in range(5)]


def test_the_fragment_holds_the_parts_only(lurah, three):
    body = text(lurah.get("/crop/?fragment=1"))
    assert body.count("data-part=") == 4
    assert "<html" not in body
    assert "Terlambat" in body


def test_markup_in_a_report_is_only_text(lurah, report):
    report(text="<script>alert(1)</script>", landmark='"><img src=x onerror=alert(1)>')
    body = text(lurah.get("/crop/"))
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "&lt;script&gt;" in body


def test_the_bell(lurah, waiting):
    notify(Event.objects.get())
    assert '<b class="dot">1' in text(lurah.get("/crop/"))


def test_fifty_rows_in_six_queries(lurah, report, django_assert_max_num_queries):
    first = report()
    for _ in range(50):
        first.pk, first.client_id = None, uuid4()
        first.save(force_insert=True)
    lurah.get("/crop/")
    with django_assert_max_num_queries(6):
        response = lurah.get("/crop/")
    assert len(response.context["rows"]) == 50
    assert response.context["older"]


def test_in_english(lurah, three):
    lurah.cookies["django_language"] = "en"
    body = text(lurah.get("/crop/"))
    assert "3 open" in body
    assert "6 hours late" in body
    assert "Broken road" in body


def test_a_search_can_be_taken_away(lurah, waiting):
    chips = text(lurah.get("/crop/?q=jalan&status=waiting")).split('<details class="filters">')[0]
    assert '<a class="chip" href="?status=waiting" aria-current="true"><svg' in chips
    assert ">jalan</span>" in chips
