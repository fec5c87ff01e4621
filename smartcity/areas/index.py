"""The map in memory: which leaf a point lies in, in some 25 microseconds and without a query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from smartcity.areas.models import Area, Boundary
from smartcity.lib.geo import METRES_PER_DEGREE

DETAIL = 0.0002  # degrees, some 20 m: what is smaller than that squared no map shows
EDGE_M = 200.0  # a point this far outside still belongs to its nearest leaf: slivers, quays, a phone's error


@dataclass(frozen=True)
class Index:
    """Leaves in force on a day with their outlines, real ones first. Never changed once built, so any thread
    may read it."""

    areas: Sequence[Area]
    shapes: NDArray[np.object_]
    approximate: NDArray[np.bool_]
    everything: Sequence[Area]  # every area in force, of all levels
    outlines: dict[str, bytes] = field(default_factory=dict)  # filled by queries.outlines
    boxes: dict[str, tuple[float, float, float, float]] = field(
        default_factory=dict
    )  # filled by frame.bounds
    sketches: dict[str, Any] = field(default_factory=dict)  # filled by sketch.whole

    @cached_property
    def tree(self) -> shapely.STRtree:
        shapely.prepare(self.shapes)
        return shapely.STRtree(self.shapes)

    @cached_property
    def simple(self) -> NDArray[np.object_]:
        """The outlines as maps draw them: simplified together, so that neighbours still fit."""
        shapes: NDArray[np.object_] = shapely.coverage_simplify(self.shapes, DETAIL)
        return shapes

    @cached_property
    def points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitudes and latitudes of the leaves' own points."""
        return np.array([a.lon for a in self.areas], float), np.array([a.lat for a in self.areas], float)

    @cached_property
    def ids(self) -> NDArray[np.int64]:
        return np.array([a.pk for a in self.areas], np.int64)

    def row(self, lon: float, lat: float) -> int:
        """The row of the leaf that holds the point, else the nearest within EDGE_M, else -1."""
        rows = self.tree.query(shapely.Point(lon, lat))
        rows.sort()
        for row in rows:
            if shapely.intersects_xy(self.shapes[row], lon, lat):
                return int(row)
        return self._near(lon, lat)

    def rows(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.int64]:
        """`row` of many points at once."""
        x, y = np.asarray(lons, float), np.asarray(lats, float)
        found = np.full(len(x), len(self.areas), np.int64)
        point, row = self.tree.query(shapely.points(x, y))
        inside = shapely.intersects_xy(self.shapes[row], x[point], y[point])
        np.minimum.at(found, point[inside], row[inside])
        found[found == len(self.areas)] = -1
        for n in np.flatnonzero((found < 0) & self._around(x, y)):
            found[n] = self._near(float(x[n]), float(y[n]))
        return found

    def nearest(self, lon: float, lat: float, first: int, count: int = 3) -> list[Area]:
        """The leaf `first`, then those whose own points lie nearest."""
        east, north = self.points[0] - lon, self.points[1] - lat
        east *= cos(radians(lat))
        away = east * east + north * north
        closest = away.argpartition(count)[: count + 1] if len(away) > count + 1 else np.arange(len(away))
        order = [first, *(n for n in closest[away[closest].argsort()].tolist() if n != first)]
        return [self.areas[n] for n in order[:count]]

    def _near(self, lon: float, lat: float) -> int:
        """Distances in a plane whose degrees of longitude are shrunk to those of latitude here."""
        reach = EDGE_M / METRES_PER_DEGREE
        shrink = max(cos(radians(lat)), 0.01)
        found = [(self._degrees_away(int(n), lon, lat, shrink), int(n))
                 for n in self.tree.query(shapely.Point(lon, lat).buffer(reach / shrink).envelope)]  # fmt: skip
        away, row = min(found, default=(reach, -1))
        return row if away < reach else -1

    def _degrees_away(self, row: int, lon: float, lat: float, shrink: float) -> float:
        line = shapely.shortest_line(shapely.Point(lon, lat), self.shapes[row])
        (x0, y0), (x1, y1) = line.coords
        return float(np.hypot((x1 - x0) * shrink, y1 - y0))

    def _around(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points lie in or close to the box around the city at all."""
        if not len(self.areas):
            return np.zeros(len(x), bool)
        west, south, east, north = shapely.total_bounds(self.shapes)
        edge = 0.01
        inside: NDArray[np.bool_] = (
            (x > west - edge) & (x < east + edge) & (y > south - edge) & (y < north + edge)
        )
        return inside


class Atlas:
    """The indexes of one edition: one for each span of days between changes, built when first asked for."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self._indexes: dict[int, Index] = {}
        self._changes = sorted({day for table in (Area, Boundary) for column in ("valid_from", "valid_to")
                                for day in table._default_manager.exclude(**{column: None})
                                .values_list(column, flat=True)})  # fmt: skip

    def on(self, day: date) -> Index:
        """The index of that day."""
        span = bisect_right(self._changes, day)
        if span not in self._indexes:
            self._indexes[span] = build(day)
        return self._indexes[span]


def build(day: date) -> Index:
    """Read the areas and boundaries in force on a day into an index."""
    everything = {area.pk: area for area in Area.objects.current(day)}
    for area in everything.values():
        if area.parent_id in everything:
            area.parent = everything[area.parent_id]  # one object each, and no query when one walks upwards
    first: dict[int, Boundary] = {}
    for boundary in Boundary.objects.deciding(day):
        first.setdefault(boundary.area_id, boundary)
    rows = [boundary for boundary in first.values() if boundary.area_id in everything]
    rows.sort(key=lambda b: (b.approximate, everything[b.area_id].code))
    index = Index(
        areas=[everything[b.area_id] for b in rows],
        shapes=np.array([shapely.from_wkb(bytes(b.geometry)) for b in rows], object),
        approximate=np.array([b.approximate for b in rows], bool),
        everything=sorted(everything.values(), key=lambda a: a.code),
    )
    assert len(index.tree.geometries) == len(rows)  # built and prepared here, before threads share it
    return index
