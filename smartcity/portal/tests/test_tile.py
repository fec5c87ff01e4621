"""The vector tiles: what is in them, what never is, and how long they live."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from smartcity.lib.geo import tile_bounds, tile_of
from smartcity.lib.time import at, hours, now
from smartcity.portal.tests.decode import decode
from smartcity.portal.tests.test_home import listed
from smartcity.reports import actions
from smartcity.testing.city import GAMBIR, SENEN, Reporting

pytestmark = pytest.mark.django_db


def address(z: int, place: tuple[float, float] = GAMBIR, **filters: Any) -> str:
    x, y = tile_of(*place, z)
    return f"/tiles/reports/{z}/{x}/{y}.mvt?{urlencode(filters, doseq=True)}"


def layers(client: Client, z: int, place: tuple[float, float] = GAMBIR, **filters: Any) -> dict[str, Any]:
    response = client.get(address(z, place, **filters))
    assert response.status_code == 200
    return decode(response.content)


def test_it_works(client: Client, report: Reporting) -> None:
    one = report()
    (mark,) = layers(client, 14)["reports"]
    assert mark.pop("x") == int((GAMBIR[0] + 180) / 360 * 2**14 % 1 * 4096)
    assert 0 <= mark.pop("y") < 4096
    assert mark == {"id": one.number, "status": "waiting", "category": "road", "late": False}


def test_a_tile_holds_its_own_ground_only(client: Client, report: Reporting) -> None:
    report()
    assert layers(client, 16, SENEN) == {}


def test_neighbouring_tiles_add_up(client: Client, report: Reporting) -> None:
    for n in range(6):
        report(at=(106.8111 + n / 1000, -6.17), text=f"Lubang {n}")
    x, y = tile_of(*GAMBIR, 15)
    tiles = [decode(client.get(f"/tiles/reports/15/{x + dx}/{y}.mvt").content) for dx in (-1, 0, 1)]
    marks = sum(len(tile.get("reports", [])) for tile in tiles)
    assert marks + sum(c["count"] for tile in tiles for c in tile.get("clusters", [])) == 6
    assert all(0 <= f["x"] < 4096 for tile in tiles for layer in tile.values() for f in layer)


def test_a_crowded_square_is_one_cluster_whose_counts_add_up(
    client: Client, report: Reporting, lurah_gambir: Any
) -> None:
    many = [report(at=(106.81 + n / 1e5, -6.17), text=f"Lubang {n}") for n in range(5)]
    actions.accept(many[0], lurah_gambir)
    actions.reject(many[1], lurah_gambir, reason="Sudah dilaporkan")
    found = layers(client, 12)
    assert "reports" not in found
    (cluster,) = found["clusters"]
    del cluster["x"], cluster["y"], cluster["box"]
    assert cluster == {"id": None, "count": 5, "red": 3, "amber": 1, "green": 0, "grey": 1, "late": 0}


def test_a_cluster_says_the_box_around_its_reports(client: Client, report: Reporting) -> None:
    for n, (east, north) in enumerate(((0, 0), (2e-4, 1e-4), (1e-4, 3e-4), (5e-5, 0))):
        report(at=(106.81 + east, -6.17 + north), text=f"Lubang {n}")
    (cluster,) = layers(client, 12)["clusters"]
    west, south, east, north = map(float, cluster["box"].split(","))
    assert (west, south, east, north) == pytest.approx((106.81, -6.17, 106.8102, -6.1697), abs=2.1e-5)
    assert max(west - 106.81, south + 6.17) <= 0
    assert min(east - 106.8102, north + 6.1697) >= 0, "never less than all"
    assert len(listed(client.get(f"/kartu/?bbox={cluster['box']}").text)) == cluster["count"]


def test_a_square_has_room_for_three_marks(client: Client, report: Reporting) -> None:
    west, south, east, north = tile_bounds(15, *tile_of(*GAMBIR, 15))  # a square of the tile at zoom 12
    corners = [
        (west + (east - west) * a, south + (north - south) * b) for a in (0.1, 0.9) for b in (0.1, 0.9)
    ]
    for n, corner in enumerate(corners[:3]):
        report(at=corner, text=f"Lubang {n}")
    assert len(layers(client, 12)["reports"]) == 3
    report(at=corners[3], text="Lubang 3")
    found = layers(client, 12)
    assert ("reports" in found, [c["count"] for c in found["clusters"]]) == (False, [4])
    assert len(layers(client, 13)["reports"]) == 4


def test_a_cluster_stands_in_the_middle_of_its_reports(client: Client, report: Reporting) -> None:
    for n in range(5):
        report(at=(106.81 + n / 1e5, -6.17), text=f"Lubang {n}")
    (cluster,) = layers(client, 14)["clusters"]
    assert cluster["x"] == int((106.81002 + 180) / 360 * 2**14 % 1 * 4096)


def test_reports_at_one_spot_are_a_cluster_at_every_zoom(client: Client, report: Reporting) -> None:
    report()
    report(text="Lubang yang sama")
    for z in (14, 19, 22):
        (cluster,) = layers(client, z)["clusters"]
        assert cluster["count"] == 2


def test_a_private_report_is_not_even_counted(client: Client, report: Reporting) -> None:
    report(visibility="private")
    report(category="crime")
    assert layers(client, 0) == layers(client, 14) == {}


def test_only_what_is_active_is_shown(client: Client, report: Reporting) -> None:
    one = report()
    type(one).objects.update(active=False)
    assert layers(client, 14) == {}


def test_a_period_shows_what_is_past(client: Client, report: Reporting) -> None:
    with at(now() - hours(24 * 20)):
        one = report()
    type(one).objects.update(active=False)
    day = f"{timezone.localdate(one.created_at)}"
    (mark,) = layers(client, 14, since=day)["reports"]
    assert mark["id"] == one.number
    report()
    assert len(layers(client, 14, since=day, until=day)["reports"]) == 1


def test_late_is_told(client: Client, report: Reporting) -> None:
    with at(now() - hours(30)):
        report()
    (mark,) = layers(client, 14)["reports"]
    assert mark["late"] is True


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        ({"status": "waiting"}, True),
        ({"status": ["done", "waiting"]}, True),
        ({"status": "done"}, False),
        ({"category": "road"}, True),
        ({"category": "flood"}, False),
        ({"area": "31.71"}, True),
        ({"area": "31.71.01.1001"}, True),
        ({"area": "31.71.04"}, False),
        ({"area": "31.7"}, False),
        ({"q": "LUBANG jalan"}, True),
        ({"q": "gambir"}, True),
        ({"q": "lubang senen"}, False),
        ({"q": "100%"}, False),
        ({"q": "L_bang"}, False),
        ({"bbox": "106.8,-6.18,106.82,-6.16"}, True),
        ({"bbox": "106.8,-6.18,106.805,-6.16"}, False),
        ({"utm_source": "koran"}, True),
    ],
)
def test_filters(client: Client, report: Reporting, filters: dict[str, Any], seen: bool) -> None:
    report()
    assert ("reports" in layers(client, 14, **filters)) is seen


def test_one_query(client: Client, report: Reporting, django_assert_num_queries: Any) -> None:
    report()
    with django_assert_num_queries(1):
        client.get(address(14, area="31.71", category="road", q="lubang"))


def test_who_has_it_already_gets_304_until_something_changes(
    client: Client, report: Reporting, lurah_gambir: Any
) -> None:
    one = report()
    first = client.get(address(14))
    assert first["Cache-Control"] == "public, max-age=3, stale-while-revalidate=30"
    again = client.get(address(14), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    actions.accept(one, lurah_gambir)
    assert client.get(address(14), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_gzip(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("smartcity.portal.tiles.tile", lambda *_: b"a tile" * 100)
    response = client.get(address(14), headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 300
    again = client.get(address(14), headers={"accept-encoding": "gzip", "if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_an_empty_tile(client: Client, city: Any) -> None:
    response = client.get(address(22))
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("99/0/0", 400),
        ("23/0/0", 400),
        ("2/4/0", 404),
        ("2/0/4", 404),
        ("-1/0/0", 400),
        ("a/b/c", 400),
        ("1e3/0/0", 400),
        ("2/0/٣", 400),
        ("2/99999999999999999999/0", 400),
        ("0/0/0?status=broken", 400),
        ("0/0/0?category=%27%3B--", 400),
        ("0/0/0?area=%25", 400),
        ("0/0/0?since=2026-13-01", 400),
        ("0/0/0?since=2026-01-01&until=2025-12-31", 400),
        ("0/0/0?since=2020-01-01", 400),
        ("0/0/0?until=2026-01-01", 400),
        ("0/0/0?since=0001-01-01", 400),
        ("0/0/0?bbox=NaN,0,1,1", 400),
        ("0/0/0?bbox=inf,0,1,1", 400),
        ("0/0/0?bbox=2,0,1,1", 400),
        ("0/0/0?bbox=170,0,-170,1", 400),
        ("0/0/0?bbox=1,2,3", 400),
        ("0/0/0?bbox=-9999,0,9999,1", 400),
        ("0/0/0?q=%00", 400),
        ("0/0/0?q=" + "a" * 101, 400),
        ("0/0/0?q=" + "a+" * 9, 400),
        ("0/0/0?" + "status=done&" * 500, 400),
    ],
)
def test_bad_input_is_refused_in_words(client: Client, city: Any, path: str, status: int) -> None:
    where, _mark, query = path.partition("?")
    response = client.get(f"/tiles/reports/{where}.mvt?{query}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert len(response.json()["title"]) > 15


def test_problems_speak_english_too(client: Client, city: Any) -> None:
    response = client.get("/tiles/reports/99/0/0.mvt", headers={"accept-language": "en"})
    assert response.json()["title"] == "There is no tile z=99: z goes from 0 to 22."


def test_nobody_writes_to_a_tile(client: Client, city: Any) -> None:
    assert client.post("/tiles/reports/0/0/0.mvt").status_code == 405


@pytest.mark.parametrize("path", ["reports/0/0/0.mvt", "areas.geojson"])
def test_too_many_words_in_the_address_are_a_problem_like_any_other(client: Client, path: str) -> None:
    response = client.get(f"/tiles/{path}?{'&'.join(f'a{n}=1' for n in range(1001))}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
