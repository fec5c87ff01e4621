"""A case's place as a small drawing: its kelurahan's outline, the neighbours' borders, the pin. No tiles, no script."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray

from smartcity.areas.queries import index_of

Points = NDArray[np.float64]  # (n, 2)

SIDE = 104  # px
EDGE = 6  # px left free around the outline
ROOM = SIDE - 2 * EDGE
PIN = (8, 28)  # px that a pin on the outline reaches beyond EDGE: to each side, up


@dataclass(frozen=True, slots=True)
class MiniMap:
    """SVG paths and the pin, in a square of SIDE px."""

    own: str
    others: str
    x: float
    y: float


def minimap(area_id: int, lon: float, lat: float) -> MiniMap | None:
    """None for an area that is not on today's map (it was split since)."""
    index = index_of()
    rows = np.flatnonzero(index.ids == area_id)
    if not len(rows):
        return None
    own = index.shapes[rows[0]]
    west, south, east, north = shapely.union(own, shapely.Point(lon, lat)).bounds
    shrink = cos(radians((south + north) / 2))
    px = 1 / _scale(east - west, north - south, shrink, ROOM - PIN[1])  # at the worst, in degrees
    west, east = min(west, lon - PIN[0] * px / shrink), max(east, lon + PIN[0] * px / shrink)
    north = max(north, lat + PIN[1] * px)
    scale = _scale(east - west, north - south, shrink, ROOM)
    middle = np.array([(west + east) / 2, (south + north) / 2])

    def drawn(xy: Points) -> Points:
        px: Points = (xy - middle) * (shrink * scale, -scale) + SIDE / 2
        return px

    window = shapely.box(*(middle - SIDE / 2 / scale / shrink), *(middle + SIDE / 2 / scale / shrink))
    near = [index.shapes[row] for row in index.tree.query(window) if row != rows[0]]
    ((x, y),) = drawn(np.array([[lon, lat]]))
    return MiniMap(_path(shapely.transform(own, drawn)), "".join(_path(shapely.transform(other, drawn)) for other in near),
                   round(float(x), 1), round(float(y), 1))  # fmt: skip


def _scale(width: float, height: float, shrink: float, room: float) -> float:
    """px to a degree of latitude, so that so many degrees fit into a square of `room` px."""
    return room / max(width * shrink, height, 1e-4)


def _path(shape: shapely.Geometry) -> str:
    """SVG path data; half a pixel is fine enough."""
    simple = shapely.simplify(shape, 0.5)
    rings = [ring for part in shapely.get_parts(simple) for ring in (part.exterior, *part.interiors)]
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
