"""A gauge enters the register, or is brought up to date there."""

from dataclasses import dataclass
from math import isfinite

from django.utils.text import slugify
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.areas.queries import OutsideCity, index_of, locate
from smartcity.events.actions import record
from smartcity.gauges.actions import check_may
from smartcity.gauges.models import Gauge, Kind
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid
from smartcity.lib.geo import distance_m
from smartcity.lib.text import clean_line
from smartcity.offices.models import Kind as OfficeKind
from smartcity.offices.models import Office

UPSTREAM_M = 60_000  # a city is warned by posts far up its rivers: Katulampa is 30 km outside
THRESHOLDS = ("siaga3", "siaga2", "siaga1")
MOST_PUMPS = 60
LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one. `lon`, `lat` in degrees, WGS84; None and "" leave what stands."""

    kind: str
    name: str
    lon: float | None
    lat: float | None
    system: str = ""
    siaga3: int | None = None
    siaga2: int | None = None
    siaga1: int | None = None
    installed: int | None = None
    code: str = ""


def register(facts: Facts, by: User | None = None) -> tuple[Gauge, str]:
    """The gauge of this kind and name, and whether it was "added", "changed" or the "same". Raises Invalid, NotAllowed."""
    check_may(by)
    name, system, area = _checked(facts)
    with write():
        gauge = Gauge.objects.filter(kind=facts.kind, name__iexact=name).first()
        before = _told(gauge) if gauge else {}
        gauge = gauge or Gauge(kind=facts.kind, name=name, code=_code(facts, name), office=_office())
        gauge.lon, gauge.lat, gauge.area = float(facts.lon or 0), float(facts.lat or 0), area
        gauge.system = system or gauge.system
        for field in (*THRESHOLDS, "installed"):
            said = getattr(facts, field)
            setattr(gauge, field, said if said is not None else getattr(gauge, field))
        _check_thresholds(gauge)
        became = "same" if before == _told(gauge) else "changed" if before else "added"
        if became != "same":
            gauge.save()
            record(gauge.subject, f"gauge_{became}", _told(gauge), actor=by, office=gauge.office, area=area)
    return gauge, became


def _checked(facts: Facts) -> tuple[str, str, Area | None]:
    if facts.kind not in Kind.values:
        raise Invalid(_("Jenis tidak dikenal: “%(word)s”.") % {"word": facts.kind[:20]}, field="kind", code="unknown_kind")  # fmt: skip
    name = clean_line(facts.name, field="name", most=80)
    if not name:
        raise Invalid(_("Tuliskan namanya."), field="name", code="name_missing")
    if facts.installed is not None and not 0 <= facts.installed <= MOST_PUMPS:
        raise Invalid(_("Jumlah pompa 0 sampai %(most)d.") % {"most": MOST_PUMPS}, field="pumps", code="out_of_range")  # fmt: skip
    return name, clean_line(facts.system, field="system", most=80), _area(facts)


def _area(facts: Facts) -> Area | None:
    """None upstream of the city. Raises Invalid for what is nowhere near it."""
    try:
        return locate(facts.lon, facts.lat).area
    except OutsideCity:
        lon, lat = facts.lon, facts.lat
        assert lon is not None and isfinite(lon)  # noqa: PT018  # locate() has seen to both
        assert lat is not None
        if any(distance_m(lon, lat, area.lon, area.lat) <= UPSTREAM_M for area in index_of().areas):
            return None
        raise


def _check_thresholds(gauge: Gauge) -> None:
    steps = [step for field in THRESHOLDS if (step := getattr(gauge, field)) is not None]
    if steps != sorted(set(steps)):
        raise Invalid(_("Batas siaga 3, 2, 1 harus makin tinggi."), field="siaga1", code="bad_thresholds")


def _told(gauge: Gauge) -> dict[str, object]:
    """Of an event."""
    fields = ("kind", "system", "lon", "lat", *THRESHOLDS, "installed", "active")
    return {"gauge": gauge.code, "name": gauge.name} | {field: getattr(gauge, field) for field in fields}


def _office() -> Office | None:
    """Who answers for it: the water office of the province."""
    return Office.objects.active().filter(kind=OfficeKind.WATER).order_by("path").first()


def _code(facts: Facts, name: str) -> str:
    """By its name, with its kind where another is called the same."""
    base = slugify(facts.code or name)[: LONGEST_CODE - 14] or facts.kind
    used = set(Gauge.objects.filter(code__contains=base).values_list("code", flat=True))
    ways = (base, f"{facts.kind}-{base}", *(f"{facts.kind}-{base}-{n}" for n in range(2, len(used) + 3)))
    return next(code for code in ways if code not in used)
