"""Is this one problem told twice? A flag for people to judge by, never a decision."""

import re
from datetime import datetime, timedelta

from smartcity.areas.models import Area
from smartcity.lib.geo import distance_m
from smartcity.reports.models import Category, Report
from smartcity.reports.workflow import Status

WITHIN = timedelta(hours=24)
BESIDE_M = 30  # so near that the words do not matter
NEAR_M = 150
ALIKE = 0.3  # Jaccard of the words
LOOK_AT = 200
_WORD = re.compile(r"\w{3,}")


def earlier_like(
    category: Category, area: Area, lon: float, lat: float, text: str, moment: datetime
) -> Report | None:
    """The nearest unmerged report of the same kind within a day before `moment` that reads like the same problem."""
    recent = Report.objects.filter(area=area, category=category, created_at__range=(moment - WITHIN, moment))
    recent = recent.exclude(status=Status.MERGED).order_by("-pk")
    words = words_of(text)
    alike = []
    for report in recent.only("lon", "lat", "text", "visibility")[:LOOK_AT]:
        metres = distance_m(lon, lat, report.lon, report.lat)
        if metres <= BESIDE_M or (metres <= NEAR_M and likeness(words, words_of(report.text)) >= ALIKE):
            alike.append((metres, report))
    return min(alike, key=lambda pair: pair[0])[1] if alike else None


def words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard index, 0 to 1; two texts without words are alike."""
    return len(a & b) / len(a | b) if a | b else 1.0
