"""Without a boundary file: a cell around each area's point, so that the city can be tried."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from smartcity.areas.coverage import utm
from smartcity.lib.errors import Invalid

NEIGHBOURS = 3  # a cell reaches as far as its third nearest neighbour's point ...
MOST = 1.5  # ... but at most half as far again as is usual in the city, so that an island keeps to itself
LEAST_M = 500.0


def cells_around(
    points: Sequence[tuple[float, float]], within: BaseGeometry | None = None
) -> list[BaseGeometry]:
    """For each (lon, lat) the ground nearer to it than to any other point and not too far from it, or, if
    `within` is given, the nearer part of that shape. Neighbours share their edges. Degrees, WGS84.
    Raises Invalid if two points are the same."""
    if len(set(points)) < len(points):
        raise Invalid(_("Dua wilayah memakai titik yang sama."), code="same_point")
    zone = utm(*np.mean(points, axis=0))
    there = Transformer.from_crs(4326, zone, always_xy=True).transform
    back = Transformer.from_crs(zone, 4326, always_xy=True).transform
    xy = np.column_stack(there(*np.asarray(points, float).T))
    ground = (
        _moved(within, there) if within else shapely.union_all(shapely.buffer(shapely.points(xy), _reach(xy)))
    )
    cells = shapely.intersection(_voronoi(xy, ground), ground)
    return [_moved(cell, back) for cell in shapely.coverage_clean(cells, snapping_distance=0.1)]


def _reach(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each point's cell may go, in metres: dense quarters keep close, the sea stays outside."""
    if len(xy) <= NEIGHBOURS:
        return np.full(len(xy), LEAST_M)
    away = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    third = np.sort(away, axis=1)[:, NEIGHBOURS]
    reach: NDArray[np.float64] = np.clip(third, LEAST_M, max(MOST * float(np.median(third)), LEAST_M))
    return reach


def _voronoi(xy: NDArray[np.float64], ground: BaseGeometry) -> NDArray[np.object_]:
    if len(xy) == 1:
        return np.array([ground], object)
    cells = shapely.voronoi_polygons(
        shapely.multipoints(xy), extend_to=ground.envelope.buffer(1), ordered=True
    )
    return np.asarray(shapely.get_parts(cells), object)


def _moved(shape: BaseGeometry, way: Callable[..., Any]) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.column_stack(way(xy[:, 0], xy[:, 1])))
