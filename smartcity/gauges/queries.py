"""The reads of gauges: the gravest, the nearest, who writes them, what they showed before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from smartcity.accounts.models import ACTING, Role
from smartcity.accounts.queries import Reach
from smartcity.gauges.models import Gauge, GaugeQuerySet, Kind, Reading, Siaga
from smartcity.lib.geo import box_around, distance_m
from smartcity.lib.time import now
from smartcity.offices.models import Kind as OfficeKind

WRITING = ACTING | {Role.OPERATOR, Role.ADMINISTRATOR}
UNDO = timedelta(minutes=15)
UNKNOWN = Siaga.NORMAL + 1  # a place in the order, after the normal ones
RIVERS = (Kind.WATCH, Kind.SLUICE)


def keeps(reach: Reach) -> bool:
    """Who enters levels: the province's operators and administrators, the officers of the water office."""
    return any(
        post.office.kind == OfficeKind.WATER and post.role in WRITING
        or post.office.kind == OfficeKind.PROVINCE and post.role in (Role.OPERATOR, Role.ADMINISTRATOR)
        for post in reach.posts
    )  # fmt: skip


def listed(kind: str = "", siaga: int | None = None) -> list[Gauge]:
    """The gravest first, then by name; what is not known now comes after the normal ones, what never was told last."""
    found = Gauge.objects.active().whole()
    if kind:
        found = found.filter(kind=kind)
    if siaga is not None:
        found = found.fresh().filter(siaga=siaga)
    return sorted(found, key=lambda one: (one.siaga_now or UNKNOWN, not one.fresh, one.read_at is None, one.name.casefold(), one.pk))  # fmt: skip


def worst(most: int) -> list[Gauge]:
    """Of those that say something of now, the gravest first, rivers and sluices before the others."""
    found = Gauge.objects.active().whole().fresh()
    return sorted(found, key=lambda one: (one.siaga or UNKNOWN, one.kind not in RIVERS, -(one.level or 0), one.pk))[:most]  # fmt: skip


def near(lon: float, lat: float, most: int, within_m: float) -> list[tuple[Gauge, float]]:
    """The nearest first, each with how many metres away it is."""
    west, south, east, north = box_around(lon, lat, within_m)
    inside: GaugeQuerySet = Gauge.objects.active().whole().filter(lon__range=(west, east), lat__range=(south, north))  # fmt: skip
    away = [(one, distance_m(lon, lat, one.lon, one.lat)) for one in inside]
    return sorted((pair for pair in away if pair[1] <= within_m), key=lambda pair: (pair[1], pair[0].pk))[:most]  # fmt: skip


def called(word: str) -> list[Gauge]:
    """Those with this code, else of this name: more than one where a sluice and a pump house are called the same."""
    by_code = list(Gauge.objects.active().filter(code=word))
    return by_code or list(Gauge.objects.active().filter(name__iexact=word))


def searched(words: str, most: int) -> list[Gauge]:
    """By a part of the name or of the waters it belongs to; without words those last read, then the rivers."""
    found = Gauge.objects.active().whole()
    for part in words.split()[:4]:
        found = found.filter(Q(name__icontains=part) | Q(system__icontains=part))
    return list(found.order_by(F("read_at").desc(nulls_last=True), "name")[:most])


def readings(gauge: Gauge, since: datetime, most: int = 500) -> list[Reading]:
    """The newest first."""
    return list(gauge.readings.standing().since(since).order_by("-at", "-pk")[:most])


def last_reading(gauge: Gauge) -> Reading | None:
    return gauge.readings.standing().order_by("-at", "-pk").first()


def undoable(reading: Reading | None, by: int) -> bool:
    """Whether this, the newest of its gauge, is that person's to take back."""
    return (
        reading is not None and reading.by_id == by and reading.source == "page"
        and now() - reading.told_at < UNDO
    )  # fmt: skip
