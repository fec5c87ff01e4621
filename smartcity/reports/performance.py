"""How an office does, counted fairly: only while it held a report, and with what it has not finished yet.

A case is a report that came to an office within a span of time, however often it came back. What was passed on
counts for the time it was held and is then nobody's fault; a refused answer counts against the office that gave it.
See docs/decisions/0022."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import ACTING, Post
from smartcity.lib.survival import Quantile, Step, curve, quantile, wilson
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.models import Holding, Verdict

FEWEST = 30  # cases: with fewer there is no place in a row
BAD = (Verdict.REFUSED, Verdict.REOPENED)
# What each figure counts, of holdings: the cases behind a number are found by the same words as the number.
COUNTED: dict[str, Q] = {
    "cases": Q(),
    "open": Q(until=None),
    "unanswered": Q(until=None, first_action_at=None),
    "answered": Q(ended="answered"),
    "refused": Q(ended="answered", verdict=Verdict.REFUSED),
    "reopened": Q(ended="answered", verdict=Verdict.REOPENED),
    "rejected": Q(ended="rejected"),
    "appealed": Q(ended="rejected", verdict=Verdict.APPEALED),
    "passed_on": Q(ended="forwarded"),
}
SAID = {
    "cases": _("Datang ke kantor ini"),
    "open": _("Masih dipegang"),
    "unanswered": _("Belum ditindak sama sekali"),
    "answered": _("Dijawab"),
    "refused": _("Jawabannya ditolak pelapor"),
    "reopened": _("Dibuka lagi sesudah selesai"),
    "rejected": _("Ditolak kantor"),
    "appealed": _("Penolakannya dibanding"),
    "passed_on": _("Diteruskan, lalu bukan tanggungannya"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` until before `until`; what came to an office then."""

    since: datetime
    until: datetime

    @property
    def came(self) -> Q:
        return Q(since__gte=self.since, since__lt=self.until)


class Share(NamedTuple):
    """`hits` of `of`, with the 90% interval of the share behind them."""

    hits: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.hits / self.of if self.of else None

    @property
    def low(self) -> float:
        return 100 * wilson(self.hits, self.of)[0]

    @property
    def high(self) -> float:
        return 100 * wilson(self.hits, self.of)[1]


@dataclass(frozen=True, slots=True)
class Times:
    """Of all cases, in seconds: by when a quarter, half (with its 90% interval) and nine of ten had ended."""

    quarter: float
    median: Quantile
    ninth: float

    @classmethod
    def of(cls, times: Iterable[tuple[float, bool]]) -> "Times":
        steps: list[Step] = curve(times)
        return cls(quantile(steps, 0.25).value, quantile(steps), quantile(steps, 0.9).value)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one office. `counts` by the names of COUNTED."""

    office: int
    counts: dict[str, int]
    response: Times
    resolution: Times

    @property
    def cases(self) -> int:
        return self.counts["cases"]

    @property
    def enough(self) -> bool:
        return self.cases >= FEWEST

    @property
    def refused(self) -> Share:
        """Answers their reporter did not accept, of those given."""
        return Share(self.counts["refused"], self.counts["answered"])

    @property
    def reopened(self) -> Share:
        """Those that were closed first and opened again after."""
        return Share(self.counts["reopened"], self.counts["answered"])


class Row(NamedTuple):
    office: int
    report: int
    since: datetime
    until: datetime | None
    first: datetime | None
    ended: str
    verdict: str


class Found(NamedTuple):
    """`by` the pk of each office to which anything came; `response` of all their cases together; when it was `read`."""

    by: dict[int, Figures]
    response: Times
    read: datetime


def figures(offices: QuerySet[Office], span: Span) -> Found:
    """Of these offices."""
    rows = Holding.objects.filter(span.came, office__in=offices).order_by("office", "report", "since", "pk")
    fields = ("office", "report", "since", "until", "first_action_at", "ended", "verdict")
    moment, everything = now(), list(map(Row._make, rows.values_list(*fields)))
    by = {
        office: _figures(office, list(theirs), moment)
        for office, theirs in groupby(everything, key=lambda row: row.office)
    }
    return Found(by, Times.of(_response(row, moment) for row in everything), moment)


def behind(office: Office, span: Span, figure: str) -> QuerySet[Holding]:
    """The times this office held what a figure counts, the last one first. Raises KeyError for an unknown figure."""
    return Holding.objects.filter(span.came, COUNTED[figure], office=office).order_by("-since", "-pk")


def _figures(office: int, rows: list[Row], moment: datetime) -> Figures:
    cases = [list(group) for _report, group in groupby(rows, key=lambda row: row.report)]
    return Figures(
        office,
        _counts(rows),
        Times.of(_response(row, moment) for row in rows),
        Times.of(_resolution(case, moment) for case in cases),
    )


def _counts(rows: list[Row]) -> dict[str, int]:
    """Of the times it held something; what `COUNTED` says, in memory."""
    return {
        "cases": len(rows),
        "open": sum(row.until is None for row in rows),
        "unanswered": sum(row.until is None and row.first is None for row in rows),
        "answered": sum(row.ended == "answered" for row in rows),
        "refused": sum(row.verdict == Verdict.REFUSED for row in rows),
        "reopened": sum(row.verdict == Verdict.REOPENED for row in rows),
        "rejected": sum(row.ended == "rejected" for row in rows),
        "appealed": sum(row.verdict == Verdict.APPEALED for row in rows),
        "passed_on": sum(row.ended == "forwarded" for row in rows),
    }


def _response(row: Row, moment: datetime) -> tuple[float, bool]:
    """Until somebody there first did something; each time it was asked."""
    return ((row.first or row.until or moment) - row.since).total_seconds(), row.first is not None


def _resolution(case: list[Row], moment: datetime) -> tuple[float, bool]:
    """All the time it held one report, and whether that ended with an answer or a rejection that stood."""
    held = sum(((row.until or moment) - row.since).total_seconds() for row in case)
    last = case[-1]
    return held, last.ended in ("answered", "rejected") and last.verdict not in (*BAD, Verdict.APPEALED)


class Place(NamedTuple):
    """From the `best` to the `worst` place it may truly have, among `of`."""

    best: int
    worst: int
    of: int


def places(found: dict[int, Figures]) -> dict[int, Place]:
    """Where each office with enough cases stands by its median first response."""
    return standings({pk: one.response.median for pk, one in found.items() if one.enough})


def standings(known: Mapping[int, Quantile]) -> dict[int, Place]:
    """Where each median stands among them. Whose intervals overlap, their order is not known, so each has a range."""
    lows, highs = sorted(m.low for m in known.values()), sorted(m.high for m in known.values())
    return {
        pk: Place(1 + bisect_left(highs, median.low), bisect_right(lows, median.high), len(known))
        for pk, median in known.items()
    }


def seats_of(offices: QuerySet[Office]) -> dict[int, int]:
    """How many people answer in each office now."""
    posts = Post.objects.current().filter(office__in=offices, role__in=ACTING).order_by()
    return dict(posts.values_list("office").annotate(n=Count("user", distinct=True)))
