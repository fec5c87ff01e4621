"""The hot reads, one SQL query each: lists of cards for feeds and maps. Those of offices stand in cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from smartcity.lib.geo import box_around, cover, distance_m
from smartcity.lib.text import first_line
from smartcity.reports import media
from smartcity.reports.numbers import number_of
from smartcity.reports.workflow import OPEN

OPEN_SQL = ", ".join(f"'{status}'" for status in sorted(OPEN))


@dataclass(slots=True)
class Card:
    """A report as a list shows it. `distance_m` only when a point was asked from."""

    pk: int
    number: int
    status: str
    due: datetime | None
    title: str
    category: str
    category_code: str
    icon: str
    area_code: str
    place: str
    landmark: str
    approximate: bool
    when: datetime
    holder: str
    holder_id: int
    since: datetime
    supports: int
    comments: int
    supported: bool
    private: bool
    lon: float
    lat: float
    photo: str
    waiting_for: str
    escalated: bool
    last_event: int
    mine: bool = False  # this reader reported it
    assignee_id: int | None = None
    opened: bool = False  # this reader has, since it lies where it lies
    again: str = (
        ""  # what came of its last answer or rejection, if it is open again: a Verdict; for desks alone
    )
    sent: str = ""  # the assignee's name: officials' lists alone ask for it
    distance_m: float | None = None

    @property
    def photo_url(self) -> str:
        return media.address(self.photo, small=True, private=self.private) if self.photo else ""


SELECT = """
SELECT r.id, r.status, r.due, substr(r.text, 1, 160), c.name, c.name_en, c.code, c.icon, a.code, a.name,
       k.short_name, r.landmark, r.approximate, r.created_at, h.title, r.holder_id, r.held_since, r.supports,
       r.comments, r.visibility, r.lon, r.lat, r.waiting_for, r.escalated_to_id, r.last_event, r.assignee_id, {sent},
       (SELECT p.name FROM reports_photo p WHERE p.report_id = r.id ORDER BY p.part DESC, p.{order} LIMIT 1),
       {supported}, {mine}, {opened}, {again}
FROM reports_report r
JOIN reports_category c ON c.id = r.category_id
JOIN areas_area a ON a.id = r.area_id
LEFT JOIN areas_area e ON e.id = a.parent_id
LEFT JOIN areas_area k ON k.id = e.parent_id
JOIN offices_office h ON h.id = r.holder_id
WHERE {where}
ORDER BY {sort}
LIMIT %s
"""

ASSIGNEE = """(SELECT COALESCE(NULLIF(w.pseudonym, ''), w.username) FROM accounts_user w WHERE w.id = r.assignee_id)"""

OPENED = """EXISTS (SELECT 1 FROM reports_opened l WHERE l.user_id = %d AND l.report_id = r.id AND l.at >= r.held_since)"""

AGAIN = """(SELECT g.verdict FROM reports_holding g WHERE g.report_id = r.id AND g.until IS NOT NULL
        ORDER BY g.id DESC LIMIT 1)"""


def cards(
    where: str,
    params: Sequence[Any],
    *,
    sort: str,
    most: int,
    user_id: int | None = None,
    sent: bool = False,
    opened_by: int | None = None,
) -> list[Card]:
    """Cards for one WHERE of fixed SQL with `params`; `user_id` fills `supported` and `mine`, `sent` the name of
    who was, `opened_by` whether that person has opened it, and `again`. Never pass typed text as SQL."""
    supported = "EXISTS (SELECT 1 FROM reports_support s WHERE s.report_id = r.id AND s.user_id = %s)"
    sql = SELECT.format(
        where=where,
        sort=sort,
        supported=supported if user_id else "NULL",
        mine="r.author_id = %s" if user_id else "NULL",
        sent=ASSIGNEE if sent else "NULL",
        opened=OPENED % int(opened_by) if opened_by else "NULL",
        again=AGAIN if opened_by else "NULL",
        order=connection.ops.quote_name("order"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*([user_id, user_id] if user_id else []), *params, most])
        english = get_language() == "en"
        return [_card(row, english=english) for row in cursor.fetchall()]


def _card(row: tuple[Any, ...], *, english: bool) -> Card:
    (pk, status, due, text, name, name_en, code, icon, area_code, area, city, landmark, approximate, created, holder,
     holder_id, since, supports, comments, visibility, lon, lat, waiting_for, escalated, last_event,
     assignee, sent, photo, supported, mine, opened, again) = row  # fmt: skip
    return Card(
        pk, number_of(pk), status, _moment(due), first_line(text),
        name_en if english else name, code, icon, area_code, f"{area}, {city}" if city else area, landmark,
        bool(approximate), _sure(created), holder, holder_id, _sure(since), supports, comments, bool(supported),
        visibility == "private", lon, lat, photo or "", waiting_for, escalated is not None, last_event,
        bool(mine), assignee, bool(opened), (again or "") if status in OPEN else "", sent or "",
    )  # fmt: skip


def _moment(value: datetime | str | None) -> datetime | None:
    """Raw SQL gives text on SQLite and an aware datetime on PostgreSQL."""
    if value is None or (isinstance(value, datetime) and value.tzinfo):
        return value
    naive = datetime.fromisoformat(value) if isinstance(value, str) else value
    return naive if naive.tzinfo else naive.replace(tzinfo=UTC)


def _sure(value: datetime | str) -> datetime:
    moment = _moment(value)
    assert moment is not None
    return moment


PUBLIC = "r.visibility = 'public'"


def newest(*, before: int | None = None, most: int = 20, user_id: int | None = None) -> list[Card]:
    """Public reports, the newest first; `before` is the pk the last page ended with."""
    if before:
        return cards(f"{PUBLIC} AND r.id < %s", [before], sort="r.id DESC", most=most, user_id=user_id)
    return cards(PUBLIC, [], sort="r.id DESC", most=most, user_id=user_id)


def most_supported(
    *, before: tuple[int, int] | None = None, most: int = 20, user_id: int | None = None
) -> list[Card]:
    """Active public reports by support; `before` is (supports, pk) of the last card of the page before."""
    where, params = f"{PUBLIC} AND r.active", list[Any]()
    if before:
        where += " AND (r.supports, r.id) < (%s, %s)"
        params = list(before)
    return cards(where, params, sort="r.supports DESC, r.id DESC", most=most, user_id=user_id)


def near(lon: float, lat: float, *, metres: float = 3000, after: tuple[float, int] | None = None, most: int = 50,
         user_id: int | None = None) -> list[Card]:  # fmt: skip
    """Active public reports around a point, the nearest first, with their distance; keyset by `nearness`."""
    west, south, east, north = box_around(lon, lat, metres)
    ranges = cover(west, south, east, north)
    where = f"{PUBLIC} AND r.active AND ({' OR '.join('r.cell >= %s AND r.cell < %s' for _range in ranges)})"
    where += " AND r.lon BETWEEN %s AND %s AND r.lat BETWEEN %s AND %s"
    params: list[Any] = [edge for both in ranges for edge in both] + [west, east, south, north]
    if after:
        where += f" AND ({SQUARE}, r.id) > (%s, %s)"
        params += [lon, lon, lat, lat, *after]
    found = cards(where, [*params, lon, lon, lat, lat], sort=f"{SQUARE}, r.id", most=most, user_id=user_id)
    return measured(found, lon, lat)


def measured(found: list[Card], lon: float, lat: float) -> list[Card]:
    """The cards, each with its distance from a point."""
    for card in found:
        card.distance_m = distance_m(lon, lat, card.lon, card.lat)
    return found


SQUARE = "(r.lon - %s) * (r.lon - %s) + (r.lat - %s) * (r.lat - %s)"


def nearness(card: Card, lon: float, lat: float) -> tuple[float, int]:
    """What `near` sorts by, in the same arithmetic: square degrees and pk."""
    return (card.lon - lon) * (card.lon - lon) + (card.lat - lat) * (card.lat - lat), card.pk


def authored(user_id: int, *, before: int | None = None, most: int = 20) -> list[Card]:
    """One's own reports, private ones too, the newest first."""
    where, params = "r.author_id = %s", [user_id]
    if before:
        where, params = where + " AND r.id < %s", [user_id, before]
    return cards(where, params, sort="r.id DESC", most=most, user_id=user_id)


def signed_by(
    user_id: int, *, before: int | None = None, most: int = 20, seen_by: int | None = None
) -> list[Card]:
    """Public reports that carry this person's name by their own choice, the newest first."""
    where, params = f"{PUBLIC} AND r.signed AND r.author_id = %s", [user_id]
    if before:
        where, params = f"{where} AND r.id < %s", [user_id, before]
    return cards(where, params, sort="r.id DESC", most=most, user_id=seen_by)


def newest_in(area_id: int, *, most: int = 20, user_id: int | None = None) -> list[Card]:
    """Public reports of one kelurahan, the newest first."""
    return cards(f"{PUBLIC} AND r.area_id = %s", [area_id], sort="r.id DESC", most=most, user_id=user_id)
