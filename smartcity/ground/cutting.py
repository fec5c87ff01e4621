"""Cutting a sheet into vector tiles, once, when it is loaded: simplified for each zoom, clipped to each tile."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from smartcity.ground.encoding import layer
from smartcity.ground.reading import MAIN, MIDDLE, SMALL, Ground, Shapes
from smartcity.lib import geo, mvt

Square = tuple[int, int, int]  # z, x, y

DEEPEST = 14  # a pixel of its tiles is 60 cm: nearer, maps draw them larger
FROM = {
    ("roads", MAIN): 11,
    ("roads", MIDDLE): 12,
    ("roads", SMALL): 13,
    ("rivers", MAIN): 11,
    ("water", MAIN): 8,
}
EDGE = 64  # pixels drawn beyond a tile, so that a line's side does not show at its edge
ROUGH, FINE = 4, 1  # pixels of 4096 that simplifying may move a line, at the deepest zoom the less
LEAST = 256.0  # square pixels: smaller water is a speck


class Zoomed:
    """A sheet at one zoom, in pixels of its tiles counted from the map's corner."""

    def __init__(self, ground: Ground, z: int) -> None:
        self.z = z
        self.layers = {
            key: self._drawn(key[0], shapes) for key, shapes in ground.layers.items() if FROM[key] <= z
        }
        self.trees = {key: shapely.STRtree(shapes) for key, shapes in self.layers.items()}

    def _drawn(self, name: str, shapes: Shapes) -> Shapes:
        tolerance = ROUGH if self.z < DEEPEST else FINE
        rough: Shapes = shapely.simplify(shapely.transform(shapes, self._pixels), tolerance)
        if name == "water":
            rough = shapely.make_valid(rough)
            rough = rough[shapely.area(rough) >= LEAST]
        return rough

    def _pixels(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.stack(geo.mercators(*degrees.T), axis=1) * ((1 << self.z) * mvt.EXTENT)

    @cached_property
    def squares(self) -> list[Square]:
        """Those that may hold something."""
        edges = [shapely.total_bounds(shapes) for shapes in self.layers.values() if len(shapes)]
        if not edges:
            return []
        corners = np.array(edges) // mvt.EXTENT
        (left, top), (right, bottom) = corners[:, :2].min(axis=0), corners[:, 2:].max(axis=0)
        return [
            (self.z, x, y) for x in range(int(left), int(right) + 1) for y in range(int(top), int(bottom) + 1)
        ]

    def tile(self, x: int, y: int) -> bytes:
        """Its layers, each feature with its `weight`; no bytes where nothing lies."""
        corner = np.array([x, y]) * mvt.EXTENT
        box = (*(corner - EDGE), *(corner + mvt.EXTENT + EDGE))
        named: dict[str, dict[int, Shapes]] = {}
        for (name, weight), tree in self.trees.items():
            near = tree.geometries[tree.query(shapely.box(*box))]
            inside = shapely.transform(shapely.clip_by_rect(near, *box), lambda xy: xy - corner)
            named.setdefault(name, {})[weight] = inside[~shapely.is_empty(inside)]
        return b"".join(layer(name, weights) for name, weights in sorted(named.items()))


def tiles(ground: Ground) -> Iterator[tuple[Square, bytes]]:
    """Every square of every zoom, with what is in it."""
    for z in range(min(FROM[key] for key in ground.layers), DEEPEST + 1):
        zoomed = Zoomed(ground, z)
        for square in zoomed.squares:
            yield square, zoomed.tile(*square[1:])


def count(ground: Ground) -> int:
    """How many squares `tiles` will go through, nearly."""
    edges = np.array([shapely.total_bounds(shapes) for shapes in ground.layers.values()])
    low, high = edges[:, :2].min(axis=0).tolist(), edges[:, 2:].max(axis=0).tolist()
    return sum(_across(low, high, z) for z in range(min(FROM[key] for key in ground.layers), DEEPEST + 1))


def _across(low: list[float], high: list[float], z: int) -> int:
    (left, bottom), (right, top) = geo.tile_of(low[0], low[1], z), geo.tile_of(high[0], high[1], z)
    return (right - left + 1) * (bottom - top + 1)
