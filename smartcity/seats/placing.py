"""Of a kelurahan that is several: in which part each of its open cases lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

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
    boundary was known, what came with a guessed kelurahan: its pin was not enough then either. What comes late finds the
    parts of a part that was split since."""
    fields = ("pk", "area_id", "lon", "lat", "approximate", "holder__area_id", "holder__kind")
    rows = list(_cases(split).values_list(*fields).order_by("pk"))
    day = _day(split)
    found: Iterable[int] = (
        locate_many([row[2] for row in rows], [row[3] for row in rows], day) if rows else []
    )
    ground = ground_of(split.area, split.on - _A_DAY)
    drawn, parts, cells = bool(ground and not ground.approximate), _parts(split), _cells(day)
    default = _default(split)
    placings = []
    for (pk, area, _lon, _lat, approximate, seat, kind), there in zip(rows, map(int, found), strict=True):
        sure = there in parts and not (approximate and drawn)
        guess = not sure or there in cells or (approximate and not drawn)
        to = area if area != split.area_id else there if sure else default
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


def _day(split: Split) -> date:
    return max(split.on, timezone.localdate())


def _parts(split: Split) -> set[int]:
    """Those in force, be it that they came of another part since."""
    new = parts = set(split.parts.values_list("pk", flat=True))
    while new := set(Area.objects.filter(predecessors__in=new).values_list("pk", flat=True)) - parts:
        parts |= new
    return set(Area.objects.current(_day(split)).filter(pk__in=parts).values_list("pk", flat=True))


def _default(split: Split) -> int:
    """What has the default's place now."""
    default = split.default
    while (end := default.valid_to) and end <= timezone.localdate():
        default = Split.objects.select_related("default").filter(area=default).latest("on").default
    return default.pk


def _cells(day: date) -> set[int]:
    """The areas of which only a point is known."""
    index = index_of(day)
    known: list[Area] = list(index.areas)
    return {area.pk for area, cell in zip(known, index.approximate, strict=True) if cell}
