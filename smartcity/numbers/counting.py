"""The public log of the city as arrays, and what they say: of offices, places, kinds, months and days.

An office is measured by the times it held something (docs/decisions/0022); a place, a kind or a month by its reports
from the day they came, whoever held them. Only public reports, in both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from smartcity.areas.models import Area
from smartcity.lib.survival import Quantile, medians
from smartcity.reports.models import Verdict
from smartcity.reports.workflow import Status

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Figure = dict[
    str, Any
]  # counts by name, and `response`, `resolution`: [median, low, high] in seconds, None where not reached

HEAT_ZOOM = 16  # squares of about 600 m
PAGE = 20_000
HELD = """SELECT h.report_id, h.office_id, r.area_id, r.category_id, r.cell, {created}, {since}, {until}, {first}, h.ended,
  h.verdict, r.status
FROM reports_holding h JOIN reports_report r ON r.id = h.report_id
WHERE r.visibility = 'public' AND h.since >= %s AND h.since < %s ORDER BY h.report_id, h.since, h.id"""
CLOSED = """SELECT {closed} FROM reports_report r WHERE r.visibility = 'public' AND r.status = 'done' AND r.closed_at >= %s
  AND r.closed_at < %s"""
ENDS = (
    "",
    "answered",
    "rejected",
    "forwarded",
    "merged",
)  # any other is "passed to somebody" and nobody's fault
VERDICTS = ("", *Verdict.values)
STATUSES = tuple(one.value for one in Status)


@dataclass(frozen=True, slots=True)
class Held:
    """The times public reports were held, ordered by report and time. Moments are seconds of the epoch, NaN where it has
    not come; `ended`, `verdict` and `status` are places in ENDS, VERDICTS and STATUSES."""

    report: Ints
    office: Ints
    area: Ints
    category: Ints
    cell: Ints
    created: Floats
    since: Floats
    until: Floats
    first: Floats
    ended: Ints
    verdict: Ints
    status: Ints

    def where(self, wanted: Flags | Ints) -> "Held":
        return Held(*(getattr(self, one.name)[wanted] for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Cases:
    """What is counted together: a group, and how long it took until it was over, of each; `flags` by the name of the figure."""

    group: Ints
    response: Floats
    responded: Flags
    resolution: Floats
    resolved: Flags
    flags: dict[str, Flags] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a Sheet keeps. Groups are primary keys, months "2026-11", days or weeks their first day."""

    reports: int
    city: Figure
    offices: dict[int, Figure]
    areas: dict[int, Figure]
    categories: dict[int, Figure]
    months: dict[str, Figure]
    series: list[tuple[str, int, int]]  # a day or week: how many came, how many were closed as done
    heat: list[tuple[int, int]]  # a cell of HEAT_ZOOM, how many


def read(since: datetime, until: datetime) -> Held:
    """All that began to be held in this time; about 90 bytes each."""
    moments = {
        name: _seconds(f"{row}.{column}")
        for name, row, column in (("created", "r", "created_at"), ("since", "h", "since"), ("until", "h", "until"),
                                  ("first", "h", "first_action_at"))
    }  # fmt: skip
    pages = [
        Held(*map(_column, fields(Held), zip(*page, strict=True)))
        for page in _rows(HELD.format(**moments), since, until)
    ]
    if not pages:
        return Held(*(np.zeros(0, _kind(one.name)) for one in fields(Held)))
    return Held(*(np.concatenate([getattr(page, one.name) for page in pages]) for one in fields(Held)))


def closings(since: datetime, until: datetime) -> Floats:
    """When public reports were closed as done, in seconds of the epoch."""
    pages = _rows(CLOSED.format(closed=_seconds("r.closed_at")), since, until)
    return np.array([row[0] for page in pages for row in page], np.float64)


def count(held: Held, closed: Floats, since: datetime, until: datetime, months: int = 12) -> Counted:
    """The figures of what came in this time. `held` and `closed` may reach further back, for the `months`."""
    began, ends = since.timestamp(), until.timestamp()
    times = held.where((held.since >= began) & (held.since < ends))
    ours = held.where((held.created >= began) & (held.created < ends))
    whole, last = _by_report(ours, ends)
    at = ours.where(last)
    above = _above()
    areas = {
        key: figure
        for level in range(3)
        for key, figure in grouped(_as(whole, _raised(at.area, above, level))).items()
        if key
    }
    return Counted(
        reports=len(last),
        city=grouped(_as(whole, np.zeros(len(last), np.int64))).get(0) or _nothing(),
        offices=_by_office(times, ends),
        areas=areas,
        categories=grouped(_as(whole, at.category)),
        months=_by_month(held, until, months),
        series=_series(at.created, closed, since, until),
        heat=_heat(at.cell),
    )


def grouped(cases: Cases) -> dict[int, Figure]:
    """The figures of each group."""
    order = np.argsort(cases.group, kind="stable")
    keys, starts = np.unique(cases.group[order], return_index=True)
    parts = np.split(order, starts[1:]) if len(keys) else []
    return {
        int(key): {
            "cases": len(part),
            **{name: int(flag[part].sum()) for name, flag in cases.flags.items()},
            "response": _said(medians(cases.response[part], cases.responded[part])),
            "resolution": _said(medians(cases.resolution[part], cases.resolved[part])),
        }
        for key, part in zip(keys, parts, strict=True)
    }


# --- Of reports


def _by_report(held: Held, ends: float) -> tuple[Cases, Ints]:
    """Each report from the day it came, and where its last holding stands."""
    starts, last = _runs(held.report)
    if not len(starts):
        none, no = np.zeros(0), np.zeros(0, bool)
        return Cases(np.zeros(0, np.int64), none, no, none, no, _flags(held, starts)), last
    first = np.fmin.reduceat(held.first, starts)
    created, until, ended = held.created[starts], held.until[last], held.ended[last]
    over = np.nan_to_num(until, nan=ends)
    responded = ~np.isnan(first)
    return Cases(
        np.zeros(len(starts), np.int64),
        np.maximum(0, np.where(responded, first, over) - created), responded,
        np.maximum(0, over - created), _stands(ended, held.verdict[last]), _flags(held, starts),
    ), last  # fmt: skip


def _flags(held: Held, starts: Ints) -> dict[str, Flags]:
    """Of each report: what reports.figures.COUNTED says, in memory."""
    status = held.status[starts]

    def ever(verdict: str) -> Flags:
        here = held.verdict == VERDICTS.index(verdict)
        return np.logical_or.reduceat(here, starts) if len(starts) else here

    def now(*wanted: Status) -> Flags:
        return np.isin(status, [STATUSES.index(one) for one in wanted])

    return {
        "waiting": now(Status.WAITING),
        "working": now(Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED),
        "done": now(Status.DONE),
        "rejected": now(Status.REJECTED),
        "refused": ever(Verdict.REFUSED),
        "reopened": ever(Verdict.REOPENED),
    }


def _as(cases: Cases, group: Ints) -> Cases:
    return Cases(group, cases.response, cases.responded, cases.resolution, cases.resolved, cases.flags)


def _by_month(held: Held, until: datetime, months: int) -> dict[str, Figure]:
    """By the month they came, the last `months` of them."""
    starts = _months(until, months)
    edges = [moment.timestamp() for moment in starts]
    ours = held.where((held.created >= edges[0]) & (held.created < until.timestamp()))
    whole, last = _by_report(ours, until.timestamp())
    found = grouped(_as(whole, np.searchsorted(edges, ours.created[last], side="right") - 1))
    return {f"{moment:%Y-%m}": found.get(n) or _nothing() for n, moment in enumerate(starts)}


def _months(until: datetime, months: int) -> list[datetime]:
    """The first moment of each of the last months, here."""
    day = timezone.localtime(until).date().replace(day=1)
    days = []
    for _n in range(months):
        days.append(day)
        day = (day - timedelta(days=1)).replace(day=1)
    return [_midnight(day) for day in reversed(days)]


def months_before(until: datetime, months: int = 12) -> datetime:
    """Where the oldest of these months begins."""
    return _months(until, months)[0]


# --- Of offices


def _by_office(held: Held, ends: float) -> dict[int, Figure]:
    """Each time an office held something, as reports.performance counts it; how long in all, once a case."""
    order = np.lexsort((held.since, held.report, held.office))
    rows = held.where(order)
    over = np.nan_to_num(rows.until, nan=ends)
    responded = ~np.isnan(rows.first)
    answered, rejected = rows.ended == ENDS.index("answered"), rows.ended == ENDS.index("rejected")
    open_ = np.isnan(rows.until)
    flags = {
        "open": open_,
        "unanswered": open_ & ~responded,
        "answered": answered,
        "refused": answered & (rows.verdict == VERDICTS.index(Verdict.REFUSED)),
        "reopened": answered & (rows.verdict == VERDICTS.index(Verdict.REOPENED)),
        "rejected": rejected,
        "appealed": rejected & (rows.verdict == VERDICTS.index(Verdict.APPEALED)),
        "passed_on": rows.ended == ENDS.index("forwarded"),
    }
    asked = Cases(
        rows.office,
        np.where(responded, rows.first, over) - rows.since,
        responded,
        over - rows.since,
        open_,
        flags,
    )
    found = grouped(asked)
    starts, last = _runs(rows.office * (rows.report.max(initial=0) + 1) + rows.report)
    if len(starts):
        whole = np.add.reduceat(over - rows.since, starts)
        stands = _stands(rows.ended[last], rows.verdict[last])
        cases = grouped(Cases(rows.office[starts], whole, stands, whole, stands))
        for key, figure in cases.items():
            found[key]["resolution"] = figure["resolution"]
    return found


def _stands(ended: Ints, verdict: Ints) -> Flags:
    """Whether it ended with an answer or a rejection that stood."""
    bad = [VERDICTS.index(one) for one in (Verdict.REFUSED, Verdict.REOPENED, Verdict.APPEALED)]
    return np.isin(ended, [ENDS.index("answered"), ENDS.index("rejected")]) & ~np.isin(verdict, bad)


# --- Of days and squares


def _series(created: Floats, closed: Floats, since: datetime, until: datetime) -> list[tuple[str, int, int]]:
    """By day up to a month, else by week from its Monday; the last is not over yet."""
    first = timezone.localtime(since).date()
    step = 1 if (until - since).days <= 31 else 7
    if step == 7:
        first += timedelta(days=(7 - first.weekday()) % 7)  # the first whole week
    days: list[date] = []
    while first <= timezone.localtime(until).date():
        days.append(first)
        first += timedelta(days=step)
    edges = [_midnight(day).timestamp() for day in days] + [
        max(until.timestamp(), _midnight(first).timestamp())
    ]
    came, went = np.histogram(created, edges)[0], np.histogram(closed, edges)[0]
    return [(day.isoformat(), int(n), int(m)) for day, n, m in zip(days, came, went, strict=True)]


def _heat(cells: Ints) -> list[tuple[int, int]]:
    squares, many = np.unique(cells >> 2 * (24 - HEAT_ZOOM), return_counts=True)
    return [(int(square), int(n)) for square, n in zip(squares, many, strict=True)]


# --- Reading


def _rows(sql: str, since: datetime, until: datetime) -> Iterator[list[Any]]:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [adapt(since), adapt(until)])
        while page := cursor.fetchmany(PAGE):
            yield page


def _seconds(column: str) -> str:
    """A moment as seconds of the epoch, in this engine's words."""
    if connection.vendor == "postgresql":
        return f"EXTRACT(EPOCH FROM {column})::float8"
    return f"(julianday({column}) - 2440587.5) * 86400.0"


WORDS: dict[str, dict[str, int]] = {
    name: {word: n for n, word in enumerate(words)} for name, words in (("ended", ENDS), ("verdict", VERDICTS), ("status", STATUSES))
}  # fmt: skip
MOMENTS = ("created", "since", "until", "first")


def _kind(name: str) -> Any:
    """As narrow as will do: a million of them stand in memory at once."""
    if name in MOMENTS:
        return np.float64
    return np.int8 if name in WORDS else np.int64 if name in ("cell", "report") else np.int32


def _column(one: Any, values: tuple[Any, ...]) -> NDArray[Any]:
    known = WORDS.get(one.name)
    if known is not None:
        return np.array([known.get(value, -1) for value in values], np.int8)
    return np.array(values, _kind(one.name))  # None becomes NaN


def _runs(keys: Ints) -> tuple[Ints, Ints]:
    """Where each run of the same key begins, and where it ends."""
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    change = np.flatnonzero(np.diff(keys)) + 1
    return np.concatenate(([0], change)), np.concatenate((change - 1, [len(keys) - 1]))


def _above() -> Mapping[int, int]:
    """The parent of each area, by primary key."""
    return {pk: parent for pk, parent in Area.objects.values_list("pk", "parent") if parent}


def _raised(areas: Ints, above: Mapping[int, int], levels: int) -> Ints:
    """The areas so many levels up; 0 where there is none."""
    for _level in range(levels):
        known, back = np.unique(areas, return_inverse=True)
        areas = np.array([above.get(int(key), 0) for key in known], np.int64)[back]
    return areas


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 made aware here


def _said(median: Quantile) -> list[float | None]:
    return [round(value, 1) if np.isfinite(value) else None for value in median]


def _nothing() -> Figure:
    return {"cases": 0, "response": [None] * 3, "resolution": [None] * 3}
