"""Who acts in the sample city and where things happen."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any

import shapely
from django.conf import settings

from smartcity.accounts.models import ACTING, Post, User
from smartcity.areas import queries as where
from smartcity.areas.models import Area
from smartcity.offices.models import Office
from smartcity.reports.models import Report


def sample() -> dict[str, Any]:
    """What the city pack says of its sample: `lurah`, `neighbour` (area codes), `busy` (area code to weight)."""
    told: dict[str, Any] = tomllib.loads((settings.CITY / "city.toml").read_text())["demo"]
    return told


@dataclass
class Cast:
    """Citizens, and for each office the person who acts for it."""

    citizens: Sequence[User]
    heads: dict[int, User]
    offices: dict[str, Office]
    areas: Sequence[Area] = field(default_factory=lambda: where.index_of().areas)

    def __post_init__(self) -> None:
        index, busy = where.index_of(), sample()["busy"]
        self._shapes = {area.pk: shape for area, shape in zip(index.areas, index.shapes, strict=True)}
        self._chances = list(accumulate(busy.get(area.code, 1) for area in self.areas))

    def holder_of(self, report: Report) -> User:
        """The person who acts for the office that holds it; for a utility somebody of the province."""
        return self.heads.get(report.holder_id) or self.heads[self.offices["province"].pk]

    def office(self, code: str) -> Office:
        return self.offices[code]

    def somewhere(self, dice: Random) -> tuple[float, float]:
        """A point in the city, degrees: more often where more is reported."""
        return self.point_in(dice.choices(self.areas, cum_weights=self._chances)[0], dice)

    def point_in(self, area: Area, dice: Random) -> tuple[float, float]:
        shape = self._shapes[area.pk]
        west, south, east, north = shape.bounds
        for _try in range(200):
            x, y = dice.uniform(west, east), dice.uniform(south, north)
            if shapely.contains_xy(shape, x, y):
                return round(x, 6), round(y, 6)
        return area.lon, area.lat


def assemble(citizens: Sequence[User]) -> Cast:
    """The cast as the database knows it."""
    posts = Post.objects.current().filter(role__in=ACTING).select_related("user", "office").order_by("-pk")
    heads = {post.office_id: post.user for post in posts}  # the first who was seated
    offices = {office.code: office for office in Office.objects.all()}
    heads.setdefault(offices["province"].pk, next(iter(heads.values())))
    return Cast(citizens, heads, offices)
