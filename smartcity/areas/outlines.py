"""Outlines for maps: simplified together, so that neighbours still fit, and dissolved upwards."""

import json

import numpy as np
import shapely
from numpy.typing import NDArray

from smartcity.areas.index import Index
from smartcity.areas.models import Area

DIGITS = 5  # of a degree: a metre


def geojson(index: Index, level: str) -> bytes:
    """A FeatureCollection of the areas of a level: properties code, name, short_name, full_name, approximate."""
    if not index.areas:
        return b'{"type":"FeatureCollection","features":[]}'
    simple = index.simple
    groups: dict[Area, list[int]] = {}
    for row, leaf in enumerate(index.areas):
        for area in (leaf, *leaf.ancestors()):
            if area.level == level:
                groups.setdefault(area, []).append(row)
    join = shapely.coverage_union_all if shapely.coverage_is_valid(simple) else shapely.union_all
    features = [_feature(area, join(simple[rows]), bool(index.approximate[rows].any()))
                for area, rows in sorted(groups.items(), key=lambda group: group[0].code)]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def _feature(area: Area, shape: shapely.Geometry, approximate: bool) -> dict[str, object]:
    geometry = json.loads(shapely.to_geojson(shapely.transform(shape, _rounded)))
    properties = {
        "code": area.code,
        "name": area.name,
        "short_name": area.short_name,
        "full_name": area.full_name,
        "approximate": approximate,
    }
    return {"type": "Feature", "id": area.code, "properties": properties, "geometry": geometry}


def _rounded(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(xy, DIGITS)
