"""Cells, tiles and metres."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity.lib import geo

MONAS = (106.82715, -6.17539)
lons = st.floats(-180, 179.999999)
lats = st.floats(-85, 85)
zooms = st.integers(0, 24)
quick = settings(max_examples=60, deadline=None, database=None)


def test_it_works():
    assert geo.tile_of(*MONAS, 14) == (13053, 8473)
    lo, hi = geo.cell_range(14, 13053, 8473)
    assert lo <= geo.cell(*MONAS) < hi


@quick
@given(lons, lats, zooms, st.integers(-1, 1), st.integers(-1, 1))
def test_a_cell_is_in_a_tiles_range_iff_the_tile_is_its(lon, lat, z, dx, dy):
    own = geo.tile_of(lon, lat, z)
    x, y = own[0] + dx, own[1] + dy
    if not (0 <= x < 1 << z and 0 <= y < 1 << z):
        return
    lo, hi = geo.cell_range(z, x, y)
    assert (lo <= geo.cell(lon, lat) < hi) == ((x, y) == own)


@quick
@given(lons, lats)
def test_a_cell_fits_a_signed_column(lon, lat):
    assert 0 <= geo.cell(lon, lat) < 1 << 48


@quick
@given(lons, lats, zooms)
def test_a_point_lies_within_its_tiles_bounds(lon, lat, z):
    west, south, east, north = geo.tile_bounds(z, *geo.tile_of(lon, lat, z))
    assert west - 1e-6 <= lon <= east + 1e-6
    assert south - 1e-6 <= lat <= north + 1e-6


@quick
@given(st.lists(st.tuples(lons, lats), min_size=1, max_size=20))
def test_many_agree_with_one(points):
    xs, ys = geo.squares(geo.cells(*zip(*points, strict=True)))
    for x, y, point in zip(xs, ys, points, strict=True):
        own = geo.tile_of(*point, geo.ZOOM)
        assert abs(x - own[0]) <= 1
        assert abs(y - own[1]) <= 1


@quick
@given(st.integers(0, (1 << 48) - 1))
def test_squares_come_back_from_cells(number):
    xs, ys = geo.squares([number])
    assert geo.cell_range(geo.ZOOM, int(xs[0]), int(ys[0])) == (number, number + 1)


@quick
@given(lons, lats, st.floats(1, 20_000))
def test_a_cover_holds_the_box_in_few_ranges(lon, lat, metres):
    west, south, east, north = geo.box_around(lon, lat, metres)
    ranges = geo.cover(west, south, east, north)
    assert len(ranges) <= 9
    for corner in ((west, south), (east, north), (lon, lat), (west, north), (east, south)):
        assert any(lo <= geo.cell(*corner) < hi for lo, hi in ranges)


def test_pixels_of_a_tiles_corner_and_middle():
    west, south, east, north = geo.tile_bounds(14, 13053, 8473)
    xs, ys = geo.mercators([west + 1e-9, (west + east) / 2], [north - 1e-9, (north + south) / 2])
    px, py = geo.pixels(xs, ys, 14, 13053, 8473)
    assert px[0] == 0
    assert py[0] == 0
    assert px[1] == pytest.approx(2048, abs=1)
    assert py[1] == pytest.approx(2048, abs=1)
    assert px.dtype == np.int64


def test_a_degree_of_latitude_is_111_kilometres():
    assert geo.distance_m(106.8, -6, 106.8, -7) == pytest.approx(111_195, abs=1)


def test_the_box_around_holds_what_is_that_far():
    west, _south, east, _north = geo.box_around(*MONAS, 500)
    assert geo.distance_m(*MONAS, east, MONAS[1]) == pytest.approx(500, rel=0.01)
    assert west < MONAS[0] < east


def test_beyond_the_edge_of_the_map_is_clamped():
    assert geo.tile_of(180, -90, 1) == (1, 1)
    assert geo.cell(-180, 90) == 0
