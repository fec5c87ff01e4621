"""Lines and polygons of a vector tile: all of one weight are one feature.

Source: github.com/mapbox/vector-tile-spec/tree/master/2.1, 4.3: a geometry is a run of commands, each point told by its
way from the one before."""

from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from smartcity.lib import mvt

MOVE_TO_ONE, LINE_TO, CLOSE = 9, 2, 15
LINE, POLYGON = 2, 3

Points = NDArray[np.int64]


def layer(name: str, weights: Mapping[int, NDArray[np.object_]]) -> bytes:
    """Shapes in pixels of the tile by their weight; no bytes where none of them can be drawn."""
    features: list[bytes] = []
    values: list[bytes] = []
    for weight, shapes in weights.items():
        for form, paths in ((LINE, list(_lines(shapes))), (POLYGON, list(_rings(shapes)))):
            if paths:
                features.append(_feature(form, paths, len(values)))
                values.append(bytes([mvt.UINT]) + mvt.varint(weight))
    return mvt.layer_of(name, features, ["weight"], values) if features else b""


def _feature(form: int, paths: list[Points], value: int) -> bytes:
    here, said = np.zeros(2, np.int64), []
    for path in paths:
        steps = mvt.zigzag(np.diff(path, axis=0, prepend=here[None]).ravel()).astype(np.uint64)
        said += [np.array([MOVE_TO_ONE], np.uint64), steps[:2],
                 np.array([len(path) - 1 << 3 | LINE_TO], np.uint64), steps[2:]]  # fmt: skip
        if form == POLYGON:
            said.append(np.array([CLOSE], np.uint64))
        here = path[-1]
    tags = mvt.field(mvt.TAGS, bytes([0, value]))
    return tags + bytes([mvt.TYPE, form]) + mvt.field(mvt.GEOMETRY, mvt.varints(np.concatenate(said)))


def _lines(shapes: NDArray[np.object_]) -> Iterator[Points]:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    for line in parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]:
        path = _whole(line)
        if len(path) > 1:
            yield path


def _rings(shapes: NDArray[np.object_]) -> Iterator[Points]:
    """Of each polygon its outline, then its holes, each without the point that closes it; outlines run clockwise as
    they are seen, holes the other way."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    for polygon in parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]:
        for hole, ring in enumerate([polygon.exterior, *polygon.interiors]):
            path = _whole(ring)[:-1]
            if len(path) > 2 and (twice := _twice_the_area(path)):
                yield path if (twice > 0) == (hole == 0) else path[::-1]
            elif not hole:
                break


def _whole(line: shapely.Geometry) -> Points:
    """Whole pixels, none twice in a row."""
    points = np.round(shapely.get_coordinates(line)).astype(np.int64)
    moved = np.ones(len(points), bool)
    moved[1:] = (points[1:] != points[:-1]).any(axis=1)
    kept: Points = points[moved]
    return kept


def _twice_the_area(path: Points) -> int:
    """Above zero for a ring that runs clockwise where y grows downwards."""
    x, y = path.T
    return int(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
