"""Of a kelurahan that is several: in which part each of its open cases lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from smartcity.areas.carving import ground_of
from smartcity.areas.models import Area
from smartcity.areas.queries import index_of, locate_many
from smartcity.offices.models import Kind
from smartcity.reports.models import Report, ReportQuerySet
from smartcity.seats.models import Split

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placing:
    """Ids of a report, of the part it belongs to, and of the kelurahan that was split. `stays` if it is there already;
    `guess` where its pin alone does not say so."""

    report: int
    area: int
    whole: int
    guess: bool
    stays: bool


def place(split: Split) -> list[Placing]:
    """Every open case that came before the split, by its pin. The default gets what lies in no part, and, where the old
    boundary was known, what came with a guessed kelurahan: its pin was not enough then either."""
    fields = ("pk", "area_id", "lon", "lat", "approximate", "holder__area_id", "holder__kind")
    rows = list(_cases(split).values_list(*fields).order_by("pk"))
    found: Iterable[int] = (
        locate_many([row[2] for row in rows], [row[3] for row in rows], split.on) if rows else []
    )
    ground = ground_of(split.area, split.on - _A_DAY)
    drawn, parts, cells = bool(ground and not ground.approximate), _parts(split), _cells(split)
    placings = []
    for (pk, area, _lon, _lat, approximate, seat, kind), there in zip(rows, map(int, found), strict=True):
        sure = there in parts and not (approximate and drawn)
        guess = not sure or there in cells or (approximate and not drawn)
        to = area if area != split.area_id else there if sure else split.default_id
        held = kind == Kind.KELURAHAN and seat == split.area_id
        stays = to == area and (not held or to == split.area_id)
        placings.append(Placing(pk, to, split.area_id, guess and to != area, stays))
    return placings


def left(split: Split) -> list[Placing]:
    """Those that are not there yet."""
    return [one for one in place(split) if not one.stays]


def _cases(split: Split) -> ReportQuerySet:
    """Also what came on the day itself, before the offices of the parts were founded."""
    between = Q(holder__area=split.area, holder__kind=Kind.KELURAHAN, area__in=_parts(split))
    cases = Report.objects.open().filter(Q(area=split.area) | between)
    return cases.filter(created_at__lt=split.opened_at) if split.opened_at else cases


def _parts(split: Split) -> set[int]:
    return set(split.parts.values_list("pk", flat=True))


def _cells(split: Split) -> set[int]:
    """The parts of which only a point is known."""
    index = index_of(split.on)
    known: list[Area] = list(index.areas)
    return {area.pk for area, cell in zip(known, index.approximate, strict=True) if cell}
