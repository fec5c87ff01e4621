"""Public reports as rows of open data, a page at a time: memory stays flat however many there are.

Never private reports, nor any of a private category; of sensitive categories only the kelurahan is told, and what is
asked for by place or by words is asked of what is told: a box drawn tighter and tighter finds nothing more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.offices.models import Kind
from smartcity.reports import filtering
from smartcity.reports.filtering import Where, joined
from smartcity.reports.filters import Filters
from smartcity.reports.models import Category
from smartcity.reports.numbers import number_of, pk_of

PAGE = 2000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = tuple[Any, ...]  # the values of COLUMNS, in their order: moments as W3CDTF, nothing as None
Key = tuple[Any, ...]  # where a page ended
Span = tuple[datetime | None, datetime | None]  # moments, both included; None: without end
ALWAYS: Span = (None, None)
MARK = re.compile(r"(?:(\d{1,18})\.)?(\d{1,15})", re.ASCII)  # microseconds since 1970, and a report's number

SENSITIVE = frozenset({Kind.HEALTH, Kind.FIRE, Kind.ORDER, Kind.POLICE})
"""A category is sensitive when the office that answers it deals with people rather than with things: whose house burnt,
who was ill, whom the neighbours complain of. What is private besides is in no file at all."""

SELECT = """
SELECT r.id, c.code, c.name, r.status, {text}, {landmark}, {lon}, {lat}, {coarse}, a.code, a.name, e.name, k.name,
       h.title, r.channel, {moments}, r.supports, r.comments
FROM reports_report r
JOIN reports_category c ON c.id = r.category_id
JOIN areas_area a ON a.id = r.area_id
LEFT JOIN areas_area e ON e.id = a.parent_id
LEFT JOIN areas_area k ON k.id = e.parent_id
JOIN offices_office h ON h.id = r.holder_id
WHERE {where}
ORDER BY {order}
LIMIT %s
"""


MOMENTS = ", ".join(
    f"r.{name} || ''" for name in ("created_at", "updated_at", "resolve_by", "answered_at", "closed_at")
)
"""As text in UTC on both engines: reading a moment of each of a million rows into Python and out again costs half of all."""


@dataclass(frozen=True, slots=True)
class Order:
    """`key` are the columns of SELECT a page ends with; `past` what comes after it."""

    by: str
    past: str
    key: Callable[[tuple[Any, ...]], Key]


# Of a span of time by its moment: ids would be walked from the first day of the city.
BY_ID = Order("r.id", "r.id > %s", lambda raw: (raw[0],))
BY_MOMENT = Order("r.created_at, r.id", "(r.created_at, r.id) > (%s, %s)", lambda raw: (raw[15], raw[0]))
NEWEST = Order("r.id DESC", "r.id < %s", lambda raw: (raw[0],))
NEWEST_THEN = Order("r.created_at DESC, r.id DESC", "(r.created_at, r.id) < (%s, %s)", BY_MOMENT.key)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The ids of the categories that are in open data, and of those whose reports are told by kelurahan alone."""

    open: tuple[int, ...]
    sensitive: tuple[int, ...]

    @classmethod
    def now(cls) -> "Kinds":
        found = list(Category.objects.filter(private=False))
        return cls(tuple(kind.pk for kind in found), tuple(kind.pk for kind in found if is_sensitive(kind)))

    def among(self, pks: tuple[int, ...]) -> str:
        return f"r.category_id IN ({', '.join(map(str, pks)) or 'NULL'})"

    @property
    def coarse(self) -> str:
        """Whether r is told by its kelurahan alone, as SQL; never NULL."""
        return self.among(self.sensitive) if self.sensitive else "1 = 0"


def is_sensitive(kind: Category) -> bool:
    return kind.private or kind.responsible in SENSITIVE


def rows(filters: Filters, beat: Callable[[], object] = lambda: None) -> Iterator[Row]:
    """All that the filters let through, the oldest first; without `since` from the first day on. `beat` is called
    once a page."""
    order, after = BY_MOMENT if filters.since else BY_ID, None
    kinds = Kinds.now()
    while raws := _page(filters, kinds, order, after, PAGE):
        beat()
        yield from map(_row, raws)
        if len(raws) < PAGE:
            return
        after = order.key(raws[-1])


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of rows, the newest first; `next` is what to ask for behind it, "" when it is the last."""

    rows: list[Row]
    next: str


def newest(filters: Filters, most: int, after: str = "", span: Span = ALWAYS) -> Leaf:
    """The newest `most` that the filters let through, behind where another leaf ended; `span` narrows them to moments,
    both included. Raises Invalid for an `after` that no leaf has told."""
    timed = any(span) or bool(filters.since)
    order = NEWEST_THEN if timed else NEWEST
    raws = _page(filters, Kinds.now(), order, _key(after, timed), most + 1, span)
    more = len(raws) > most
    return Leaf([_row(raw) for raw in raws[:most]], _mark(order.key(raws[most - 1]), timed) if more else "")


def one(number: int) -> Row | None:
    """The report with this number, if it is in open data."""
    kinds = Kinds.now()
    found = _read(kinds, [(_open(kinds), []), ("r.id = %s", [pk_of(number)])], "r.id", 1)
    return _row(found[0]) if found else None


def count_up_to(filters: Filters, most: int, span: Span = ALWAYS) -> int:  # fmt: skip
    """How many there are, counted no further than `most`."""
    sql, values = joined(_where(filters, Kinds.now(), span))
    counted = f"SELECT COUNT(*) FROM (SELECT 1 FROM reports_report r JOIN areas_area a ON a.id = r.area_id WHERE {sql} LIMIT %s) s"  # noqa: S608 fixed words
    with connection.cursor() as cursor:
        cursor.execute(counted, [*values, most])
        row = cursor.fetchone()
    return int(row[0])


def fingerprint(filters: Filters) -> tuple[int, int, int, int]:
    """Of which reports a file of these filters would be made now: how many, how many coarse, and two sums of ids."""
    kinds = Kinds.now()
    sql, values = joined(_where(filters, kinds))
    asked = f"""SELECT COUNT(*), COALESCE(SUM(CASE WHEN {kinds.coarse} THEN 1 ELSE 0 END), 0), COALESCE(SUM(r.id), 0),
      COALESCE(SUM((r.id * 7919) %% 1000003), 0)
      FROM reports_report r JOIN areas_area a ON a.id = r.area_id WHERE {sql}"""  # noqa: S608 fixed words
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        found = cursor.fetchone()
    return int(found[0]), int(found[1]), int(found[2]), int(found[3])


def oldest() -> datetime | None:
    """When the oldest report in open data was filed."""
    kinds = Kinds.now()
    found = _read(kinds, [(_open(kinds, "|| ''"), [])], "r.created_at", 1)
    return _moment(found[0][15]) if found else None


# --- The SQL


def _page(
    filters: Filters,
    kinds: Kinds,
    order: Order,
    after: Key | None,
    most: int,
    span: Span = ALWAYS,
) -> list[tuple[Any, ...]]:
    parts = _where(filters, kinds, span)
    if after:
        parts.append((order.past, list(after)))
    return _read(kinds, parts, order.by, most)


def _read(kinds: Kinds, parts: list[Where], order: str, most: int) -> list[tuple[Any, ...]]:
    sql, values = joined(parts)
    coarse = kinds.coarse
    told = {
        "text": f"CASE WHEN {coarse} THEN NULL ELSE r.text END",
        "landmark": f"CASE WHEN {coarse} THEN NULL ELSE r.landmark END",
        "lon": f"CASE WHEN {coarse} THEN a.lon ELSE r.lon END",
        "lat": f"CASE WHEN {coarse} THEN a.lat ELSE r.lat END",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            SELECT.format(where=sql, order=order, coarse=coarse, moments=MOMENTS, **told), [*values, most]
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _where(filters: Filters, kinds: Kinds, span: Span = ALWAYS) -> list[Where]:
    timed = any(span) or bool(filters.since)
    return [
        (_open(kinds, "|| ''" if timed else ""), []),
        filtering.reported(filters.since, filters.until) if filters.since else ("", []),
        *_span(span),
        *filtering.common(replace(filters, q="")),
        _saying(filters, kinds),
        _boxed(filters, kinds),
    ]


def _open(kinds: Kinds, unindexed: str = "") -> str:
    """`unindexed` keeps SQLite from walking the index of all that is public where a moment is asked for."""
    return f"r.visibility {unindexed} = 'public' AND {kinds.among(kinds.open)}"


def _span(span: Span) -> list[Where]:
    first, last = span
    return [
        ("r.created_at >= %s", [filtering.moment(first)]) if first else ("", []),
        ("r.created_at <= %s", [filtering.moment(last)]) if last else ("", []),
    ]


def _saying(filters: Filters, kinds: Kinds) -> Where:
    """Words are looked for where they are told."""
    if not filters.q:
        return "", []
    sql, values = joined(filtering.common(Filters(q=filters.q)))
    return f"NOT ({kinds.coarse}) AND {sql}", values


def _boxed(filters: Filters, kinds: Kinds) -> Where:
    """A coarse report lies where it is told to lie."""
    exact, values = filtering.in_box(filters.bbox)
    if not filters.bbox or not kinds.sensitive:
        return exact, values
    west, south, east, north = filters.bbox
    across = "(a.lon >= %s OR a.lon <= %s)" if west > east else "(a.lon >= %s AND a.lon <= %s)"
    return (
        f"((NOT ({kinds.coarse}) AND {exact}) OR ({kinds.coarse} AND {across} AND a.lat BETWEEN %s AND %s))",
        [*values, west, east, south, north],
    )


def _mark(key: Key, timed: bool) -> str:
    """Where a page ended, for an address: its moment goes along, for the report may be gone when it is asked."""
    if not timed:
        return str(number_of(key[0]))
    return f"{(_moment(key[0]) - EPOCH) // timedelta(microseconds=1)}.{number_of(key[1])}"


def _key(mark: str, timed: bool) -> Key | None:
    """Raises Invalid."""
    if not mark:
        return None
    found = MARK.fullmatch(mark)
    if not found or bool(found[1]) != timed:
        raise Invalid(_("Halaman itu tidak ada."), field="after", code="bad_page")
    pk = pk_of(int(found[2]))
    if not found[1]:
        return (pk,)
    try:
        return filtering.moment(EPOCH + timedelta(microseconds=int(found[1]))), pk
    except OverflowError as beyond:
        raise Invalid(_("Halaman itu tidak ada."), field="after", code="bad_page") from beyond


# --- What is told


def _row(raw: tuple[Any, ...]) -> Row:
    (pk, code, name, status, text, landmark, lon, lat, coarse, area_code, kelurahan, kecamatan, kota, office, channel,
     created, updated, resolve_by, answered, closed, supports, comments) = raw  # fmt: skip
    number = number_of(pk)
    return (
        number, f"{settings.BASE_URL}/qlue/laporan/{number}/", code, name, status, text, landmark, round(lon, 6),
        round(lat, 6), bool(coarse), area_code, kelurahan, kecamatan, kota, office, channel, _told(created), _told(updated),
        _told(resolve_by), _told(answered), _told(closed), supports, comments,
    )  # fmt: skip


def _told(moment: str | None) -> str | None:
    """W3CDTF of 2026-11-23 09:41:00.123456 and, with PostgreSQL, +00."""
    return f"{moment[:10]}T{moment[11:19]}Z" if moment else None


def _moment(raw: str) -> datetime:
    moment = datetime.fromisoformat(raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
