"""How offices do: one's own and those below, never a neighbour's; every number with its cases."""

import csv
import re
from io import StringIO

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role
from smartcity.areas.models import Area, Level
from smartcity.crop import performance
from smartcity.crop.tests.conftest import text
from smartcity.offices.actions import found
from smartcity.offices.models import Office
from smartcity.reports.actions import accept, forward
from smartcity.reports.performance import COUNTED

LIST, GAMBIR = "/crop/kinerja/", "/crop/kinerja/kelurahan-31.71.01.1001/"
SENEN = "/crop/kinerja/kelurahan-31.71.04.1001/"


@pytest.fixture
def handled(report, lurah_gambir, city):
    """Three that came to Gambir: one accepted, one passed on, one waiting."""
    accepted, passed, waiting = report(text="Diterima"), report(text="Diteruskan"), report(text="Menunggu")
    accept(accepted, lurah_gambir)
    forward(passed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    return accepted, passed, waiting


def test_a_lurah_sees_the_own_office_only(opened, lurah_gambir, handled):
    page = text(opened(lurah_gambir).get(LIST))
    assert "Lurah Gambir" in page
    assert "Lurah Senen" not in page


def test_a_camat_sees_those_below(opened, camat_gambir, handled):
    mine = opened(camat_gambir)
    assert "Lurah Gambir" in text(mine.get(LIST))
    assert "Camat Gambir" in text(mine.get(f"{LIST}?jenis=kecamatan"))


@pytest.mark.parametrize("page", [SENEN, f"{SENEN}cases/", "/crop/kinerja/kecamatan-31.71.04/"])
def test_a_neighbours_figures_are_as_absent_as_none(opened, lurah_gambir, handled, page):
    assert opened(lurah_gambir).get(page).status_code == 404


def test_a_kind_without_an_office_in_reach_is_absent(opened, lurah_gambir):
    assert opened(lurah_gambir).get(f"{LIST}?jenis=police").status_code == 404


@pytest.mark.parametrize("query", ["hari=7", "hari=-1", "hari=²", "jenis=", "hari=99999999999999999999"])
def test_what_is_no_span_is_ninety_days(opened, lurah_gambir, handled, query):
    assert opened(lurah_gambir).get(f"{LIST}?{query}").context["board"].asked.days == 90


def test_an_office_without_cases_says_so(opened, lurah_senen):
    assert "Belum ada yang dihitung" in text(opened(lurah_senen).get(SENEN))
    assert "Tidak ada laporan yang datang" in text(opened(lurah_senen).get(LIST))


@pytest.mark.parametrize("figure", COUNTED)
def test_a_number_leads_to_its_cases(opened, lurah_gambir, handled, figure):
    mine = opened(lurah_gambir)
    counts = {name: n for name, _word, n in mine.get(GAMBIR).context["counts"]}
    assert len(mine.get(f"{GAMBIR}{figure}/").context["rows"]) == counts[figure]


def test_the_cases_say_how_they_ended(opened, lurah_gambir, handled):
    page = text(opened(lurah_gambir).get(f"{GAMBIR}passed_on/"))
    assert "Diteruskan" in page
    assert "diteruskan sesudah" in page
    assert "Menunggu" not in page


def test_an_unknown_number_has_no_cases(opened, lurah_gambir, handled):
    assert opened(lurah_gambir).get(f"{GAMBIR}menang/").status_code == 404


def test_older_cases_come_after(opened, lurah_gambir, handled, monkeypatch):
    monkeypatch.setattr("smartcity.crop.views.performance.MOST", 2)
    mine = opened(lurah_gambir)
    first = mine.get(f"{GAMBIR}cases/").context
    rest = mine.get(f"{GAMBIR}cases/?after={first['older']}").context
    seen = [held.report.title for page in (first, rest) for held in page["rows"]]
    assert seen == ["Menunggu", "Diteruskan", "Diterima"]
    assert rest["older"] is None


@pytest.mark.parametrize("after", ["x", "99999999", "-1", "9" * 30])
def test_a_bad_place_to_go_on_begins_at_the_top(opened, lurah_gambir, handled, after):
    assert len(opened(lurah_gambir).get(f"{GAMBIR}cases/?after={after}").context["rows"]) == 3


def test_load_by_residents_and_by_officer(opened, lurah_gambir, handled, city):
    Area.objects.filter(pk=city.gambir.pk).update(residents=20_000, residents_source="BPS 2024")
    page = text(opened(lurah_gambir).get(GAMBIR))
    assert "1,5" in page  # three cases on twenty thousand
    assert "20.000 jiwa, BPS 2024" in page
    assert "1 orang menjabat" in page


def test_without_residents_it_says_so(opened, lurah_gambir, handled):
    assert "jumlah penduduk belum dimuat" in text(opened(lurah_gambir).get(GAMBIR))


def test_the_table_is_of_the_offices_in_reach(opened, lurah_gambir, handled):
    answer = opened(lurah_gambir).get(f"{LIST}unduh.csv")
    body = answer.content.decode()
    rows = list(csv.DictReader(StringIO(body.removeprefix("\ufeff"))))
    assert [(row["name"], row["cases"], row["passed_on"]) for row in rows] == [("Lurah Gambir", "3", "1")]
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_a_board_costs_the_same_for_many(opened, administrator, handled, django_assert_max_num_queries):
    boss = opened(administrator)
    boss.get(LIST)
    with django_assert_max_num_queries(14):
        boss.get(LIST)


def test_a_long_list_goes_on(opened, administrator, handled, monkeypatch):
    monkeypatch.setattr(performance, "MOST", 1)
    boss = opened(administrator)
    first = boss.get(LIST).content.decode()
    assert ("Lurah Gambir" in first, "Lurah Senen" in first) == (True, False)
    further = re.search(r'href="([^"]+)">Kantor berikutnya', first)[1].replace("&amp;", "&")
    then = boss.get(LIST + further).content.decode()
    assert ("Lurah Gambir" in then, "Lurah Senen" in then, "Dari awal" in then) == (False, True, True)


def test_a_long_list_narrows_to_a_kota(opened, administrator, handled, monkeypatch, city):
    monkeypatch.setattr(performance, "MOST", 1)
    elsewhere = Area.objects.create(
        code="31.99", name="Kota Lain", short_name="Lain", level=Level.KOTA, lon=106.8, lat=-6.2
    )
    Office.objects.filter(code=city.offices.senen.code).update(area=elsewhere)
    boss = opened(administrator)
    assert "Lain" in boss.get(LIST).content.decode()
    there = boss.get(f"{LIST}?kota=31.99").content.decode()
    assert ("Lurah Gambir" in there, "Lurah Senen" in there) == (False, True)


@pytest.mark.parametrize("query", ["kota=99", "kota=%00", "sesudah=-1", "sesudah=99999999999", "sesudah=x"])
def test_what_narrows_to_nothing_narrows_not(opened, lurah_gambir, handled, query):
    assert "Lurah Gambir" in text(opened(lurah_gambir).get(f"{LIST}?{query}"))


def test_who_sits_where_no_reports_are_held_is_told(opened, budi, city):
    hospital = found("rs-contoh", "hospital", "RS Contoh")
    appoint(budi, hospital, Role.CLERK)
    mine = opened(budi)
    assert "tidak memegang laporan" in text(mine.get(LIST))
    assert len(mine.get(f"{LIST}unduh.csv").content.splitlines()) == 1


def test_a_number_of_days_longer_than_any_number_is_none(opened, lurah_gambir, city):
    assert opened(lurah_gambir).get(LIST, {"hari": "9" * 5000}).status_code == 200


def test_an_office_that_cannot_be_one_is_none(opened, lurah_gambir, city):
    assert opened(lurah_gambir).get(f"{LIST}%00/").status_code == 404
    assert opened(lurah_gambir).get(f"{LIST}%00/cases/").status_code == 404


@pytest.fixture
def measured(monkeypatch):
    """One case is enough, and two offices are a band."""
    monkeypatch.setattr("smartcity.reports.performance.FEWEST", 1)
    monkeypatch.setattr("smartcity.reports.comparing.LEAST", 2)
    monkeypatch.setattr("smartcity.reports.comparing.WEIGHS", 1)


@pytest.mark.parametrize("where", [LIST, GAMBIR])
def test_a_lurah_is_shown_beside_the_like_and_nobody_by_name(
    opened, lurah_gambir, handled, report, measured, where
):
    report(at=(106.83, -6.17))
    page = text(opened(lurah_gambir).get(where))
    assert "Dibanding kantor sejenis di" in page
    assert "separuh tengah dari 2 kantor" in page
    assert "kebanyakan" in page
    assert "Senen" not in page


def test_too_few_offices_are_no_comparison(opened, lurah_gambir, handled, monkeypatch):
    monkeypatch.setattr("smartcity.reports.performance.FEWEST", 1)
    assert "terlalu sedikit untuk sebuah perbandingan" in text(opened(lurah_gambir).get(GAMBIR))


def test_an_office_with_few_cases_is_neither_ranked_nor_measured(opened, lurah_gambir, handled):
    page = text(opened(lurah_gambir).get(LIST))
    assert "3 laporan, terlalu sedikit untuk dinilai" in page
    row = page[page.index("standing-few") :]
    assert "terlalu sedikit untuk dinilai" in row
    assert "<svg" not in row[: row.index("</tr>")]


def test_those_with_few_cases_stand_by_name(opened, administrator, handled, report, city):
    report(at=(106.83, -6.17))
    lines = opened(administrator).get(LIST).context["board"].lines
    assert [line.office.title for line in lines] == ["Lurah Gambir", "Lurah Senen"]
