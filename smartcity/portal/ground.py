"""The ground the map stands on: where it looks first, what lies beside it, what its outlines are worth."""

import tomllib
from functools import cache as once

import numpy as np
import shapely
from django.conf import settings
from django.core.cache import cache

from smartcity.areas.models import Area, Boundary
from smartcity.areas.queries import has_boundaries, index_of
from smartcity.portal.filters import Box

SOURCE_LIVES = 600  # seconds


class Ground:
    """For one look at the map; `area` is the code of the area looked at, or empty."""

    def __init__(self, area: str) -> None:
        self.area = area

    @property
    def box(self) -> str:
        """What the map looks at when it is not told otherwise: the chosen area, else the city."""
        return _written(bounds(self.area) or bounds())

    @property
    def aside(self) -> Area | None:
        """The area drawn beside the map: islands too far away to share it."""
        return next((area for area in index_of().everything if area.code == aside()), None)

    @property
    def aside_box(self) -> str:
        return _written(bounds(aside()))

    @property
    def approximate(self) -> bool:
        """Whether some outlines are only cells around a point."""
        return not has_boundaries()

    @property
    def source(self) -> str:
        """Who drew the outlines."""
        return str(cache.get_or_set("portal.source", _source, SOURCE_LIVES))


@once
def aside() -> str:
    """The code of an area too far away to share the map; "" in most cities."""
    path = settings.CITY / "city.toml"
    return str(tomllib.loads(path.read_text("utf-8")).get("map", {}).get("aside", ""))


def bounds(code: str = "") -> Box | None:
    """The box around an area, or around the city without what lies aside; None where there is no such area."""
    index = index_of()
    inside = [_in(area.code, code) if code else not _in(area.code, aside()) for area in index.areas]
    if not any(inside):
        return None
    west, south, east, north = shapely.total_bounds(index.shapes[np.array(inside)]).tolist()
    return west, south, east, north


def _source() -> str:
    drawn = Boundary.objects.filter(approximate=False).order_by("source").values_list("source", flat=True)
    return "; ".join(name for name in drawn.distinct()[:3] if name)


def _in(code: str, area: str) -> bool:
    return bool(area) and f"{code}.".startswith(f"{area}.")


def _written(box: Box | None) -> str:
    return ",".join(f"{degrees:.4f}" for degrees in box) if box else ""
