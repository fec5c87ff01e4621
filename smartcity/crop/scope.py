"""Whose desk is looked at."""

from dataclasses import dataclass

from django.http import Http404

from smartcity.areas.frame import bounds, written
from smartcity.crop.guard import OfficialRequest
from smartcity.crop.wanted import Wanted
from smartcity.reports.desks import Desk, desks


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu: the desk with what is below, or `alone`."""

    desk: Desk
    own: bool
    alone: bool
    on: bool
    href: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The desks looked at: the `chosen` ones and all below them, or none below when `alone`; `menu` is what one can
    turn to."""

    chosen: list[Desk]
    menu: list[Choice]
    alone: bool = False

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
    menu = _menu(request, found, chosen, wanted)
    if wanted.alone:
        return Scope([desk.alone(found) for desk in chosen], menu, alone=True)
    outermost = [d for d in chosen if not any(d is not o and d.path.startswith(o.path) for o in chosen)]
    return Scope(outermost, menu)


def _menu(request: OfficialRequest, found: list[Desk], chosen: list[Desk], wanted: Wanted) -> list[Choice]:
    """Every desk with what is below it; one's own, where something is below, also without."""
    seats, lines = request.reach.seats, []
    for desk in found:
        own, picked = desk.pk in seats, desk in chosen
        to = Wanted(office="" if own and len(seats) == 1 else desk.code)
        lines.append(Choice(desk, own, False, picked and not wanted.alone, to.but().rstrip("?")))
        if own and any(other.path.startswith(desk.path) and other is not desk for other in found):
            lines.append(
                Choice(desk.alone(found), own, True, picked and bool(wanted.alone), to.but(alone="1"))
            )
    return lines
