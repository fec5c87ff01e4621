"""The page of open data and its files."""

import csv
import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO, StringIO

import openpyxl
import pytest

from smartcity.lib.time import at
from smartcity.opendata import chores
from smartcity.opendata.columns import NAMES
from smartcity.opendata.models import Snapshot
from smartcity.reports import actions
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = datetime(2026, 10, 20, 5, tzinfo=UTC), datetime(2026, 11, 20, 5, tzinfo=UTC)
MONTH = "/data/bulanan/laporan-2026-10.csv"


def body(answer):
    assert answer.status_code == 200
    return answer.getvalue()


def numbers(answer):
    return [int(row["number"]) for row in csv.DictReader(StringIO(body(answer).decode(), newline=""))]


@pytest.fixture
def october(report):
    """A report in October, its file made in November."""
    with at(OCTOBER):
        one = report()
    chores.take_back()
    with at(NOVEMBER):
        chores.keep_months()
        yield one


def test_it_works(client, report):
    report()
    answer = client.get("/data/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "CC BY 4.0" in html
    assert all(f"<code>{name}</code>" in html for name in NAMES)
    assert re.findall(r'formaction="([^"]+)"', html) == [
        f"/data/laporan.{kind}" for kind in ("csv", "geojson", "xlsx", "gpkg")
    ]


def test_it_speaks_english(client, city):
    html = client.get("/data/", headers={"Accept-Language": "en"}).content.decode()
    assert "Open data" in html
    assert "Longitude, WGS 84" in html
    assert "bujur" not in html.lower()


def test_the_licence_is_the_city_s(client, city, settings):
    settings.DATA_LICENCE, settings.DATA_LICENCE_URL = "CC0 1.0", "https://example.id/cc0"
    assert (
        '<a href="https://example.id/cc0" rel="license">CC0 1.0</a>' in client.get("/data/").content.decode()
    )


@pytest.mark.parametrize("kind, mime", [
    ("csv", "text/csv"), ("geojson", "application/geo+json"), ("gpkg", "application/geopackage+sqlite3"),
    ("xlsx", "application/vnd.openxmlformats"),
])  # fmt: skip
def test_each_format(client, report, kind, mime):
    report()
    answer = client.get(f"/data/laporan.{kind}")
    assert answer["Content-Type"].startswith(mime)
    assert re.fullmatch(rf'attachment; filename="laporan-\d{{8}}\.{kind}"', answer["Content-Disposition"])
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert len(body(answer)) > 100


def test_filters_hold(client, report):
    report(category="flood")
    one = report()
    there = report(at=SENEN)
    assert numbers(client.get("/data/laporan.csv?category=road&area=31.71.01")) == [one.number]
    assert numbers(client.get("/data/laporan.csv?bbox=106.82,-6.18,106.84,-6.16")) == [there.number]
    assert numbers(
        client.get("/data/laporan.csv?status=&category=&area=&since=&until=&category=road&area=31.71.04")
    ) == [there.number]


def test_csv_for_excel(client, report):
    report()
    assert body(client.get("/data/laporan.csv?bom=1")).startswith(b"\xef\xbb\xbfnumber,")


def test_a_workbook_speaks_the_reader_s_language(client, report):
    report()
    book = body(client.get("/data/laporan.xlsx", headers={"Accept-Language": "en"}))
    assert openpyxl.load_workbook(BytesIO(book), read_only=True).sheetnames == ["Reports", "Dictionary"]


def test_head_reads_nothing(client, report, django_assert_max_num_queries):
    report()
    with django_assert_max_num_queries(2):
        answer = client.head("/data/laporan.xlsx")
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.mark.parametrize("query, said", [
    ("since=kemarin", "bukan tanggal"), ("until=2026-01-01", "tanggal mulai"), ("since=2026-02-01&until=2026-01-01", "mendahului"),
    ("status=gone", "Tidak ada status"), ("category=x", "Tidak ada kategori"), ("category=crime", "Tidak ada kategori"),
    ("area=99", "Tidak ada wilayah"), ("area=%00", "Tidak ada wilayah"), ("bbox=nan,0,1,1", "Kotak peta"),
    ("bbox=107,-6,106,-5", "terbalik"), ("bbox=1,2,3", "Kotak peta"), ("bbox=-999,0,999,1", "di luar bumi"),
    ("&".join(f"status=waiting{n}" for n in range(500)), "Terlalu banyak saringan"),
])  # fmt: skip
def test_bad_input(client, city, query, said):
    """A person gets the form back as it was filled, a program a problem."""
    page = client.get(f"/data/laporan.csv?{query}", headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert said in page.content.decode()
    answer = client.get(f"/data/laporan.csv?{query}", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert said in json.loads(answer.content)["title"]


def test_nothing_typed_is_lost(client, city):
    answer = client.get("/data/laporan.csv?since=2026-02-31&until=2026-03-01&category=road&area=31.71.01&q=lubang",
                        headers={"Accept": "text/html"})  # fmt: skip
    html = answer.content.decode()
    assert 'name="since" value="2026-02-31"' in html
    assert 'name="until" value="2026-03-01"' in html
    assert 'name="q" value="lubang"' in html
    assert re.search(r'value="road" id="c-road" checked', html)
    assert '<option value="31.71.01" selected>' in html


def test_a_thousand_fields(client, city):
    query = "&".join(f"x{n}=1" for n in range(1200))
    assert client.get(f"/data/laporan.csv?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/data/laporan.pdf", "/data/laporan.", "/data/bulanan/laporan-2026-13.csv",
                                  "/data/bulanan/..%2f..%2fsecret.key", "/data/bulanan/laporan-2026-10.exe"])  # fmt: skip
def test_what_is_not_there(client, october, path):
    assert client.get(path).status_code == 404


def test_months_are_listed_with_what_they_hold(client, october):
    html = client.get("/data/").content.decode()
    for one in Snapshot.objects.all():
        assert f'href="/data/bulanan/{one.name}"' in html
        assert one.sha256 in html
    assert "1 laporan" in html


def test_a_month_can_be_resumed(client, october):
    answer = client.get(MONTH)
    whole = body(answer)
    assert answer["ETag"] == f'"{sha256(whole).hexdigest()}"'
    part = client.get(MONTH, headers={"Range": "bytes=100-", "If-Range": answer["ETag"]})
    assert (part.status_code, part.getvalue()) == (206, whole[100:])
    assert (
        f"{sha256(whole).hexdigest()}  laporan-2026-10.csv"
        in client.get("/data/bulanan/SHA256SUMS").content.decode()
    )


def test_a_month_whose_report_was_taken_back_is_given_to_nobody(client, october, siti):
    actions.hide(october, siti)
    answer = client.get(MONTH)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    chores.take_back()
    html = client.get("/data/").content.decode()
    assert "sedang dibuat ulang" in html
    assert f'href="{MONTH}"' not in html
    assert "SHA256SUMS" in html
    assert client.get("/data/bulanan/SHA256SUMS").content == b""
    chores.keep_months()
    assert str(october.number).encode() not in body(client.get(MONTH))
    assert "dibuat ulang" in client.get("/data/").content.decode()


def test_sensitive_kinds_are_named(client, city):
    assert "peka" in client.get("/data/").content.decode()
