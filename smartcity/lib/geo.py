"""Where on earth, in plain numbers: Morton cells, web-mercator tiles, metres.

A cell is the 48-bit Morton number of a point's web-mercator square at zoom 24 (2.4 m at the equator): x in the
even bits, y in the odd ones. All points of a tile are one half-open range of cells, so a tile is one BETWEEN.
Positions are degrees, longitude before latitude, WGS84. Tiles are x from the west, y from the north (XYZ)."""

from collections.abc import Iterator
from math import asin, atan, ceil, cos, degrees, floor, log, log2, pi, radians, sin, sinh, sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

ZOOM = 24
EARTH_M = 6_371_008.8  # mean radius
METRES_PER_DEGREE = EARTH_M * pi / 180
MAX_LAT = 85.0511287798066  # where the mercator square ends
_SIDE = 1 << ZOOM
_SPREAD = (
    (8, 0x00FF_00FF_00FF_00FF), (4, 0x0F0F_0F0F_0F0F_0F0F), (2, 0x3333_3333_3333_3333), (1, 0x5555_5555_5555_5555),
)  # fmt: skip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Range = tuple[int, int]
T = TypeVar("T", int, Ints)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web mercator from 0 to 1: x from the antimeridian eastwards, y from MAX_LAT southwards."""
    s = sin(radians(min(max(lat, -MAX_LAT), MAX_LAT)))
    return (lon + 180) / 360, 0.5 - log((1 + s) / (1 - s)) / (4 * pi)


def mercators(lons: ArrayLike, lats: ArrayLike) -> tuple[Floats, Floats]:
    """`mercator` of many: two arrays of the same length."""
    s = np.sin(np.radians(np.clip(np.asarray(lats, float), -MAX_LAT, MAX_LAT)))
    return (np.asarray(lons, float) + 180) / 360, 0.5 - np.log((1 + s) / (1 - s)) / (4 * pi)


def cell(lon: float, lat: float) -> int:
    """The Morton cell of a point: below 2**48, so it fits a signed 64-bit column."""
    x, y = tile_of(lon, lat, ZOOM)
    return _spread(x) | _spread(y) << 1


def cells(lons: ArrayLike, lats: ArrayLike) -> Ints:
    """`cell` of many (a point on a square's very edge may fall to either side of it)."""
    x, y = (np.clip(v * _SIDE, 0, _SIDE - 1).astype(np.int64) for v in mercators(lons, lats))
    return np.asarray(_spread(x) | _spread(y) << 1, np.int64)


def squares(numbers: ArrayLike) -> tuple[Ints, Ints]:
    """x and y of many cells at zoom 24: the way back from `cells`. Shift right by 24 - z for the tile at z."""
    n = np.asarray(numbers, np.int64)
    return _gather(n), _gather(n >> 1)


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """x, y of the tile at zoom z (0 to 24) a point lies in. What lies beyond the edge of the map is clamped to it."""
    x, y = mercator(lon, lat)
    shift = ZOOM - z
    return _clamp(floor(x * _SIDE)) >> shift, _clamp(floor(y * _SIDE)) >> shift


def cell_range(z: int, x: int, y: int) -> Range:
    """The cells of a tile: from the first (inclusive) to the last (exclusive)."""
    size = 2 * (ZOOM - z)
    first = (_spread(x) | _spread(y) << 1) << size
    return first, first + (1 << size)


def tile_bounds(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile in degrees."""
    side = 1 << z
    return x / side * 360 - 180, _lat((y + 1) / side), (x + 1) / side * 360 - 180, _lat(y / side)


def pixels(xs: Floats, ys: Floats, z: int, x: int, y: int, extent: int = 4096) -> tuple[Ints, Ints]:
    """Mercator 0..1 (from `mercators`) to whole pixels of a tile of `extent` a side; outside it they run over."""
    side = (1 << z) * extent
    return np.floor(xs * side).astype(np.int64) - x * extent, np.floor(ys * side).astype(
        np.int64
    ) - y * extent


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Metres between two points along the great circle (haversine)."""
    a = sin(radians(lat2 - lat1) / 2) ** 2
    b = sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * asin(min(1, sqrt(a + cos(radians(lat1)) * cos(radians(lat2)) * b)))


def box_around(lon: float, lat: float, metres: float) -> tuple[float, float, float, float]:
    """West, south, east, north of the box that holds every point within `metres`."""
    dy = metres / METRES_PER_DEGREE
    dx = dy / max(cos(radians(min(abs(lat) + dy, 89.9))), 1e-3)
    return lon - dx, lat - dy, lon + dx, lat + dy


def cover(west: float, south: float, east: float, north: float) -> list[Range]:
    """Few ranges of cells (4 tiles at most) that hold a whole box and more: ask for these, then check lon and lat."""
    (x0, y0), (x1, y1) = mercator(west, north), mercator(east, south)
    z = min(ZOOM, max(0, ceil(-log2(max(x1 - x0, y1 - y0, 2.0**-ZOOM))) - 1))
    (left, top), (right, bottom) = tile_of(west, north, z), tile_of(east, south, z)
    ranges = sorted(cell_range(z, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    return list(_joined(ranges))


def _joined(ranges: list[Range]) -> Iterator[Range]:
    lo, hi = ranges[0]
    for first, last in ranges[1:]:
        if first != hi:
            yield lo, hi
            lo = first
        hi = last
    yield lo, hi


def _clamp(n: int) -> int:
    return min(max(n, 0), _SIDE - 1)


def _lat(y: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y))))


def _spread(n: T) -> T:
    """The 24 low bits of n, each moved to twice its place."""
    n = (n | n << 16) & 0x0000_FFFF_0000_FFFF
    for shift, mask in _SPREAD:
        n = (n | n << shift) & mask
    return n


def _gather(n: Ints) -> Ints:
    """Every second bit of n, closed up again."""
    n = n & 0x5555_5555_5555_5555
    for shift, mask in ((1, 0x3333_3333_3333_3333), (2, 0x0F0F_0F0F_0F0F_0F0F), (4, 0x00FF_00FF_00FF_00FF),
                        (8, 0x0000_FFFF_0000_FFFF), (16, 0x0000_0000_FFFF_FFFF)):  # fmt: skip
        n = (n | n >> shift) & mask
    return n
