"""The ground as a still drawing, in a live map's own pixels."""

import re
from itertools import accumulate

import pytest

from smartcity.areas import actions, sketch
from smartcity.areas.tests.squares import collection, listed, shapes, written

SIDE = 0.02 * 256 * 2**14 / 360  # px of a square of the test's map at zoom 14


@pytest.fixture
def squares(db, tmp_path):
    actions.load_areas(listed(tmp_path))
    actions.load_boundaries(written(tmp_path, collection(shapes())))


def corners(path):
    """The points of each ring."""
    rings = [[int(n) for n in re.findall(r"-?\d+", ring)] for ring in path.split("z") if ring]
    return [[*zip(accumulate(ring[0::2]), accumulate(ring[1::2]), strict=True)] for ring in rings]


def test_it_works(squares):
    drawn = sketch.around(106.82, -6.18)  # where all four meet
    assert sorted(name for name, _x, _y in drawn.names) == ["Dua", "Empat", "Satu", "Tiga"]
    x, y = next((x, y) for name, x, y in drawn.names if name == "Satu")
    assert abs(x + SIDE / 2) <= 1
    assert abs(y + SIDE / 2) <= 2
    rings = corners(drawn.land)
    assert len(rings) == 4
    assert all((0, 0) in ring for ring in rings)


def test_nothing_is_drawn_beyond_the_sheet(squares):
    points = [point for ring in corners(sketch.around(106.801, -6.161, 17).land) for point in ring]
    assert points
    assert all(abs(x) <= sketch.WIDTH / 2 and abs(y) <= sketch.HEIGHT / 2 for x, y in points)


def test_far_from_the_city_there_is_nothing(squares):
    drawn = sketch.around(0, 0)
    assert (drawn.land, drawn.names) == ("", [])


def test_the_whole_city_fits(squares):
    city = sketch.whole()
    (ring,) = corners(city.land)
    width, height = (max(side) - min(side) for side in zip(*ring, strict=True))
    assert sketch.SMALL[1] / 2 - 2 <= height <= sketch.SMALL[1]
    assert width <= sketch.SMALL[0]
    assert (round(city.lon, 4), round(city.lat, 4)) == (106.82, -6.18)
    assert city.names == []


def test_a_city_without_areas_is_not_drawn(db):
    assert sketch.whole() is None
    assert sketch.around(106.82, -6.18).land == ""


def test_no_name_lies_under_the_pin(squares):
    assert [name for name, _x, _y in sketch.around(106.81, -6.17).names] == ["Dua"]
    assert "Satu" in [name for name, _x, _y in sketch.around(106.815, -6.17).names]
