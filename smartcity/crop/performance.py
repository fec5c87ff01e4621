"""The page of how offices do: whom one may look at, over which time, and what its figures say in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from math import inf, isinf

from django.core.cache import cache
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.queries import Reach
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.performance import Figures, Found, Place, Span, figures, places, seats_of

DAYS = {30: _("30 hari"), 90: _("90 hari"), 365: _("Setahun")}
FRESH_S = 300  # for how long the figures of a whole kind are kept


@dataclass(frozen=True, slots=True)
class Asked:
    """Over how many days, and for the list, of which kind of office."""

    days: int = 90
    kind: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        days = query.get("hari", "")
        return cls(int(days) if days.isdecimal() and int(days) in DAYS else 90, query.get("jenis", "")[:20])

    @property
    def span(self) -> Span:
        return Span(now() - timedelta(days=self.days), now() + timedelta(minutes=1))


@dataclass(frozen=True)
class Line:
    """One office: its figures (None when nothing came), its place among its like, how much comes to how many."""

    office: Office
    figures: Figures | None
    place: Place | None
    seats: int

    @property
    def residents(self) -> int | None:
        return self.office.area.residents if self.office.area else None

    @property
    def per_10000(self) -> float | None:
        return 10_000 * self.figures.cases / self.residents if self.figures and self.residents else None

    @property
    def per_seat(self) -> float | None:
        return self.figures.cases / self.seats if self.figures and self.seats else None


class Board:
    """Offices of one kind: the `lines` are those within reach, the slowest last; all the city's are what they are
    measured against."""

    def __init__(self, reach: Reach, asked: Asked) -> None:
        """Raises Http404 for a kind of which none is within reach."""
        within = Office.objects.active().filter(pk__in=reach.covers).exclude(kind=Kind.HOSPITAL)
        self.kinds = [
            Kind(kind) for kind in within.order_by("kind").values_list("kind", flat=True).distinct()
        ]
        wanted = asked.kind or (Kind.KELURAHAN if Kind.KELURAHAN in self.kinds else "".join(self.kinds[:1]))
        if wanted and wanted not in self.kinds:
            raise Http404
        self.kind, self.asked = wanted, asked  # no kind: nothing within reach holds reports
        self.offices = within.filter(kind=self.kind).select_related("area__parent")

    @cached_property
    def found(self) -> Found:
        key = f"performance:{self.kind}:{self.asked.days}"
        found: Found | None = cache.get(key)
        if found is None:
            found = figures(Office.objects.filter(kind=self.kind), self.asked.span)
            cache.set(key, found, FRESH_S)
        return found

    @cached_property
    def lines(self) -> list[Line]:
        where, seats = places(self.found.by), seats_of(self.offices)
        lines = [
            Line(office, self.found.by.get(office.pk), where.get(office.pk), seats.get(office.pk, 0))
            for office in self.offices
        ]
        return sorted(lines, key=_order)

    @cached_property
    def scale(self) -> float:
        """Seconds at the right end of the drawn scale: what all but a tenth of the offices lie within."""
        ends = sorted(high for one in self.found.by.values() if not isinf(high := one.response.median.high))
        return max(3600.0, ends[len(ends) * 9 // 10] * 1.1) if ends else 3600.0


def _order(line: Line) -> tuple[bool, float, str]:
    """Those with enough cases first."""
    known = line.figures
    return known is None or not known.enough, known.response.median.value if known else inf, line.office.title


TABLE = (
    "office", "name", "kind", "area", "from", "until", "cases", "open", "unanswered", "answered", "refused", "reopened",
    "rejected", "appealed", "passed_on", "response_hours_p25", "response_hours_median", "response_hours_median_low",
    "response_hours_median_high", "response_hours_p90", "resolution_hours_p25", "resolution_hours_median",
    "resolution_hours_median_low", "resolution_hours_median_high", "resolution_hours_p90", "place_best", "place_worst",
    "places", "officers", "residents", "residents_source", "cases_per_10000_residents", "cases_per_officer",
)  # fmt: skip


def table(board: Board) -> Iterator[list[object]]:
    """A row each of what `TABLE` names; times in hours, empty where unknown or not reached."""
    span = board.asked.span
    for line in board.lines:
        one, area = line.figures, line.office.area
        counts = [one.counts[name] for name in TABLE[6:15]] if one else [0] * 9
        yield [
            line.office.code, line.office.title, line.office.kind, area.code if area else "", f"{span.since:%F}",
            f"{span.until:%F}", *counts, *_hours(one), *(line.place or [""] * 3), line.seats, _shown(line.residents),
            area.residents_source if area else "", _shown(line.per_10000), _shown(line.per_seat),
        ]  # fmt: skip


def _hours(one: Figures | None) -> list[object]:
    if one is None:
        return [""] * 10
    seconds = [
        t for times in (one.response, one.resolution) for t in (times.quarter, *times.median, times.ninth)
    ]
    return ["" if isinf(s) else round(s / 3600, 2) for s in seconds]


def _shown(figure: float | None) -> object:
    return "" if figure is None else round(figure, 1)
