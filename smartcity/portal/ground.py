"""The ground the map stands on: where it looks first, what lies beside it, what its outlines are worth."""

from django.core.cache import cache

from smartcity.areas.frame import aside, bounds, written
from smartcity.areas.models import Area, Boundary
from smartcity.areas.queries import has_boundaries, index_of
from smartcity.ground.queries import laid

SOURCE_LIVES = 600  # seconds


class Ground:
    """For one look at the map; `area` is the code of the area looked at, or empty."""

    def __init__(self, area: str) -> None:
        self.area = area

    @property
    def box(self) -> str:
        """What the map looks at when it is not told otherwise: the chosen area, else the city."""
        return written(bounds(self.area) or bounds())

    @property
    def aside(self) -> Area | None:
        """The area drawn beside the map: islands too far away to share it."""
        return next((area for area in index_of().everything if area.code == aside()), None)

    @property
    def aside_box(self) -> str:
        return written(bounds(aside()))

    @property
    def approximate(self) -> bool:
        """Whether some outlines are only cells around a point."""
        return not has_boundaries()

    @property
    def source(self) -> str:
        """Who drew the outlines."""
        return str(cache.get_or_set("portal.source", _source, SOURCE_LIVES))

    @property
    def drawn(self) -> str:
        """Who is to be named for the roads and the water; "" where none were loaded."""
        found = laid()
        return "; ".join(found.sources) if found else ""


def _source() -> str:
    drawn = Boundary.objects.filter(approximate=False).order_by("source").values_list("source", flat=True)
    return "; ".join(name for name in drawn.distinct()[:3] if name)
