"""Was it reported already? Public reports near a place that may tell of the same problem, to support instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from smartcity.accounts.models import User
from smartcity.lib.geo import box_around, cover
from smartcity.reports.actions.stashing import stashed_photos
from smartcity.reports.models import Category, Photo
from smartcity.reports.queries import PUBLIC, SQUARE, Card, cards, measured
from smartcity.reports.repeats import FARTHEST, LOOK_AT, Match, Problem, best
from smartcity.reports.workflow import OPEN, Status

MOST = 3
PICTURES_M = 100  # how far a picture alone is looked for
TOLD = sorted({*OPEN, Status.ANSWERED, Status.DONE})  # done ones as long as they are active: seven days
# A part for each range of cells, for no planner goes by an index through an OR; COALESCE keeps it
# from going by status.
PART = """
SELECT id, lon, lat, text, category_id, author_id, status FROM reports_report r
WHERE {public} AND r.active AND r.cell >= %s AND r.cell < %s
"""
NEAR = """
SELECT r.id, r.lon, r.lat, r.text, r.category_id, r.author_id FROM ({parts}) r
WHERE r.lon BETWEEN %s AND %s AND r.lat BETWEEN %s AND %s AND COALESCE(r.status, '') IN ({told})
ORDER BY {square}, r.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Alike:
    card: Card
    match: Match
    mine: bool  # one's own cannot be supported


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is being written. `kinds` are the category chosen, or those its text suggests; `stashed` names its photos."""

    lon: float
    lat: float
    text: str = ""
    kinds: Sequence[str] = ()
    stashed: Sequence[str] = ()


def alike(wanted: Wanted, by: User | None, most: int = MOST) -> list[Alike]:
    """The likeliest first. Never a private report. Five queries at most, however many reports there are."""
    categories = {category.pk: category for category in Category.objects.all()}
    hashes = [photo.phash for photo in stashed_photos(wanted.stashed, by)] if wanted.stashed else []
    mine = _problems(wanted, [c for c in categories.values() if c.code in wanted.kinds], hashes)
    rows = _near(wanted, max(PICTURES_M, *(FARTHEST * one.reach_m for one in mine))) if mine else []
    theirs = _hashes([row[0] for row in rows]) if hashes else {}
    found: dict[int, Match] = {}
    for pk, lon, lat, text, category, _author in rows:
        match = best(mine, Problem.told(categories[category], lon, lat, text, theirs.get(pk, ())))
        if match.alike:
            found[pk] = match
    likeliest = sorted(found.items(), key=lambda pair: -pair[1].score)[:most]
    own = {row[0] for row in rows if by and row[5] == by.pk}
    shown = _cards([pk for pk, _match in likeliest], wanted, by)
    return [Alike(shown[pk], match, pk in own) for pk, match in likeliest if pk in shown]


def _problems(wanted: Wanted, kinds: Sequence[Category], hashes: Sequence[int]) -> list[Problem]:
    """One for each kind it may be; one of no kind when only pictures can tell."""
    told = [Problem.told(kind, wanted.lon, wanted.lat, wanted.text, hashes) for kind in kinds]
    nameless = Problem("", "", 1, wanted.lon, wanted.lat, frozenset(), hashes)
    return told or ([nameless] if hashes else [])


def _near(wanted: Wanted, metres: float) -> list[tuple[Any, ...]]:
    """The nearest public active reports, by their cells: one query, whose cost follows today's work."""
    west, south, east, north = box_around(wanted.lon, wanted.lat, metres)
    ranges = cover(west, south, east, north)
    sql = NEAR.format(
        parts=" UNION ALL ".join(PART.format(public=PUBLIC) for _range in ranges), square=SQUARE,
        told=", ".join(f"'{status}'" for status in TOLD),
    )  # fmt: skip
    edges = [edge for both in ranges for edge in both]
    here = [wanted.lon, wanted.lon, wanted.lat, wanted.lat]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*edges, west, east, south, north, *here, LOOK_AT])
        return list(cursor.fetchall())


def _hashes(reports: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = Photo.objects.filter(report__in=reports, part=Photo.Part.BEFORE).values_list("report", "phash")
    for report, phash in rows:
        found.setdefault(report, []).append(phash)
    return found


def _cards(pks: Sequence[int], wanted: Wanted, by: User | None) -> dict[int, Card]:
    if not pks:
        return {}
    where = f"{PUBLIC} AND r.id IN ({', '.join('%s' for _pk in pks)})"
    rows = cards(where, pks, sort="r.id", most=len(pks), user_id=by.pk if by else None)
    return {card.pk: card for card in measured(rows, wanted.lon, wanted.lat)}
