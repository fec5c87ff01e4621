"""OGC API - Features - Part 1: Core, as programs ask it and as GDAL reads it."""

import json
import subprocess
import sys
from threading import Thread
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from smartcity.lib.time import at, hours, now, w3c
from smartcity.ogc import asking, features
from smartcity.reports import actions
from smartcity.reports.models import Category, Report
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.django_db
REPORTS, AREAS = "/ogc/collections/reports/items", "/ogc/collections/areas/items"


def told(client, path, **params):
    answer = client.get(f"{path}?{urlencode(params)}" if params else path)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def ids(client, path=REPORTS, **params):
    return [one["id"] for one in told(client, path, **params)["features"]]


def link(said, rel):
    return next((one["href"] for one in said["links"] if one["rel"] == rel), None)


def test_the_landing_page_leads_everywhere(client, city):
    said = told(client, "/ogc/")
    rels = {one["rel"] for one in said["links"]}
    assert rels >= {"self", "alternate", "service-desc", "service-doc", "conformance", "data", "license"}
    for one in said["links"]:
        if "/ogc/" in one["href"]:
            path = one["href"].partition("/ogc/")[2]
            answer = client.get(f"/ogc/{path}")
            assert answer.status_code == 200
            assert answer["Content-Type"].startswith(one["type"].partition(";")[0])


def test_it_says_what_it_conforms_to(client, db):
    conforms = told(client, "/ogc/conformance")["conformsTo"]
    assert {one.rpartition("/")[2] for one in conforms} == {"core", "oas30", "html", "geojson"}


def test_collections(client, report):
    report()
    reports, areas = told(client, "/ogc/collections")["collections"]
    assert (reports["id"], areas["id"]) == ("reports", "areas")
    assert reports["extent"]["spatial"]["bbox"] == [[106.8, -6.18, 106.84, -6.16]]
    assert reports["extent"]["temporal"]["interval"][0]
    assert told(client, "/ogc/collections/reports")["id"] == "reports"


def test_it_works(client, report):
    one = report()
    said = told(client, REPORTS)
    assert (said["numberReturned"], said["numberMatched"]) == (1, 1)
    (feature,) = said["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [106.81, -6.17]}
    assert told(client, f"{REPORTS}/{one.number}")["properties"] == feature["properties"]
    assert client.get(REPORTS)["Content-Type"] == "application/geo+json"
    assert client.get(REPORTS)["Access-Control-Allow-Origin"] == "*"


def test_nothing_private(client, report, siti):
    public = report()
    hidden = [report(visibility="private"), report(category="crime"), report()]
    Report.objects.filter(pk=hidden[2].pk).update(category=Category.objects.get(code="crime"))
    said = told(client, REPORTS)
    assert [one["id"] for one in said["features"]] == [public.number]
    assert said["numberMatched"] == 1
    for one in hidden:
        assert client.get(f"{REPORTS}/{one.number}").status_code == 404
    client.force_login(siti)  # not even for who wrote it: this door knows nobody
    assert ids(client) == [public.number]
    assert client.get(f"{REPORTS}/{hidden[0].number}").status_code == 404


@pytest.mark.parametrize("timed", [False, True])
def test_page_by_page(client, report, timed):
    wanted = [report().number for _ in range(5)][::-1]
    params = {"limit": 2} | ({"datetime": f"{w3c(now() - hours(1))}/.."} if timed else {})
    path, found = f"{REPORTS}?{urlencode(params)}", []
    while path:
        said = told(client, path)
        found.append([one["id"] for one in said["features"]])
        path = link(said, "next")
        path = path and "/ogc" + path.partition("/ogc")[2]
    assert found == [wanted[:2], wanted[2:4], wanted[4:]]


def test_areas_page_by_page(client, city):
    said = told(client, AREAS, limit=3)
    assert [one["id"] for one in said["features"]] == ["31.71", "31.71.01", "31.71.04"]
    said = told(client, "/ogc" + link(said, "next").partition("/ogc")[2])
    assert [one["id"] for one in said["features"]] == ["31.71.01.1001", "31.71.04.1001"]
    assert link(said, "next") is None
    assert ids(client, AREAS, level="kelurahan", bbox="106.825,-6.175,106.83,-6.17") == ["31.71.04.1001"]
    assert ids(client, AREAS, parent="31.71.01") == ["31.71.01.1001"]
    assert told(client, f"{AREAS}/31.71.01")["properties"]["full_name"] == "Gambir, Jakarta Pusat"


def test_filters(client, report, lurah_gambir):
    one, there = report(category="flood"), report(at=SENEN)
    actions.accept(one, lurah_gambir)
    assert ids(client, category="flood") == [one.number]
    assert ids(client, category="flood,road") == [there.number, one.number]
    assert ids(client, status="in_progress") == [one.number]
    assert ids(client, area="31.71.04") == [there.number]
    assert ids(client, bbox="106.82,-6.18,106.84,-6.16") == [there.number]
    assert ids(client, bbox="106.82,-6.18,0,106.84,-6.16,99") == [there.number]


@pytest.mark.parametrize("box, found", [
    ("-180,-90,180,90", 1), ("170,-10,110,10", 1), ("106.82,-10,-170,10", 0), ("170,-10,-170,10", 0),
    ("106.81,-6.17,106.81,-6.17", 1),
])  # fmt: skip
def test_boxes_that_are_legal(client, report, box, found):
    report()
    assert len(ids(client, bbox=box)) == found


def test_moments(client, report):
    with at(now() - hours(48)):
        old = report()
    new = report()
    day, moment = f"{old.created_at.astimezone():%Y-%m-%d}", w3c(old.created_at + hours(1))
    assert ids(client, datetime=day) == [old.number]
    assert ids(client, datetime=f"../{moment}") == ids(client, datetime=f"/{moment}") == [old.number]
    assert ids(client, datetime=f"{moment}/..") == [new.number]
    assert ids(client, datetime=moment) == []
    assert ids(client, datetime="../..") == [new.number, old.number]


def test_a_limit_beyond_all_is_the_greatest(client, report, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    for _ in range(3):
        report()
    said = told(client, REPORTS, limit=10**9)
    assert (said["numberReturned"], said["numberMatched"]) == (2, 3)


def test_what_is_too_many_to_count_is_not_told(client, report, monkeypatch):
    monkeypatch.setattr(features, "COUNTED", 1)
    report(), report()
    assert "numberMatched" not in told(client, REPORTS)


@pytest.mark.parametrize("query", [
    "bbox=nan,0,1,1", "bbox=inf,0,1,1", "bbox=106,-5,107,-6", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=", "bbox=a,b,c,d",
    "bbox=-181,0,0,1", "bbox=0,-91,0,1", "limit=0", "limit=-1", "limit=x", "limit=1.5", "limit=", "limit=٣",
    "datetime=kemarin", "datetime=", "datetime=2026-13-01", "datetime=2026-11-02/2026-11-01", "datetime=2026-11-01/x",
    "datetime=a/b/c", "datetime=0001-01-01", "f=pdf", "nothing=1", "after=x", "after=1.5", "category=crime'", "status=gone",
    "area=%00", "crs=EPSG:4326", "&".join(f"x{n}=1" for n in range(1500)),
])  # fmt: skip
def test_bad_input(client, report, query):
    report()
    answer = client.get(f"{REPORTS}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    said = json.loads(answer.content)
    assert said["code"]
    assert said["description"]


@pytest.mark.parametrize("path", [
    "/ogc/collections/people", "/ogc/collections/people/items", f"{REPORTS}/1", f"{REPORTS}/x", f"{REPORTS}/{'9' * 40}",
    f"{AREAS}/99", f"{REPORTS}/711953x",
])  # fmt: skip
def test_what_is_not_there(client, report, path):
    report()
    assert client.get(path).status_code == 404
    page = client.get(f"{path}?f=html", headers={"Accept-Language": "en"})
    assert page.status_code == 404
    assert "There is" in page.content.decode()


@pytest.mark.parametrize("accept, mime", [
    ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"), ("*/*", "application/geo+json"), ("", "application/geo+json"),
    ("application/json", "application/geo+json"), ("application/geo+json", "application/geo+json"),
    ("text/html;q=0.5,application/json", "application/geo+json"),
])  # fmt: skip
def test_whoever_asks_gets_what_they_read(client, city, accept, mime):
    answer = client.get(REPORTS, headers={"Accept": accept} if accept else {})
    assert answer["Content-Type"].startswith(mime)
    assert "Accept" in answer["Vary"]
    assert (
        client.get(f"{REPORTS}?f=json", headers={"Accept": accept})["Content-Type"] == "application/geo+json"
    )


def test_pages_for_people_in_both_languages(client, report):
    one = report()
    for path in ("/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/reports",
                 "/ogc/collections/areas", REPORTS, AREAS, f"{REPORTS}/{one.number}", f"{AREAS}/31.71"):  # fmt: skip
        words = [
            client.get(f"{path}?f=html", headers={"Accept-Language": language}) for language in ("id", "en")
        ]
        assert [answer.status_code for answer in words] == [200, 200]
        assert words[0].content != words[1].content
        assert b'lang="en"' in words[1].content


def test_the_definition_names_every_path(client, city):
    said = json.loads(client.get("/ogc/api").content)
    assert said["openapi"].startswith("3.0")
    assert {"/collections/reports/items", "/collections/areas/items/{featureId}"} <= set(said["paths"])
    assert said["components"]["parameters"]["limit"]["schema"]["maximum"] == asking.MOST


# --- GDAL


class Quiet(WSGIRequestHandler):
    def log_message(self, *said):
        """Nothing: tests are read by people."""


@pytest.fixture
def served(in_a_file, settings, request):
    """Its address, with the city of the test behind it."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    settings.BASE_URL = f"http://127.0.0.1:{server.server_port}"

    def serve():
        server.serve_forever()
        connection.close()

    thread = Thread(target=serve)
    thread.start()
    yield f"{settings.BASE_URL}/ogc/"
    server.shutdown()
    thread.join()
    server.server_close()


READ = """
import json, sys, pyogrio
where, layer, options = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
options = {name: tuple(said) if name == "bbox" else said for name, said in options.items()}
info = pyogrio.read_info(where, layer=layer)
meta, _fids, shapes, columns = pyogrio.raw.read(where, layer=layer, **options)
told = dict(zip(meta["fields"].tolist(), ([str(v) for v in column] for column in columns)))
print(json.dumps({"layers": pyogrio.list_layers(where).tolist(), "features": info["features"], "crs": info["crs"],
                  "fields": info["fields"].tolist(), "rows": len(shapes), "told": told}))
"""


def gdal(where, layer, **options):
    """What GDAL reads there: in a process of its own, for it waits without letting go of the interpreter."""
    asked = [sys.executable, "-c", READ, f"OAPIF:{where}", layer, json.dumps(options)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.django_db(transaction=True)
def test_gdal_opens_it(served, report):
    numbers = {str(report().number) for _ in range(3)}
    said = gdal(served, "reports")
    assert {name for name, _kind in said["layers"]} == {"reports", "areas"}
    assert (said["features"], said["crs"]) == (3, "EPSG:4326")
    assert {"number", "category", "status", "created_at", "coarse"} <= set(said["fields"])
    assert set(said["told"]["number"]) == numbers
    assert gdal(served, "reports", bbox=[106.82, -6.18, 106.84, -6.16])["rows"] == 0
    assert gdal(served, "areas")["rows"] == 5


@pytest.mark.django_db(transaction=True)
def test_gdal_goes_on_page_by_page(served, report):
    numbers = {str(report().number) for _ in range(5)}
    assert set(gdal(served, "reports", PAGE_SIZE="2")["told"]["number"]) == numbers
