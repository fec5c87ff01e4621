"""Whether shapes tile their city: every point in one of them, neighbours sharing their edge; and mending what does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from smartcity.lib.errors import Invalid
from smartcity.lib.geo import METRES_PER_DEGREE

Shapes = dict[str, BaseGeometry]  # by area code; degrees, longitude before latitude, WGS84

MISTAKE_M2 = 1.0  # an overlap or a hole smaller than this is rounding
NODE_M = 0.01
SLIVER_M = 1.0  # a gap narrower than this between neighbours is a mistake; a wider one may be a canal
CLOSE_GAPS_M = 30.0
SNAP_M = 1.0


@dataclass(frozen=True, slots=True)
class Repair:
    """What `clean` moved: how many shapes changed by a square metre or more, the area that changed hands in
    square metres, and the most changed shape."""

    changed: int
    moved_m2: float
    most: str
    most_m2: float


def check(shapes: Shapes) -> Shapes:
    """The same shapes with a vertex wherever a neighbour has one. Raises Invalid, naming who is at fault, unless
    they are polygons without overlap, slivers or enclosed holes. Islands are fine."""
    for code, shape in shapes.items():
        if not shape.is_valid:
            why = shapely.is_valid_reason(shape)
            raise _bad(_("%(code)s: bentuknya tidak sah (%(why)s).") % {"code": code, "why": why})
    codes, found = list(shapes), np.array(list(shapes.values()), object)
    _no_overlap(codes, found)
    _no_hole(codes, found)
    noded = shapely.coverage_clean(found, gap_width=0, snapping_distance=NODE_M / METRES_PER_DEGREE)
    bad = shapely.coverage_invalid_edges(noded, gap_width=SLIVER_M / METRES_PER_DEGREE)
    if guilty := [code for code, edge in zip(codes, bad, strict=True) if not edge.is_empty]:
        raise _bad(_("%(codes)s: ada celah sempit, tepinya tidak bertemu.") % {"codes": _some(guilty)})
    return dict(zip(codes, noded, strict=True))


def clean(shapes: Shapes) -> tuple[Shapes, Repair]:
    """A coverage as close to the shapes as can be: gaps up to 30 m wide closed, vertices within a metre joined,
    overlaps given to one of the two."""
    metres, degrees = _to_metres(shapes), _to_degrees(shapes)
    before = shapely.make_valid(metres(np.array(list(shapes.values()), object)), method="structure")
    after = shapely.coverage_clean(before, gap_width=CLOSE_GAPS_M, snapping_distance=SNAP_M)
    moved = dict(zip(shapes, shapely.area(shapely.symmetric_difference(before, after)), strict=True))
    most = max(moved, key=lambda code: moved[code])
    repair = Repair(sum(m2 >= 1 for m2 in moved.values()), sum(moved.values()) / 2, most, moved[most])
    return dict(zip(shapes, degrees(after), strict=True)), repair


def area_km2(shapes: Mapping[str, BaseGeometry]) -> float:
    """Square kilometres in the UTM zone of the shapes."""
    return float(shapely.area(_to_metres(shapes)(np.array(list(shapes.values()), object))).sum()) / 1e6


def utm(lon: float, lat: float) -> int:
    """The EPSG number of the UTM zone there: 32748 for Jakarta."""
    return (32600 if lat >= 0 else 32700) + min(int((lon + 180) // 6) + 1, 60)


Change = Callable[[NDArray[np.object_]], NDArray[np.object_]]


def _to_metres(shapes: Mapping[str, BaseGeometry]) -> Change:
    return _change(4326, _zone(shapes))


def _to_degrees(shapes: Mapping[str, BaseGeometry]) -> Change:
    return _change(_zone(shapes), 4326)


def _zone(shapes: Mapping[str, BaseGeometry]) -> int:
    west, south, east, north = shapely.total_bounds(np.array(list(shapes.values()), object))
    return utm((west + east) / 2, (south + north) / 2)


def _change(source: int, target: int) -> Change:
    way = Transformer.from_crs(source, target, always_xy=True)

    def change(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        moved: NDArray[np.object_] = shapely.transform(
            shapes, lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1]))
        )
        return moved

    return change


def _no_overlap(codes: list[str], shapes: NDArray[np.object_]) -> None:
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.intersection(shapes[one], shapes[other])
    if len(shared) and _m2(worst := max(shared, key=_m2)) > MISTAKE_M2:
        n = list(shared).index(worst)
        raise _bad(_("%(one)s dan %(other)s tumpang tindih (%(m2)d m²).")
                   % {"one": codes[one[n]], "other": codes[other[n]], "m2": _m2(worst)})  # fmt: skip


def _no_hole(codes: list[str], shapes: NDArray[np.object_]) -> None:
    for part in shapely.get_parts(shapely.union_all(shapes)):
        for hole in map(shapely.Polygon, part.interiors):
            if _m2(hole) > MISTAKE_M2:
                around = shapely.dwithin(shapes, hole, NODE_M / METRES_PER_DEGREE)
                guilty = _some([code for code, near in zip(codes, around, strict=True) if near])
                raise _bad(
                    _("%(codes)s: ada celah di antaranya (%(m2)d m²).") % {"codes": guilty, "m2": _m2(hole)}
                )


def _m2(shape: BaseGeometry) -> float:
    """Square metres of a small shape in degrees."""
    if shape.is_empty:
        return 0.0
    return float(shape.area) * METRES_PER_DEGREE**2 * cos(radians(shape.bounds[1]))


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:3]) + (" …" if len(codes) > 3 else "")


def _bad(sentence: str) -> Invalid:
    return Invalid(sentence, field="file", code="bad_boundaries")
