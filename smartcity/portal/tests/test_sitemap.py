"""What search engines may find: every public page, and nothing else."""

import re

import pytest
from defusedxml import ElementTree

from smartcity.portal import sitemap
from smartcity.reports.models import Category, Report

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def address(settings):
    settings.BASE_URL = "https://lapor.example.id"


def places(client, path="/sitemap.xml"):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    found = [place.text for place in ElementTree.fromstring(answer.content).iter(f"{SPACE}loc")]
    return [place.removeprefix("https://lapor.example.id") for place in found]


def test_it_works(client, report):
    one = report()
    parts = places(client)
    assert parts == ["/sitemap-halaman.xml", "/sitemap-wilayah.xml", "/sitemap-laporan-0.xml"]
    assert places(client, parts[2]) == [f"/qlue/laporan/{one.number}/"]
    assert places(client, parts[1]) == ["/qlue/wilayah/31.71.01.1001/", "/qlue/wilayah/31.71.04.1001/"]
    assert all(client.get(path).status_code == 200 for part in parts for path in places(client, part))


def test_robots_name_it(client):
    assert b"\nSitemap: https://lapor.example.id/sitemap.xml\n" in client.get("/robots.txt").content


def test_what_is_private_is_in_none(client, report):
    one = report()
    report(visibility="private")
    report(category="crime")
    strayed = report()
    Report.objects.filter(pk=strayed.pk).update(category=Category.objects.get(code="crime"))
    assert places(client, "/sitemap-laporan-0.xml") == [f"/qlue/laporan/{one.number}/"]


def test_a_part_is_full_and_the_next_begins(client, report, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 2)
    numbers = [report().number for _ in range(5)]
    parts = [part for part in places(client) if "laporan" in part]
    found = [places(client, part) for part in parts if client.get(part).status_code == 200]
    assert all(len(some) <= 2 for some in found)
    assert [int(re.findall(r"\d+", path)[0]) for some in found for path in some] == numbers


@pytest.mark.parametrize(
    "part", ["laporan-7", "laporan-x", "laporan--1", "laporan-9999999999", "nothing", "laporan-٣"]
)
def test_a_part_that_is_not_there(client, report, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_an_empty_city(client, db):
    assert places(client) == ["/sitemap-halaman.xml"]
