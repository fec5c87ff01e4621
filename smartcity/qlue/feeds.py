"""The four feeds and the search: what each shows, and where its next page begins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.http import urlencode

from smartcity.areas.models import Area
from smartcity.reports import queries
from smartcity.reports.models import Report
from smartcity.reports.queries import PUBLIC, Card, cards
from smartcity.reports.searching import found_ids

Number = TypeVar("Number", int, float)
MOST = 12  # cards a page: a phone shows two, and more is a tap away

FOLLOWED = f"""{PUBLIC} AND r.id IN (
SELECT s.report_id FROM reports_support s WHERE s.user_id = %s
UNION SELECT CAST(substr(f.subject, 8) AS BIGINT) FROM accounts_follow f
    WHERE f.user_id = %s AND f.subject LIKE 'report:%%'
UNION SELECT n.id FROM reports_report n JOIN areas_area b ON b.id = n.area_id
    JOIN accounts_follow f ON f.subject = 'area:' || b.code WHERE f.user_id = %s
UNION SELECT w.id FROM reports_report w WHERE w.signed AND w.author_id IN (
    SELECT CAST(substr(f.subject, 8) AS BIGINT) FROM accounts_follow f
    WHERE f.user_id = %s AND f.subject LIKE 'person:%%'))"""  # noqa: S608 fixed words and placeholders


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person looks from: degrees, and the kelurahan it lies in. `exact` when the phone said so."""

    area: Area
    lon: float
    lat: float
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a feed; `more` is the query string of the next, or empty."""

    cards: list[Card]
    more: str = ""


def nearest(spot: Spot, start: str, user_id: int | None) -> Page:
    after = _pair(start, float)
    found = queries.near(spot.lon, spot.lat, after=after, most=MOST + 1, user_id=user_id)
    where = {"lon": f"{spot.lon}", "lat": f"{spot.lat}"} if spot.exact else {"area": spot.area.code}
    return _page(found, lambda card: "{!r}_{}".format(*queries.nearness(card, spot.lon, spot.lat)), **where)


def newest(start: str, user_id: int | None) -> Page:
    return _page(
        queries.newest(before=whole(start), most=MOST + 1, user_id=user_id), lambda card: str(card.pk)
    )


def most_supported(start: str, user_id: int | None) -> Page:
    found = queries.most_supported(before=_pair(start, int), most=MOST + 1, user_id=user_id)
    return _page(found, lambda card: f"{card.supports}_{card.pk}")


def followed(start: str, user_id: int) -> Page:
    """Public reports this person supports or follows, those of the areas they follow, and those that carry the name of
    a person they follow."""
    where, params = FOLLOWED, [user_id] * 4
    if before := whole(start):
        where, params = f"{where} AND r.id < %s", [*params, before]
    return _page(
        cards(where, params, sort="r.id DESC", most=MOST + 1, user_id=user_id), lambda card: str(card.pk)
    )


def with_words(text: str, user_id: int | None) -> list[Card]:
    """The newest public reports with every word typed, by its root or as its beginning: in text, landmark, kind or
    kelurahan."""
    hits = Report.objects.public().filter(pk__in=found_ids(text)).order_by("-pk")
    found = list(hits.values_list("pk", flat=True)[:MOST])
    if not found:
        return []
    return cards(
        f"r.id IN ({', '.join(['%s'] * len(found))})", found, sort="r.id DESC", most=MOST, user_id=user_id
    )


def _page(found: list[Card], key: Callable[[Card], str], **where: str) -> Page:
    """`found` holds one more than a page if there is a next one."""
    shown = found[:MOST]
    return Page(shown, urlencode({**where, "dari": key(shown[-1])}) if len(found) > MOST else "")


def whole(start: str) -> int | None:
    return int(start) if start.isascii() and start.isdigit() and len(start) < 18 else None


def _pair(start: str, kind: type[Number]) -> tuple[Number, int] | None:
    """ "24_117" as a pair; None for what is none: then the first page is shown."""
    value, _underscore, pk = start.partition("_")
    if kind is int and whole(value) is None:  # more digits than the database has
        return None
    try:
        return (kind(value), int(pk)) if whole(pk) and len(value) < 30 else None
    except ValueError:
        return None
