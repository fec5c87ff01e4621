"""What a map of the city looks at: the box around it, without the islands that lie aside."""

import tomllib
from functools import cache

import numpy as np
import shapely
from django.conf import settings

from smartcity.areas.index import Index
from smartcity.areas.queries import index_of

Box = tuple[float, float, float, float]  # west, south, east, north: degrees


@cache
def aside() -> str:
    """The code of an area too far away to share the map; "" in most cities."""
    path = settings.CITY / "city.toml"
    return str(tomllib.loads(path.read_text("utf-8")).get("map", {}).get("aside", ""))


def bounds(code: str = "") -> Box | None:
    """The box around an area, or around the city without what lies aside; None where there is no such area."""
    index = index_of()
    if code not in index.boxes and (box := _measured(index, code)):
        index.boxes[code] = box
    return index.boxes.get(code)


def _measured(index: Index, code: str) -> Box | None:
    inside = [_in(area.code, code) if code else not _in(area.code, aside()) for area in index.areas]
    if not any(inside):
        return None
    west, south, east, north = shapely.total_bounds(index.shapes[np.array(inside)]).tolist()
    return west, south, east, north


def written(box: Box | None) -> str:
    """For a data attribute: "west,south,east,north", degrees."""
    return ",".join(f"{degrees:.4f}" for degrees in box) if box else ""


def _in(code: str, area: str) -> bool:
    return bool(area) and f"{code}.".startswith(f"{area}.")
