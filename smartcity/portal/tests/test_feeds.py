"""What a feed reader is given, and how little it costs to ask again."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from smartcity.portal import feeds
from smartcity.portal import queries as portal_queries
from smartcity.reports import actions
from smartcity.reports.models import Visibility
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.django_db
ALL, A = "/umpan/semua.atom", "{http://www.w3.org/2005/Atom}"


def read(answer) -> Element:
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(answer.content)


def titles(answer) -> list[str]:
    return [entry.findtext(f"{A}title") for entry in read(answer).iter(f"{A}entry")]


def links(feed: Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in feed.findall(f"{A}link")}


def test_it_works(client: Client, report, siti):
    one, two = report(text="Lubang pertama"), report(text="Lubang kedua")
    feed = read(client.get(ALL))
    assert titles(client.get(ALL)) == ["Lubang kedua", "Lubang pertama"]
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{A}{name}")
    assert feed.findtext(f"{A}author/{A}name")
    entry = feed.find(f"{A}entry")
    assert entry.findtext(f"{A}id").endswith(f"laporan/{two.number}")
    assert links(entry)["alternate"].endswith(f"/qlue/laporan/{two.number}/")
    for name in ("updated", "published", "summary"):
        assert entry.findtext(f"{A}{name}")
    assert one.number != two.number


def test_an_empty_feed_is_one(client: Client, city):
    feed = read(client.get(ALL))
    assert feed.findtext(f"{A}updated") == "2000-01-01T00:00:00Z"


def test_neither_reporter_nor_what_is_private(client: Client, report, siti):
    report(text="Hanya untuk kantor", visibility=Visibility.PRIVATE)
    report(text="Pencurian", category="crime")
    shown = report(text="Untuk semua")
    actions.sign(shown, siti, on=True)
    assert titles(client.get(ALL)) == ["Untuk semua"]
    assert "Siti" not in client.get(ALL).text


def test_what_was_hidden_is_gone_at_once(client: Client, report, siti):
    filed = report(text="Untuk semua")
    assert titles(client.get(ALL)) == ["Untuk semua"]
    actions.hide(filed, siti)
    assert titles(client.get(ALL)) == []


def test_by_area_and_category(client: Client, report):
    report(text="Di Gambir")
    report(text="Di Senen", at=SENEN)
    report(text="Banjir di Senen", at=SENEN, category="flood")
    assert titles(client.get("/umpan/wilayah/31.71.04.atom")) == ["Banjir di Senen", "Di Senen"]
    assert titles(client.get("/umpan/wilayah/31.71.04.atom?kategori=road")) == ["Di Senen"]
    assert titles(client.get("/umpan/kategori/flood.atom")) == ["Banjir di Senen"]


@pytest.mark.parametrize(
    "path",
    ["wilayah/99.atom", "kategori/nothing.atom", "kategori/crime.atom", "wilayah/31.71.atom?kategori=crime"],
)
def test_what_is_not_there(client: Client, city, path):
    assert client.get(f"/umpan/{path}").status_code == 404


@pytest.mark.parametrize("before", ["x", "-1", "1" * 40, "1.5"])
def test_a_bad_page_is_said(client: Client, city, before):
    answer = client.get(ALL, {"before": before})
    assert answer.status_code == 400
    assert answer.json()["field"] == "before"


def test_pages(client: Client, report, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 2)
    for n in range(3):
        report(text=f"Laporan {n}")
    first = links(read(client.get(ALL)))
    assert first["first"].endswith(ALL)
    older = client.get(first["next"])
    assert titles(older) == ["Laporan 0"]
    assert "next" not in links(read(older))
    assert links(read(older))["self"] == first["next"]


def test_who_has_it_already_is_told_only_that(client: Client, report):
    report()
    got = client.get(ALL)
    assert got["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in got.get("Vary", "")
    assert client.get(ALL, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert client.get(ALL, headers={"If-Modified-Since": got["Last-Modified"]}).status_code == 304
    report(text="Yang baru")
    assert client.get(ALL, headers={"If-None-Match": got["ETag"]}).status_code == 200


def test_who_asks_without_end_is_answered_from_memory(client: Client, report, monkeypatch):
    report()
    asked = []
    page = portal_queries.page
    monkeypatch.setattr(portal_queries, "page", lambda *a: asked.append(a) or page(*a))
    for _time in range(20):
        assert len(titles(client.get(ALL))) == 1
    assert len(asked) == 1


def test_in_english(client: Client, report):
    report()
    feed = client.get(ALL, headers={"Accept-Language": "en"})
    assert "Broken road" in feed.text
    assert 'xml:lang="en"' in feed.text


def test_the_map_names_its_feed(client: Client, report):
    report()
    assert f'href="{ALL}"' in client.get("/").text
    html = client.get("/?area=31.71&category=road").text
    assert 'type="application/atom+xml"' in html
    assert 'href="/umpan/wilayah/31.71.atom?kategori=road"' in html
    assert 'href="/umpan/kategori/road.atom"' in client.get("/?category=road").text
