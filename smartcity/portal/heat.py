"""Where reports are dense, drawn in squares of some 600 m: a picture that needs no script, and the densest in words."""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from smartcity.areas.frame import bounds
from smartcity.areas.models import Level
from smartcity.areas.queries import edition, index_of, locate_many, outlines
from smartcity.lib.geo import mercators, squares, tile_bounds, tile_of
from smartcity.numbers.counting import HEAT_ZOOM
from smartcity.numbers.queries import Numbers

SHADES = 5
DENSEST = 8
WAYS_DRAWN = 0.5  # of a square: two points of an outline nearer than this are one

Square = tuple[int, int, int]  # x, y, how many


@dataclass(frozen=True, slots=True)
class Shade:
    """Squares of one depth: from `least` to `most` reports each, as one SVG path."""

    least: int
    most: int
    path: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A square in words; `bbox` as the map's address takes it."""

    place: str
    n: int
    bbox: str


@dataclass(frozen=True, slots=True)
class Heat:
    """`view` of the SVG in squares, its origin in its corner; `lines` of the kota beneath."""

    view: str
    lines: str
    shades: list[Shade]
    spots: list[Spot]


def heat(now: Numbers) -> Heat | None:
    """Drawn once for each counting; None for a city without a map. What lies aside of the map is not drawn, but is
    among the densest."""
    return _drawn(now, edition())


@lru_cache(8)
def _drawn(now: Numbers, edition: int) -> Heat | None:
    box = bounds()
    if box is None:
        return None
    west, south, east, north = box
    (left, top), (right, bottom) = tile_of(west, north, HEAT_ZOOM), tile_of(east, south, HEAT_ZOOM)
    found = _squares(now.heat)
    inside = [(x - left, y - top, n) for x, y, n in found if left <= x <= right and top <= y <= bottom]
    view = f"0 0 {right - left + 1} {bottom - top + 1}"
    return Heat(view, _lines(edition, left, top), _shades(inside), _spots(found))


def _squares(cells: list[tuple[int, int]]) -> list[Square]:
    if not cells:
        return []
    numbers, many = np.array(cells, np.int64).T
    shift = 24 - HEAT_ZOOM
    xs, ys = squares(numbers << 2 * shift)
    return [(int(x) >> shift, int(y) >> shift, int(n)) for x, y, n in zip(xs, ys, many, strict=True)]


def _shades(found: list[Square]) -> list[Shade]:
    """Each deeper one for about as many times more reports, from one to the densest square."""
    most = max((n for _x, _y, n in found), default=0)
    edges = sorted({round((most + 1) ** (part / SHADES)) for part in range(SHADES)} | {most + 1})
    shades = []
    for least, next_ in pairwise(edges):
        path = "".join(f"M{x} {y}h1v1h-1z" for x, y, n in found if least <= n < next_)
        if path:
            shades.append(Shade(least, next_ - 1, path))
    return shades


def _spots(found: list[Square]) -> list[Spot]:
    densest = sorted(found, key=lambda one: -one[2])[:DENSEST]
    boxes = [tile_bounds(HEAT_ZOOM, x, y) for x, y, _n in densest]
    areas = locate_many([(w + e) / 2 for w, _s, e, _n in boxes], [(s + n) / 2 for _w, s, _e, n in boxes])
    names = {area.pk: area.full_name for area in index_of().areas}
    return [
        Spot(names.get(int(area), ""), n, ",".join(f"{degrees:.5f}" for degrees in box))
        for (_x, _y, n), box, area in zip(densest, boxes, areas, strict=True)
    ]


@lru_cache(4)
def _lines(_edition: int, left: int, top: int) -> str:
    """The outlines of the kota as one path, in squares."""
    scale, parts = 2**HEAT_ZOOM, []
    for feature in json.loads(outlines(Level.KOTA))["features"]:
        shape = feature["geometry"]
        for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
            lons, lats = zip(*polygon[0], strict=True)
            xs, ys = mercators(lons, lats)
            points, last = [], None
            for x, y in zip((xs * scale - left).tolist(), (ys * scale - top).tolist(), strict=True):
                if last is None or abs(x - last[0]) + abs(y - last[1]) > WAYS_DRAWN:
                    points.append(f"{x:.1f} {y:.1f}")
                    last = (x, y)
            parts.append(f"M{'L'.join(points)}z")
    return "".join(parts)
