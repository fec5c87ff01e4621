"""The pages of figures: what they say of whom, where each number leads, and what is in none of them."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from smartcity.areas.models import Area
from smartcity.areas.queries import forget
from smartcity.lib.time import at, hours, now
from smartcity.numbers.actions import count_anew
from smartcity.reports import actions
from smartcity.reports.models import Holding, Report
from smartcity.testing.city import SENEN, Reporting

pytestmark = pytest.mark.django_db
GAMBIR = "kantor/kelurahan-31.71.01.1001"


@pytest.fixture
def acted(report: Reporting, lurah_gambir: Any, lurah_senen: Any) -> list[Report]:
    """Two in Gambir acted on after two hours, one in Senen that waits, one that is private; counted."""
    here = [
        report(),
        report(text="Lubang lain"),
        report(at=SENEN, text="Menunggu"),
        report(visibility="private", text="Rahasia"),
    ]
    with at(now() + hours(2)):
        for one in here[:2]:
            actions.accept(one, lurah_gambir)
        count_anew()
    return here


def page(client: Client, where: str = "", status: int = 200) -> str:
    answer = client.get(f"/statistik/{where}")
    assert answer.status_code == status
    return answer.content.decode()


def listed(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-report="(\d+)"', html)]


def test_it_works(client: Client, acted: list[Report]) -> None:
    html = page(client)
    assert "dari 3 laporan publik" in html
    assert "Lurah Gambir" in html
    assert "Jalan rusak" in html
    assert "2,0 jam" in html


def test_before_the_first_count_it_says_so(client: Client, city: Any) -> None:
    for where in ("", "kantor/", "wilayah/", f"{GAMBIR}/"):
        assert "Angka pertama sedang dihitung" in page(client, where)


def test_every_number_of_an_office_opens_its_reports(client: Client, acted: list[Report]) -> None:
    html = page(client, f"{GAMBIR}/")
    links = re.findall(rf'href="/statistik/{GAMBIR}/(\w+)/[^"]*"><span>[^<]*</span><b>(\d+)</b>', html)
    assert ("cases", "2") in links
    for figure, n in links:
        assert len(listed(page(client, f"{GAMBIR}/{figure}/"))) == int(n)


def test_a_place_and_a_kind(client: Client, acted: list[Report]) -> None:
    assert listed(page(client, "wilayah/31.71.04.1001/cases/")) == [acted[2].number]
    assert len(listed(page(client, "kategori/road/cases/"))) == 3
    assert len(listed(page(client, "wilayah/31.71/cases/"))) == 3
    assert len(listed(page(client, "kota/semua/cases/"))) == 3


def test_what_was_hidden_since_is_in_no_list(client: Client, acted: list[Report], siti: Any) -> None:
    actions.hide(acted[2], siti)
    assert "dihapus atau disembunyikan" in page(client, "wilayah/31.71.04.1001/cases/")


@pytest.mark.parametrize("where", [
    "kantor/nobody/", "wilayah/99/", "kategori/crime/", "kategori/crime/cases/", f"{GAMBIR}/secrets/", "orang/siti/", "kota/lain/",
    "kantor/%00/", "kantor/?kind=nothing", "wilayah/?level=galaxy",
])  # fmt: skip
def test_what_is_not_there(client: Client, acted: list[Report], where: str) -> None:
    page(client, where, 404)


@pytest.mark.parametrize(
    "query", ["days=0", "days=abc", "days=99999999999", "after=-1", "after=1e9", "within='", "after=٣"]
)
def test_what_cannot_be_read_is_as_if_it_were_not_there(
    client: Client, acted: list[Report], query: str
) -> None:
    page(client, f"?{query}")
    page(client, f"kantor/?{query}")


def test_few_cases_have_no_place(client: Client, acted: list[Report]) -> None:
    assert 'data-label="Urutan">–<' in page(client, "kantor/?kind=kelurahan")


def test_with_enough_cases_there_is_a_range_of_places(client: Client, acted: list[Report], city: Any) -> None:
    for office, hour in ((city.offices.gambir, 1), (city.offices.senen, 5)):
        for _n in range(30):
            copy = Report.objects.get(pk=acted[2].pk)
            copy.pk, copy.client_id, copy.holder = None, uuid4(), office
            copy.save()
            Holding.objects.create(
                report=copy,
                office=office,
                since=copy.created_at,
                first_action_at=copy.created_at + hours(hour),
            )
    with at(now() + hours(9)):
        count_anew()
    html = page(client, "kantor/?kind=kelurahan")
    assert re.findall(r'data-label="Urutan">([^<]+)<', html) == ["1", "2"]
    assert html.index("Lurah Gambir") < html.index("Lurah Senen")


def test_per_10_000_residents_where_they_are_known(client: Client, acted: list[Report], city: Any) -> None:
    assert "per 10.000 jiwa" not in page(client, "wilayah/?level=kelurahan")
    Area.objects.filter(pk=city.gambir.pk).update(residents=20_000)
    forget()
    assert 'data-label="per 10.000 jiwa">1,0<' in page(client, "wilayah/?level=kelurahan")


def test_the_table_to_take_along(client: Client, acted: list[Report]) -> None:
    answer = client.get("/statistik/angka.csv?days=30")
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert any(line.startswith("office:kelurahan,kelurahan-31.71.01.1001,Lurah Gambir") for line in lines)
    assert not any("crime" in line for line in lines)


def test_the_densest_square_leads_to_its_reports(client: Client, acted: list[Report]) -> None:
    where = re.findall(r'href="(/\?since=[^"]+bbox=[^"]+)"', page(client))[0].replace("&amp;", "&")
    assert len(listed(client.get(where).content.decode())) == 2


def test_in_english(client: Client, acted: list[Report]) -> None:
    html = client.get("/statistik/", headers={"Accept-Language": "en"}).content.decode()
    assert "Statistics of the city" in html
    assert "2.0 hours" in html
