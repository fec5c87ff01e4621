"""The reads of the public map, each one SQL query over public reports."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from smartcity.lib import geo
from smartcity.portal.filters import Filters
from smartcity.reports import queries
from smartcity.reports.numbers import pk_of
from smartcity.reports.queries import Card
from smartcity.reports.workflow import Status

# Literal, so that both engines see that the partial indexes of what is active will do. Where the past is asked for,
# `|| ''` keeps SQLite from walking the index of all that is public.
ACTIVE = "r.active AND r.visibility = 'public'"
IN_AREA = "r.area_id IN (SELECT id FROM areas_area WHERE code = %s OR code LIKE %s)"
WORD = """(LOWER(r.text) LIKE %s ESCAPE '!' OR LOWER(r.landmark) LIKE %s ESCAPE '!'
  OR r.area_id IN (SELECT id FROM areas_area WHERE LOWER(name) LIKE %s ESCAPE '!'))"""

TONES: dict[str, tuple[Status, ...]] = {
    "red": (Status.WAITING,),
    "amber": (Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED),
    "green": (Status.DONE,),
    "grey": (Status.REJECTED, Status.MERGED),
}

Where = tuple[str, list[Any]]  # words of fixed SQL about a report r, and their values


def where(filters: Filters) -> Where:
    """Which reports the filters let through. Private ones never."""
    parts = [
        _when(filters), _one_of("r.status IN ({})", filters.status), _area(filters.area), _box(filters),
        _one_of("r.category_id IN (SELECT id FROM reports_category WHERE code IN ({}))", filters.category),
        *(_word(word) for word in filters.q.lower().split()),
    ]  # fmt: skip
    return " AND ".join(sql for sql, _values in parts if sql), [
        value for _sql, values in parts for value in values
    ]


def one_of(column: str, words: tuple[str, ...]) -> str:
    """Our own words, never a reader's, as fixed SQL."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


def moment(value: datetime) -> Any:
    """An aware moment as raw SQL of this engine compares it."""
    return connection.ops.adapt_datetimefield_value(value)


def _when(filters: Filters) -> Where:
    if not filters.since:
        return ACTIVE, []
    until = filters.until or timezone.localdate()
    return (
        "r.visibility || '' = 'public' AND r.created_at >= %s AND r.created_at < %s",
        [moment(_midnight(filters.since)), moment(_midnight(until + timedelta(days=1)))],
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _one_of(sql: str, values: tuple[str, ...]) -> Where:
    return (sql.format(", ".join(["%s"] * len(values))), list(values)) if values else ("", [])


def _area(code: str) -> Where:
    return (IN_AREA, _inside(code)) if code else ("", [])


def _inside(code: str) -> list[str]:
    """The values of IN_AREA."""
    return [code, f"{code}.%"]


def _word(word: str) -> Where:
    like = "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
    return WORD, [like] * 3


def _box(filters: Filters) -> Where:
    if not filters.bbox:
        return "", []
    ranges = geo.cover(*filters.bbox)
    cells = " OR ".join(["r.cell >= %s AND r.cell < %s"] * len(ranges))
    west, south, east, north = filters.bbox
    return (
        f"({cells}) AND r.lon BETWEEN %s AND %s AND r.lat BETWEEN %s AND %s",
        [*(end for pair in ranges for end in pair), west, east, south, north],
    )


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
            f" UNION ALL SELECT r.status, 1, {counted} AND {IN_AREA} GROUP BY 1",
            [*values, *values, *_inside(aside)],
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
