"""Whose desk is looked at."""

from dataclasses import dataclass

from django.http import Http404

from smartcity.areas.frame import bounds, written
from smartcity.crop.guard import OfficialRequest
from smartcity.crop.wanted import Wanted
from smartcity.reports.desks import Desk, desks


@dataclass(frozen=True, slots=True)
class Scope:
    """The desks looked at: the `chosen` ones and all below them; `menu` is what one can turn to."""

    chosen: list[Desk]
    menu: list[Desk]

    @property
    def paths(self) -> list[str]:
        return [desk.path for desk in self.chosen]

    @property
    def title(self) -> str:
        return ", ".join(desk.title for desk in self.chosen)

    @property
    def areas(self) -> str:
        """Codes of the areas these desks answer for."""
        return " ".join(desk.area for desk in self.chosen if desk.area)

    @property
    def box(self) -> str:
        """What a map of the whole city looks at."""
        return box_of_city()

    @property
    def open(self) -> int:
        return sum(desk.open for desk in self.chosen)

    @property
    def late(self) -> int:
        return sum(desk.late for desk in self.chosen)

    @property
    def fresh(self) -> int:
        return sum(desk.fresh for desk in self.chosen)


def box_of_city() -> str:
    return written(bounds())


def scope_of(request: OfficialRequest, wanted: Wanted) -> Scope:
    """Raises Http404 for an office out of reach, as for one that does not exist."""
    found = desks(request.reach, request.visit.since, wanted.office)
    chosen = [
        desk
        for desk in found
        if (desk.code == wanted.office if wanted.office else desk.pk in request.reach.seats)
    ]
    if not chosen:
        raise Http404
    outermost = [d for d in chosen if not any(d is not o and d.path.startswith(o.path) for o in chosen)]
    return Scope(outermost, found)
