"""The page of how offices do: whom one may look at, over which time, and what its figures say in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from math import inf, isinf
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.crop.comparison import Comparison, compare, kota_of
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.performance import Figures, Found, Place, Span, figures, places, seats_of

DAYS = {30: _("30 hari"), 90: _("90 hari"), 365: _("Setahun")}
MOST = 20  # offices on a page
FRESH_S = 300  # for how long the figures of a whole kind are kept


@dataclass(frozen=True, slots=True)
class Asked:
    """Over how many days, and for the list, of which kind of office, in which kota, and after how many."""

    days: int = 90
    kind: str = ""
    kota: str = ""  # the code of its area
    after: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        days = query.get("hari", "")
        after = query.get("sesudah", "")
        return cls(
            int(days) if days in map(str, DAYS) else 90,
            query.get("jenis", "")[:20],
            query.get("kota", "")[:20],
            int(after) if after.isascii() and after.isdigit() and len(after) < 6 else 0,
        )

    def but(self, **changes: Any) -> str:
        """The address of the list with something else in it, from its first page on: "?hari=90&jenis=kelurahan"."""
        other = replace(self, **({"after": 0} | changes))
        given = {"hari": other.days, "jenis": other.kind, "kota": other.kota, "sesudah": other.after}
        return f"?{urlencode({name: value for name, value in given.items() if value})}"

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
        self.kind = wanted  # none: nothing within reach holds reports
        self.asked = replace(asked, kind=wanted)
        self.offices = within.filter(kind=self.kind).select_related("area__parent__parent")

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
    def kotas(self) -> list[Area]:
        """What a list of more than a page can be narrowed to."""
        if len(self.lines) <= MOST:
            return []
        found = {kota.code: kota for line in self.lines if (kota := kota_of(line.office))}
        return [found[code] for code in sorted(found)] if len(found) > 1 else []

    @cached_property
    def _narrowed(self) -> list[Line]:
        """All of them for a kota that is not among the choices."""
        code = self.asked.kota
        if code not in {kota.code for kota in self.kotas}:
            return self.lines
        return [line for line in self.lines if (kota := kota_of(line.office)) and kota.code == code]

    @property
    def shown(self) -> list[Line]:
        return self._narrowed[self.asked.after : self.asked.after + MOST]

    @property
    def further(self) -> int:
        """How many come before the next page; 0 on the last."""
        end = self.asked.after + MOST
        return end if end < len(self._narrowed) else 0

    def links(self) -> dict[str, list[tuple[str, str, bool]]]:
        """What stands above the list: word, address, whether it is chosen."""
        asked = self.asked
        return {
            "days": [(str(name), asked.but(days=n), n == asked.days) for n, name in DAYS.items()],
            "kinds": [(str(kind.label), asked.but(kind=kind, kota=""), kind == self.kind) for kind in self.kinds],
            "kotas": [(gettext("Semua"), asked.but(kota=""), not asked.kota),
                      *((kota.short_name, asked.but(kota=kota.code), kota.code == asked.kota) for kota in self.kotas)],
        }  # fmt: skip

    @cached_property
    def comparison(self) -> Comparison | None:
        """Whoever has one office only is shown what it can be measured by."""
        return compare(self.lines[0].office, self.found) if len(self.lines) == 1 else None

    @cached_property
    def scale(self) -> float:
        """Seconds at the right end of the drawn scale: what all but a tenth of the offices lie within."""
        ends = sorted(high for one in self.found.by.values() if not isinf(high := one.response.median.high))
        return max(3600.0, ends[len(ends) * 9 // 10] * 1.1) if ends else 3600.0


def _order(line: Line) -> tuple[bool, float, str]:
    """Those with enough cases first; the others by name, for nothing is known of their order."""
    known = line.figures if line.figures and line.figures.enough else None
    return known is None, known.response.median.value if known else inf, line.office.title


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
