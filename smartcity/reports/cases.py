"""What an office reads: its open cases in the order it asks for, and its history."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from smartcity.accounts.queries import Reach
from smartcity.lib.geo import box_around
from smartcity.reports.models import Report
from smartcity.reports.queries import OPEN_SQL, SQUARE, Card, cards, measured
from smartcity.reports.searching import found

Words = tuple[str, list[Any]]  # SQL that is ours, and the values for it
EVERYTHING: Words = ("1 = 1", [])
# Open reports are all due some time: saying so lets SQLite take the partial index report_inbox instead of reading an
# office's whole history.
IS_OPEN = f"r.status IN ({OPEN_SQL}) AND r.due > '1970-01-01'"


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort cases, and the keyset that goes on after a card: a moment and a pk."""

    by: str
    beyond: str
    moment: Callable[[Card], datetime | None]

    def token(self, card: Card) -> str:
        """What `after` takes to go on behind `card`."""
        moment = self.moment(card) or card.when
        return f"{round(moment.timestamp() * 1_000_000)}-{card.pk}"


DUE = Order("r.due, r.id", "(r.due, r.id) > (%s, %s)", lambda card: card.due)
ARRIVED = Order("r.held_since DESC, r.id DESC", "(r.held_since, r.id) < (%s, %s)", lambda card: card.since)
OLDEST = Order("r.created_at, r.id", "(r.created_at, r.id) > (%s, %s)", lambda card: card.when)
NEWEST = Order("r.created_at DESC, r.id DESC", "(r.created_at, r.id) < (%s, %s)", lambda card: card.when)


PAST = """NOT (r.status IN ({open}) AND {held}) AND EXISTS (
    SELECT 1 FROM reports_holding t JOIN offices_office u ON u.id = t.office_id
    WHERE t.report_id = r.id AND ({under}))"""
LIKELY_PARENT = """CASE WHEN EXISTS (SELECT 1 FROM reports_report p WHERE p.parent_id = r.id) THEN 0 ELSE 1 END,
    CASE WHEN r.category_id = %s THEN 0 ELSE 1 END"""
CHOSEN = "r.id IN (SELECT r.id FROM reports_report r WHERE {where} ORDER BY {by} LIMIT %s)"
HELD = "r.holder_id IN (SELECT u.id FROM offices_office u WHERE {under})"


def open_cases(paths: Iterable[str], *, order: Order = DUE, narrowed: Words = EVERYTHING, after: str = "",
               most: int = 50, alone: bool = False, opened_by: int | None = None) -> list[Card]:  # fmt: skip
    """Open reports held by the offices under these paths; `alone`: at them, not below, here as in the rest;
    `opened_by` fills `opened`."""
    held, values = _held_under(paths, alone=alone)
    return _page(f"{IS_OPEN} AND {held}", values, order, narrowed, after, most, opened_by)


def answered_cases(paths: Iterable[str], *, narrowed: Words = EVERYTHING, after: str = "", most: int = 50,
                   alone: bool = False, opened_by: int | None = None) -> list[Card]:  # fmt: skip
    """Reports whose answer nobody has confirmed yet, the oldest first."""
    held, values = _held_under(paths, alone=alone)
    where = f"r.status = 'answered' AND r.confirm_by IS NOT NULL AND {held}"
    return _page(where, values, OLDEST, narrowed, after, most, opened_by)


def past_cases(paths: Sequence[str], *, narrowed: Words = EVERYTHING, after: str = "", most: int = 50,
               alone: bool = False, opened_by: int | None = None) -> list[Card]:  # fmt: skip
    """What was answered, closed or passed on: whatever these offices ever held and is not open with them."""
    under, values = _under(paths, alone=alone)
    where = PAST.format(open=OPEN_SQL, held=HELD.format(under=under), under=under)
    return _page(where, values * 2, NEWEST, narrowed, after, most, opened_by)


def nearest_cases(paths: Iterable[str], lon: float, lat: float, *, narrowed: Words = EVERYTHING,
                  most: int = 50, alone: bool = False, opened_by: int | None = None) -> list[Card]:  # fmt: skip
    """Open reports held under these paths, the nearest to a point first, with their distance."""
    held, values = _held_under(paths, alone=alone)
    words, more = narrowed
    where = f"{IS_OPEN} AND {held} AND {words}"
    near = cards(
        where,
        [*values, *more, lon, lon, lat, lat],
        sort=f"{SQUARE}, r.id",
        most=most,
        sent=True,
        opened_by=opened_by,
    )
    return measured(near, lon, lat)


def look_alikes(report: Report, reach: Reach, *, metres: float = 400, most: int = 8) -> list[Card]:
    """Unfinished reports of the same kind nearby that this reach may merge `report` into, the nearest first.
    The one it seems to repeat comes first of all."""
    west, south, east, north = box_around(report.lon, report.lat, metres)
    held, values = _held_under([post.office.path for post in reach.posts])
    where = f"""r.category_id = %s AND r.id <> %s AND r.status IN ({OPEN_SQL}, 'answered') AND r.visibility = %s
        AND (r.visibility = 'public' OR r.author_id = %s) AND r.lon BETWEEN %s AND %s AND r.lat BETWEEN %s AND %s AND {held}"""
    own = [report.category_id, report.pk, report.visibility, report.author_id]
    values = [*own, west, east, south, north, *values]
    values += [report.repeat_of_id or 0, report.lon, report.lon, report.lat, report.lat]
    alike = cards(where, values, sort=f"CASE WHEN r.id = %s THEN 0 ELSE 1 END, {SQUARE}, r.id", most=most)
    return measured(alike, report.lon, report.lat)


def likely_parents(report: Report, reach: Reach, *, metres: float = 1000, most: int = 8) -> list[Card]:
    """Open public cases of this reach nearby that `report` may be part of: those that have children first, then those of
    its own kind, then the nearest."""
    west, south, east, north = box_around(report.lon, report.lat, metres)
    held, values = _held_under([post.office.path for post in reach.posts])
    where = f"""{IS_OPEN} AND r.id <> %s AND r.parent_id IS NULL AND r.visibility = 'public'
        AND r.lon BETWEEN %s AND %s AND r.lat BETWEEN %s AND %s AND {held}"""
    values = [report.pk, west, east, south, north, *values]
    values += [report.category_id, report.lon, report.lon, report.lat, report.lat]
    found = cards(where, values, sort=f"{LIKELY_PARENT}, {SQUARE}, r.id", most=most)
    return measured(found, report.lon, report.lat)


def of_status(status: str) -> Words:
    return "r.status = %s", [status]


def of_category(code: str) -> Words:
    return "r.category_id IN (SELECT k.id FROM reports_category k WHERE k.code = %s)", [code]


def assigned_to(user_id: int) -> Words:
    return "r.assignee_id = %s", [user_id]


def saying(typed: str) -> Words:
    """Reports with every one of the typed words in their text, landmark, kind or kelurahan, by its root; all when
    nothing was typed."""
    if not typed.strip():
        return EVERYTHING
    sql, values = found(typed)
    return f"r.id IN ({sql})", values


def both(*parts: Words) -> Words:
    return " AND ".join(f"({sql})" for sql, _values in parts) or "1 = 1", [
        v for _sql, values in parts for v in values
    ]


def _held_under(paths: Iterable[str], *, alone: bool = False) -> Words:
    under, values = _under(paths, alone=alone)
    return HELD.format(under=under), values


def _under(paths: Iterable[str], *, alone: bool) -> Words:
    """Offices `u` at or below these paths; at them only when `alone`."""
    paths = list(paths)
    return " OR ".join("u.path LIKE %s" for _path in paths) or "1 = 0", [
        path if alone else f"{path}%" for path in paths
    ]


def _page(
    where: str,
    values: Sequence[Any],
    order: Order,
    narrowed: Words,
    after: str,
    most: int,
    opened_by: int | None,
) -> list[Card]:
    words, more = narrowed
    where, params = f"{where} AND ({words})", [*values, *more]
    if beyond := _read(after):
        where, params = f"{where} AND {order.beyond}", [*params, *beyond]
    # Which ones are on the page is settled by an index alone; then only those are read.
    return cards(
        CHOSEN.format(where=where, by=order.by),
        [*params, most],
        sort=order.by,
        most=most,
        sent=True,
        opened_by=opened_by,
    )


def _read(token: str) -> list[Any]:
    """The moment, as the database compares it, and the pk of a token; nothing of what is none."""
    micros, _dash, pk = token.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in (micros, pk)):
        return []
    try:
        return [as_stored(datetime.fromtimestamp(int(micros) / 1_000_000, UTC)), int(pk)]
    except (OverflowError, ValueError, OSError):
        return []


def as_stored(moment: datetime) -> Any:
    """A moment as raw SQL must hand it over: SQLite compares text, and ours bears no offset."""
    return connection.ops.adapt_datetimefield_value(moment)
