"""The reads of the public map, each one SQL query over public reports."""

from dataclasses import dataclass

from django.db import connection

from smartcity.reports import filtering, queries
from smartcity.reports.filtering import Where, joined
from smartcity.reports.filters import Filters
from smartcity.reports.numbers import pk_of
from smartcity.reports.queries import Card
from smartcity.reports.workflow import Status

# Literal, so that both engines see that the partial indexes of what is active will do. Where the past is asked for,
# `|| ''` keeps SQLite from walking the index of all that is public.
ACTIVE = "r.active AND r.visibility = 'public'"
TONES: dict[str, tuple[Status, ...]] = {
    "red": (Status.WAITING,),
    "amber": (Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED),
    "green": (Status.DONE,),
    "grey": (Status.REJECTED, Status.MERGED),
}


def where(filters: Filters) -> Where:
    """Which reports the filters let through. Private ones never."""
    return joined([_when(filters), *(filtering.common(filters)), filtering.in_box(filters.bbox)])


def _when(filters: Filters) -> Where:
    if not filters.since:
        return ACTIVE, []
    sql, values = filtering.reported(filters.since, filters.until)
    return f"r.visibility || '' = 'public' AND {sql}", values


# --- The list


@dataclass(frozen=True, slots=True)
class Order:
    """`before` of an address is the last card of the page before: its number, or its supports and number."""

    sort: str
    keys: int
    past: str


ORDERS = {
    "newest": Order("r.id DESC", 1, "r.id < %s"),
    "supported": Order("r.supports DESC, r.id DESC", 2, "(r.supports, r.id) < (%s, %s)"),
}
# Of the past the newest are found by their moment: ids would be walked from today backwards.
NEWEST_THEN = Order(
    "r.created_at DESC, r.id DESC", 1,
    "(r.created_at, r.id) < (SELECT t.created_at, t.id FROM reports_report t WHERE t.id = %s)",
)  # fmt: skip


def page(filters: Filters, order: str, before: tuple[int, ...] = (), most: int = 20) -> list[Card]:
    """Cards in this order after the keys `before`."""
    how = NEWEST_THEN if filters.since and order == "newest" else ORDERS[order]
    sql, values = where(filters)
    if before:
        *first, number = before
        sql, values = f"{sql} AND {how.past}", [*values, *first, pk_of(number)]
    return queries.cards(sql, values, sort=how.sort, most=most)


def keys(card: Card, order: str) -> str:
    """What `before` has to say to go on after this card."""
    return f"{card.supports}.{card.number}" if order == "supported" else str(card.number)


def one(number: int) -> Card | None:
    """The public report with this number."""
    found = queries.cards("r.visibility = 'public' AND r.id = %s", [pk_of(number)], sort="r.id", most=1)
    return found[0] if found else None


# --- Numbers


@dataclass(frozen=True, slots=True)
class Figures:
    """How many active reports have each status; `aside` of them lie in the area drawn beside the map."""

    counts: dict[str, int]
    aside: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def figures(filters: Filters, aside: str = "") -> Figures:
    """The active reports of the filters' area and category by status, whatever else is filtered."""
    sql, values = where(Filters(area=filters.area, category=filters.category))
    counted = f"COUNT(*) FROM reports_report r WHERE {sql}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.status, 0, {counted} GROUP BY 1"  # noqa: S608 fixed words
            f" UNION ALL SELECT r.status, 1, {counted} AND {filtering.IN_AREA} GROUP BY 1",
            [*values, *values, *filtering.inside(aside)],
        )
        rows = cursor.fetchall()
    return Figures({s: n for s, beside, n in rows if not beside}, {s: n for s, beside, n in rows if beside})


def count(filters: Filters) -> int:
    """How many reports the filters let through."""
    sql, values = where(filters)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM reports_report r WHERE {sql}", values)  # noqa: S608 fixed words
        row = cursor.fetchone()
    return int(row[0])
