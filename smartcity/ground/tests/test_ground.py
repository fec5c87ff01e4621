"""Roads and water of the map: `smartcity ground`, its tiles, what a page says of it."""

import json

import pytest
from click.testing import CliRunner

from smartcity.ground.commands import ground
from smartcity.ground.models import Piece, Sheet
from smartcity.ground.queries import laid
from smartcity.lib.env import Basemap
from smartcity.lib.errors import Invalid
from smartcity.lib.geo import tile_of
from smartcity.portal.tests.decode import decode
from smartcity.testing.city import GAMBIR

pytestmark = pytest.mark.django_db
LON, LAT = GAMBIR
WHO = "© kontributor OpenStreetMap"
STREET = {"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.004, LAT + 0.001]]}
POND = {"type": "Polygon", "coordinates": [
    [[LON, LAT], [LON + 0.004, LAT], [LON + 0.004, LAT + 0.004], [LON, LAT + 0.004], [LON, LAT]],
    [[LON + 0.001, LAT + 0.001], [LON + 0.002, LAT + 0.001], [LON + 0.002, LAT + 0.002], [LON + 0.001, LAT + 0.001]],
]}  # fmt: skip


def far(geometry):
    return json.loads(json.dumps(geometry).replace("106.81", "110.81"))


@pytest.fixture
def load(city, tmp_path):
    """`load(kind, geometry or (geometry, highway), ...)`: what the command says."""

    def load(kind, *features, source=WHO):
        file = tmp_path / "ground.geojson"
        pairs = [one if isinstance(one, tuple) else (one, None) for one in features]
        made = [
            {"type": "Feature", "properties": {"highway": way}, "geometry": geometry}
            for geometry, way in pairs
        ]
        file.write_text(json.dumps({"type": "FeatureCollection", "features": made}))
        return CliRunner().invoke(ground, ["load", kind, str(file), "--source", source])

    return load


def layers(client, z, place=GAMBIR):
    x, y = tile_of(*place, z)
    answer = client.get(f"/tiles/ground/{z}/{x}/{y}.mvt")
    assert answer.status_code == 200
    return decode(answer.content)


def test_it_works(load, client):
    assert "1 dimuat, 0 di luar kota dilewati" in load("roads", (STREET, "primary")).output
    (road,) = layers(client, 14)["roads"]
    ((start, end),) = road["paths"]
    assert (road["form"], road["weight"]) == (2, 1)
    assert start[0] == round((LON + 180) / 360 * 2**14 % 1 * 4096)
    assert end[0] - start[0] == pytest.approx(0.004 / 360 * 2**14 * 4096, abs=1)
    assert end[1] < start[1], "y grows southwards"


def test_only_what_matters_is_drawn_from_afar(load, client):
    load("roads", (STREET, "motorway_link"), (STREET, "tertiary"), (STREET, "footway"), STREET)
    seen = {
        z: sorted(road["weight"] for road in layers(client, z).get("roads", [])) for z in (10, 11, 12, 13, 14)
    }
    assert seen == {10: [], 11: [1], 12: [1, 2], 13: [1, 2, 3], 14: [1, 2, 3]}


def test_water_has_islands(load, client):
    load("water", POND, STREET)
    found = layers(client, 14)
    ((outline, hole),) = (one["paths"] for one in found["water"])
    assert (len(outline), len(hole)) == (4, 3)
    assert area(outline) > 0 > area(hole), "outlines clockwise as seen, holes the other way"
    assert len(found["rivers"]) == 1


def area(ring):
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_a_line_goes_on_in_the_next_tile(load, client):
    load("roads", {"type": "LineString", "coordinates": [[LON - 0.05, LAT], [LON + 0.05, LAT]]})
    x, y = tile_of(LON, LAT, 14)
    for dx in (-1, 0, 1):
        (road,) = decode(client.get(f"/tiles/ground/14/{x + dx}/{y}.mvt").content)["roads"]
        ((a, b),) = road["paths"]
        assert {a[0], b[0]} == {-64, 4096 + 64}


def test_another_file_takes_its_place_and_the_other_kind_stays(load, client):
    load("water", POND)
    load("roads", (STREET, "primary"))
    load("roads", STREET, source="Dinas Bina Marga")
    assert [road["weight"] for road in layers(client, 14)["roads"]] == [3]
    assert "water" in layers(client, 14)
    assert laid().sources == ("© kontributor OpenStreetMap", "Dinas Bina Marga")
    assert CliRunner().invoke(ground, ["clear", "water"]).output == "diambil dari peta\n"
    assert "water" not in layers(client, 14)
    assert CliRunner().invoke(ground, ["clear", "water"]).output == "tidak ada yang dimuat\n"
    assert CliRunner().invoke(ground, ["list"]).output.endswith("Dinas Bina Marga\n")


def test_what_lies_elsewhere_is_left_out(load):
    assert "1 dimuat, 1 di luar kota dilewati" in load("roads", STREET, far(STREET)).output


@pytest.mark.parametrize("kind, geometry, why", [
    ("roads", {"type": "Point", "coordinates": [LON, LAT]}, "Fitur ke-2 bukan garis"),
    ("roads", POND, "Fitur ke-2 bukan garis"),
    ("water", {"type": "Point", "coordinates": [LON, LAT]}, "Fitur ke-2 bukan garis atau poligon"),
    ("roads", None, "Fitur ke-2 bukan garis"),
    ("roads", {"type": "LineString", "coordinates": [["a", 1]]}, "Fitur ke-2 tidak bisa dibaca"),
    ("roads", {"type": "LineString"}, "Fitur ke-2 tidak bisa dibaca"),
    ("roads", {"type": "LineString", "coordinates": []}, "kosong"),
    ("roads", {"type": "LineString", "coordinates": [[LON, float("nan")], [LON, LAT]]}, "bukan angka"),
    ("roads", {"type": "LineString", "coordinates": [[701000, 9317000], [702000, 9317000]]}, "bukan derajat WGS84"),
])  # fmt: skip
def test_a_bad_feature_is_named_and_nothing_is_loaded(load, kind, geometry, why):
    load(kind, STREET)
    before = list(Piece.objects.values_list("pk", flat=True))
    wrong = load(kind, STREET, geometry).exception
    assert isinstance(wrong, Invalid)
    assert why in str(wrong)
    assert list(Piece.objects.values_list("pk", flat=True)) == before


def test_another_city_is_refused(load):
    turned = {"type": "LineString", "coordinates": [[LAT, LON - 90], [LAT, LON - 89]]}
    for elsewhere in (far(STREET), turned):
        assert "Tidak satu pun terletak di kota ini" in str(load("roads", elsewhere).exception)
    assert not Sheet.objects.exists()


def test_nobody_named_is_refused(load):
    assert isinstance(load("roads", STREET, source=" ").exception, Invalid)
    assert not Sheet.objects.exists()


def test_without_it_a_page_asks_for_nothing(client, city):
    page = client.get("/").text
    assert "tiles/ground" not in page
    assert "Jalan dan air" not in page


@pytest.mark.parametrize("path", ["/", "/sematkan/"])
def test_a_page_says_where_it_is_and_whom_it_comes_from(load, client, path):
    load("roads", STREET)
    page = client.get(path).text
    assert f'data-tiles="/tiles/ground/{{z}}/{{x}}/{{y}}.mvt?v={laid().version}" data-from="11"' in page
    assert f"Jalan dan air: {WHO}" in page


def test_a_tile_may_be_kept(load, client):
    load("roads", STREET)
    x, y = tile_of(*GAMBIR, 14)
    address = f"/tiles/ground/14/{x}/{y}.mvt"
    first = client.get(address)
    assert (first["Cache-Control"], "Cookie" in first.get("Vary", "")) == ("public, max-age=604800", False)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(f"/tiles/ground/14/{x + 90}/{y}.mvt").content == b""


@pytest.mark.parametrize(
    "z, x, y, status",
    [("99", "0", "0", 400), ("-1", "0", "0", 400), ("1", "2", "0", 404), ("a", "b", "c", 400)],
)
def test_no_such_tile(client, city, z, x, y, status):
    assert client.get(f"/tiles/ground/{z}/{x}/{y}.mvt").status_code == status


def test_a_basemap_is_named_on_the_map(client, city, settings):
    settings.BASEMAP = Basemap("https://tiles.example/{z}/{x}/{y}.png", "© A & B", "https://tiles.example")
    page = client.get("/").text
    assert 'data-basemap="https://tiles.example/{z}/{x}/{y}.png" data-basemap-source="© A &amp; B"' in page
    assert "Peta dasar: © A &amp; B, gambarnya diambil dari tiles.example" in page
