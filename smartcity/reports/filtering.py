"""Filters as fixed SQL about a report r: for the lists, maps and files that ask past the ORM."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from smartcity.lib import geo
from smartcity.reports.filters import Box, Filters

IN_AREA = "r.area_id IN (SELECT id FROM areas_area WHERE code = %s OR code LIKE %s)"
WORD = """(LOWER(r.text) LIKE %s ESCAPE '!' OR LOWER(r.landmark) LIKE %s ESCAPE '!'
  OR r.area_id IN (SELECT id FROM areas_area WHERE LOWER(name) LIKE %s ESCAPE '!'))"""

Where = tuple[str, list[Any]]  # words of fixed SQL about a report r, and their values


def joined(parts: Iterable[Where]) -> Where:
    """All of them at once; empty ones say nothing."""
    said = [(sql, values) for sql, values in parts if sql]
    return " AND ".join(sql for sql, _values in said), [value for _sql, values in said for value in values]


def common(filters: Filters) -> list[Where]:
    """Status, area, category and words: what means the same wherever it is asked."""
    return [
        _one_of("r.status IN ({})", filters.status),
        (IN_AREA, inside(filters.area)) if filters.area else ("", []),
        _one_of("r.category_id IN (SELECT id FROM reports_category WHERE code IN ({}))", filters.category),
        *(_word(word) for word in filters.q.lower().split()),
    ]


def inside(code: str) -> list[str]:
    """The values of IN_AREA."""
    return [code, f"{code}.%"]


def reported(since: date, until: date | None) -> Where:
    """From the one day to the other (today, when it is not said), both included, in the city's time."""
    last = until or timezone.localdate()
    values = [moment(midnight(since)), moment(midnight(last + timedelta(days=1)))]
    return "r.created_at >= %s AND r.created_at < %s", values


def in_box(box: Box | None) -> Where:
    """With their own position in it; a box whose west lies east of its east spans the date line."""
    if not box:
        return "", []
    west, south, east, north = box
    if west > east:
        left, right = in_box((west, south, 180.0, north)), in_box((-180.0, south, east, north))
        return f"({left[0]} OR {right[0]})", [*left[1], *right[1]]
    ranges = geo.cover(*box)
    cells = " OR ".join(["r.cell >= %s AND r.cell < %s"] * len(ranges))
    return (
        f"(({cells}) AND r.lon BETWEEN %s AND %s AND r.lat BETWEEN %s AND %s)",
        [*(end for pair in ranges for end in pair), west, east, south, north],
    )


def one_of(column: str, words: tuple[str, ...]) -> str:
    """Our own words, never a reader's, as fixed SQL."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


def moment(value: datetime) -> Any:
    """An aware moment as raw SQL of this engine compares it."""
    return connection.ops.adapt_datetimefield_value(value)


def midnight(day: date) -> datetime:
    """When a day begins in the city."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_of(at: datetime) -> date:
    """Which day that moment is in, in the city."""
    return timezone.localtime(at).date()


def _one_of(sql: str, values: tuple[str, ...]) -> Where:
    return (sql.format(", ".join(["%s"] * len(values))), list(values)) if values else ("", [])


def _word(word: str) -> Where:
    like = "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
    return WORD, [like] * 3
