"""The ground around a point as a still drawing, where a live map would be too heavy.

It is drawn in a live map's own pixels (Web Mercator, 256 px for the world at zoom 0), so that the map can take its place."""

import json
from dataclasses import dataclass
from math import cos, floor, log2, pi, radians

import numpy as np
import shapely
from numpy.typing import NDArray

from smartcity.areas.frame import bounds
from smartcity.areas.models import Level
from smartcity.areas.queries import index_of, outlines

Points = NDArray[np.float64]  # (n, 2)

NEAR = 14  # zoom; 9.5 m a pixel in Jakarta
WIDTH, HEIGHT = 680, 460  # px drawn around a point: more than a form's box ever shows
PIN = 36, 44  # px of what stands on the point
LETTER, LINE = 7, 16  # px, about, of a name's letters and of its line
SMALL = 288, 118  # px into which a whole city must fit


@dataclass(frozen=True, slots=True)
class Sketch:
    """Drawn around `lon`, `lat` (degrees), which is at 0,0; x to the right and y downwards, pixels of `zoom`.
    `land` is SVG path data, `names` where to write what areas are called."""

    lon: float
    lat: float
    zoom: int
    land: str
    names: list[tuple[str, int, int]]


def around(lon: float, lat: float, zoom: int = NEAR) -> Sketch:
    """The leaves near a point, with their names. Of a point outside the city an empty one."""
    index, reach = index_of(), 360 / (256 * 2.0**zoom)
    if not len(index.areas):
        return Sketch(lon, lat, zoom, "", [])
    east, north = WIDTH / 2 * reach, HEIGHT / 2 * reach * cos(radians(lat))
    window = shapely.box(lon - east, lat - north, lon + east, lat + north)
    rows = np.sort(index.tree.query(window, predicate="intersects"))
    shapes = shapely.transform(
        index.simple[rows], lambda xy: _pixels(xy, zoom) - _pixels(np.array([[lon, lat]]), zoom)
    )
    sheet = shapely.box(-WIDTH / 2, -HEIGHT / 2, WIDTH / 2, HEIGHT / 2)
    middles = [(index.areas[row].name, *_middle(shape)) for row, shape in zip(rows, shapes, strict=True)]
    names = [(name, x, y) for name, x, y in middles if abs(x) < WIDTH / 2 and abs(y) < HEIGHT / 2
             and not _under_pin(name, x, y)]  # fmt: skip
    return Sketch(
        lon, lat, zoom, "".join(_path(shape) for shape in shapely.intersection(shapes, sheet)), names
    )


def whole() -> Sketch | None:
    """The whole city but what lies aside, as large as fits into SMALL; None where nothing is loaded."""
    index = index_of()
    if "whole" not in index.sketches and (box := bounds()):
        index.sketches["whole"] = _whole(*box)
    return index.sketches.get("whole")


def _whole(west: float, south: float, east: float, north: float) -> Sketch:
    (left, bottom), (right, top) = _pixels(np.array([[west, south], [east, north]]), 0)
    zoom = floor(min(log2(SMALL[0] / (right - left)), log2(SMALL[1] / (bottom - top))))
    middle = np.array([(left + right) / 2, (bottom + top) / 2]) * 2.0**zoom
    found = [
        shapely.from_geojson(json.dumps(one["geometry"]))
        for one in json.loads(outlines(Level.KOTA))["features"]
    ]
    land = "".join(_path(shapely.transform(shape, lambda xy: _pixels(xy, zoom) - middle)) for shape in found)
    x, y = middle.tolist()
    lon, lat = _degrees(x, y, zoom)
    return Sketch(lon, lat, zoom, land, [])


def _pixels(lonlat: Points, zoom: int) -> Points:
    size = 256 * 2.0**zoom
    rise = np.log(np.tan(pi / 4 + np.radians(lonlat[:, 1]) / 2)) / (2 * pi)
    return np.column_stack((size * (lonlat[:, 0] / 360 + 0.5), size * (0.5 - rise)))


def _degrees(x: float, y: float, zoom: int) -> tuple[float, float]:
    size = 256 * 2.0**zoom
    return (x / size - 0.5) * 360, float(
        np.degrees(2 * np.arctan(np.exp((0.5 - y / size) * 2 * pi)) - pi / 2)
    )


def _middle(shape: shapely.Geometry) -> tuple[int, int]:
    point = shapely.get_parts(shape)[0].centroid
    return round(point.x), round(point.y)


def _under_pin(name: str, x: int, y: int) -> bool:
    """Whether the pin, which stands on 0,0, would hide a part of the name."""
    return abs(x) < PIN[0] / 2 + LETTER * len(name) / 2 and -PIN[1] - LINE / 2 < y < LINE / 2


def _path(shape: shapely.Geometry) -> str:
    """SVG path data in whole pixels: a line's own width hides the rest."""
    simple = shapely.simplify(shape, 0.5)
    rings = [ring for part in shapely.get_parts(simple) if part.geom_type == "Polygon"
             for ring in (part.exterior, *part.interiors)]  # fmt: skip
    return "".join(_ring(np.rint(shapely.get_coordinates(ring)[:-1]).astype(int)) for ring in rings)


def _ring(points: NDArray[np.int_]) -> str:
    """The first point, and the steps from each to the next: shorter than points, and packed better."""
    steps = np.diff(points, axis=0)
    moved = steps[np.any(steps != 0, axis=1)]
    if len(moved) < 3:  # an islet of a pixel
        return ""
    return f"M{points[0, 0]} {points[0, 1]}l{' '.join(f'{x} {y}' for x, y in moved.tolist())}z"
