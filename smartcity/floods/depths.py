"""How deep the water is, by those who stand in it: public flood reports of the last hours, square by square.

A word loses half its weight every HALF_LIFE; a square says the median of its words by weight. Where fresh words differ
by APART_CM or more, both are told: nobody's is taken away."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from smartcity.areas.models import Area
from smartcity.floods.queries import night_of
from smartcity.lib.geo import ZOOM, squares, tile_bounds
from smartcity.lib.time import now
from smartcity.reports.models import Category, Report
from smartcity.reports.questions import DEPTH
from smartcity.reports.workflow import Status

LASTS = timedelta(hours=6)
HALF_LIFE = timedelta(minutes=90)
FRESH = timedelta(hours=2)
APART_CM = 50
SQUARE_Z = 17  # a side of some 300 m in Jakarta
MOST = 5000
AT_HAND, KEPT_S = "floods:words", 10
GONE = (Status.REJECTED, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Word:
    """What one report says: centimetres, and when."""

    number: int
    cm: int
    lon: float
    lat: float
    cell: int
    landmark: str
    area: str
    area_code: str
    at: datetime

    def weight(self, moment: datetime) -> float:
        """1 now, a half after HALF_LIFE."""
        return float(0.5 ** (max(timedelta(0), moment - self.at) / HALF_LIFE))


@dataclass(frozen=True, slots=True)
class Square:
    """What is said within a square of SQUARE_Z. `disputed` when fresh words lie APART_CM apart; `weight` of the newest."""

    x: int
    y: int
    cm: int
    low: int
    high: int
    disputed: bool
    weight: float
    words: tuple[Word, ...]  # the newest first

    @property
    def newest(self) -> Word:
        return self.words[0]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return tile_bounds(SQUARE_Z, self.x, self.y)


def depth_questions() -> dict[int, str]:
    """By category, the code of the question that asks how deep."""
    return {
        category.pk: question["code"]
        for category in Category.objects.filter(private=False)
        for question in category.questions
        if question["kind"] == DEPTH
    }


def words(areas: Iterable[Area] = (), at: datetime | None = None) -> list[Word]:
    """Of the last LASTS, the newest first; of `areas` and what lies in them, without any of the whole city."""
    moment, asked = at or now(), depth_questions()
    within = Q()
    for area in areas:
        within |= Q(area__code=area.code) | Q(area__code__startswith=f"{area.code}.")
    rows = (
        Report.objects.public()
        .filter(within, category__in=asked, created_at__gt=moment - LASTS, created_at__lte=moment)
        .exclude(status__in=GONE)
        .order_by("-created_at")
        .select_related("area__parent__parent")[:MOST]
    )
    said = ((row, row.attributes.get(asked[row.category_id])) for row in rows)
    return [_word(row, cm) for row, cm in said if isinstance(cm, int)]


def at_hand() -> list[Word]:
    """All of the city, the same for every reader: looked up once in KEPT_S."""
    found: list[Word] | None = cache.get(AT_HAND)
    if found is None:
        found = words()
        cache.set(AT_HAND, found, KEPT_S)
    return found


def _word(row: Report, cm: int) -> Word:
    return Word(
        row.number,
        cm,
        row.lon,
        row.lat,
        row.cell,
        row.landmark,
        row.area.full_name,
        row.area.code,
        row.created_at,
    )


def flooded(said: Iterable[Word], at: datetime | None = None) -> list[Square]:
    """Square by square, the deepest first."""
    moment = at or now()
    by: dict[tuple[int, int], list[Word]] = defaultdict(list)
    kept = list(said)
    if not kept:
        return []
    xs, ys = squares([word.cell for word in kept])
    shift = ZOOM - SQUARE_Z
    for word, x, y in zip(kept, (xs >> shift).tolist(), (ys >> shift).tolist(), strict=True):
        by[x, y].append(word)
    found = [_square(x, y, some, moment) for (x, y), some in by.items()]
    return sorted(found, key=lambda square: (-square.cm, -square.weight, square.x, square.y))


def _square(x: int, y: int, said: list[Word], moment: datetime) -> Square:
    newest = sorted(said, key=lambda word: word.at, reverse=True)
    fresh = [word.cm for word in newest if moment - word.at <= FRESH] or [newest[0].cm]
    low, high = min(fresh), max(fresh)
    return Square(
        x,
        y,
        _median(newest, moment),
        low,
        high,
        high - low >= APART_CM,
        newest[0].weight(moment),
        tuple(newest),
    )


def _median(said: list[Word], moment: datetime) -> int:
    """The depth at which half of the weight is reached, from the least on."""
    heavy = sorted((word.cm, word.weight(moment)) for word in said)
    half, so_far = sum(weight for _cm, weight in heavy) / 2, 0.0
    for cm, weight in heavy:
        so_far += weight
        if so_far >= half:
            return cm
    return heavy[-1][0]


def geojson(found: Iterable[Square], at: datetime | None = None) -> dict[str, Any]:
    """RFC 7946: a polygon a square."""
    moment = at or now()
    return {"type": "FeatureCollection", "features": [_feature(square, moment) for square in found]}


def _feature(square: Square, moment: datetime) -> dict[str, Any]:
    west, south, east, north = (round(degree, 6) for degree in square.bounds)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "depth_cm": square.cm, "low_cm": square.low, "high_cm": square.high, "disputed": square.disputed,
            "reports": len(square.words), "weight": round(square.weight, 3),
            "age_s": int((moment - square.newest.at).total_seconds()), "place": square.newest.area,
        },
    }  # fmt: skip


def enough_alone(category: Category, said: Mapping[str, object], area: Area) -> bool:
    """Whether a report needs no photo: it says how deep the water is, where the flood night is on."""
    code = depth_questions().get(category.pk)
    return bool(code and said.get(code)) and night_of(area) is not None
