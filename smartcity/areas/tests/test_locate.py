"""Which kelurahan a point lies in."""

from datetime import date

import numpy as np
import pytest

from smartcity.areas import queries
from smartcity.areas.queries import OutsideCity, locate, locate_many
from smartcity.lib.errors import Invalid

GAMBIR = (106.81, -6.17)
SENEN = (106.83, -6.17)
OUTSIDE = (107.50, -6.17)


def test_it_works(city):
    found = locate(*GAMBIR)
    assert found.area == city.gambir
    assert not found.approximate
    assert found.nearest == [city.gambir, city.senen]


def test_the_neighbour(city):
    assert locate(*SENEN).area == city.senen


def test_no_query_once_the_map_is_built(city, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(queries, "LOOK_AGAIN_S", 3600)
    locate(*GAMBIR)
    with django_assert_num_queries(0):
        assert locate(*SENEN).area.full_name == "Senen, Jakarta Pusat"


def test_a_shared_edge_belongs_to_one(city):
    assert locate(106.82, -6.17).area == city.gambir


def test_just_outside_belongs_to_the_nearest(city):
    assert locate(106.8415, -6.17).area == city.senen


def test_further_outside_does_not(city):
    with pytest.raises(OutsideCity) as wrong:
        locate(106.8425, -6.17)
    assert (wrong.value.code, wrong.value.field) == ("outside_city", "position")
    assert str(wrong.value) == "Tempat ini di luar wilayah kota."


@pytest.mark.parametrize("lon, lat, code", [
    (None, -6.17, "no_position"),
    (float("nan"), -6.17, "no_position"),
    (106.81, float("inf"), "no_position"),
    (0, 0, "no_position"),
    (-6.17, 106.81, "swapped"),
    (1e300, 1e300, "bad_position"),
    (200, -6.17, "bad_position"),
    (106.81, 6.17, "outside_city"),
])  # fmt: skip
def test_what_is_no_place_here(city, lon, lat, code):
    with pytest.raises(Invalid) as wrong:
        locate(lon, lat)
    assert wrong.value.code == code
    assert wrong.value.field == "position"


def test_many_at_once(city):
    points = [GAMBIR, SENEN, OUTSIDE, (106.8415, -6.17), (float("nan"), 0), (106.82, -6.17), (-6.17, 106.81)]
    ids = locate_many(*zip(*points, strict=True))
    g, s = city.gambir.pk, city.senen.pk
    assert ids.tolist() == [g, s, -1, s, -1, g, -1]


def test_many_of_none(city):
    assert locate_many([], []).tolist() == []


def test_many_agree_with_one(city):
    lons, lats = (
        a.ravel() for a in np.meshgrid(np.linspace(106.79, 106.85, 13), np.linspace(-6.19, -6.15, 9))
    )
    for lon, lat, pk in zip(lons, lats, locate_many(lons, lats), strict=True):
        if pk < 0:
            with pytest.raises(OutsideCity):
                locate(lon, lat)
        else:
            assert locate(lon, lat).area.pk == pk


def test_without_areas(db):
    with pytest.raises(OutsideCity, match="Belum ada"):
        locate(*GAMBIR)
    assert locate_many([106.81], [-6.17], at=date(2020, 1, 1)).tolist() == [-1]
