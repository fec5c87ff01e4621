"""Outlines for maps."""

import gzip
import json

import pytest
import shapely
from django.conf import settings
from shapely.geometry import shape

from smartcity.areas import actions, queries
from smartcity.areas.tests.squares import A1, SHARED, collection, listed, real_data, shapes, written


@pytest.fixture
def squares(db, tmp_path):
    actions.load_areas(listed(tmp_path))
    actions.load_boundaries(written(tmp_path, collection(shapes())))


def features(level):
    return json.loads(queries.outlines(level))["features"]


def test_it_works(squares):
    first = features("kelurahan")[0]
    assert first["properties"] == {
        "code": A1,
        "name": "Satu",
        "short_name": "Satu",
        "full_name": "Satu, Kotak",
        "approximate": False,
    }
    assert shape(first["geometry"]).equals(shapes()[A1])


def test_dissolved_upwards(squares):
    upper, lower = features("kecamatan")
    assert upper["properties"]["name"] == "Atas"
    assert shape(upper["geometry"]).bounds == (106.80, -6.18, 106.84, -6.16)
    assert not shape(upper["geometry"]).overlaps(shape(lower["geometry"]))
    [kota] = features("kota")
    assert shape(kota["geometry"]).bounds == (106.80, -6.20, 106.84, -6.16)


def test_made_once_an_edition(squares, tmp_path):
    assert queries.outlines("kota") is queries.outlines("kota")
    before = queries.outlines("kota")
    actions.load_boundaries(written(tmp_path, collection(shapes())))
    assert queries.outlines("kota") is not before


def test_a_guess_says_so(db, tmp_path):
    actions.load_areas(listed(tmp_path))
    assert [f["properties"]["approximate"] for level in ("kota", "kelurahan") for f in features(level)] == [
        True
    ] * 5


def test_without_areas(db):
    assert features("kota") == []


@real_data
def test_jakartas_neighbours_still_fit_and_it_is_light(db):
    actions.load_areas(settings.CITY / "areas.csv")
    actions.load_boundaries(SHARED / "jakarta-kelurahan.geojson")
    for level, count in (("kelurahan", 267), ("kecamatan", 44), ("kota", 6)):
        found = [shape(f["geometry"]) for f in features(level)]
        assert len(found) == count
        assert shapely.coverage_is_valid(found)
    assert len(gzip.compress(queries.outlines("kelurahan"))) < 150_000
