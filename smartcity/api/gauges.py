"""Gauges: how high the water is, read by anybody, told by the water office's people and their devices."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import BaseModel, Field, StrictFloat, StrictInt, StrictStr

from smartcity.api import describing, schemas, showing
from smartcity.api.forms import Moment, Strict
from smartcity.api.hospitals import Point
from smartcity.api.reading import asked, next_page, sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import ANYBODY, KNOWN, WRITES, user_of
from smartcity.gauges import queries
from smartcity.gauges.actions import check_may, tell
from smartcity.gauges.levels import read
from smartcity.gauges.models import FRESH, Gauge, Kind, Reading, Source
from smartcity.lib.text import is_word
from smartcity.lib.time import now

router = Router(tags=["gauges"])
MOST, FAR_M = 500, 100_000
A_DAY = timedelta(days=1)
MINUTES = FRESH // timedelta(minutes=1)
Number = StrictInt | StrictFloat | StrictStr | None


class GaugeFilters(Strict):
    kind: Literal["sluice", "watch", "pump", "rain", "reservoir"] | None = None
    siaga: int | None = Field(None, ge=1, le=4, description="Only those known to be there now; 1 is the gravest, 4 normal.")  # fmt: skip
    near: Point | None = Field(None, description="lon,lat in degrees: the nearest first, else the gravest.", examples=["106.8186,-6.1702"])  # fmt: skip
    limit: int = Field(50, ge=1, le=MOST)


class ReadingFilters(Strict):
    since: Moment | None = Field(None, description="The day past, where absent.")
    before: Moment | None = Field(None, description="Older than this; see next.")
    limit: int = Field(100, ge=1, le=MOST)


class ReadingSent(Strict):
    level: Number = Field(None, description="Whole cm, mm/h at a rain post; fractions are rounded.", examples=[850])  # fmt: skip
    siaga: Number = Field(None, description="1 (the gravest) to 4 (normal). Where absent the gauge's thresholds say.", examples=[2])  # fmt: skip
    pumps: Number = Field(None, description="How many pumps work.")
    at: Moment | None = Field(None, description="When it was measured; now, where absent. More than 2 minutes ahead is refused (clock_ahead); "
                              "older than the newest becomes history.")  # fmt: skip
    client_id: UUID | None = Field(None, description="Of your choice: sent again it gets the same answer and writes nothing. So does the same "
                                   "level of the same moment.")  # fmt: skip


class GaugeTold(BaseModel):
    code: str = Field(examples=["pa-karet"])
    name: str
    kind: str = Field(description=", ".join(Kind.values))
    system: str = Field(description="The waters it belongs to.", examples=["Aliran Tengah"])
    area: schemas.AreaBrief | None = Field(description="Of the city; None upstream of it.")
    lon: float
    lat: float
    distance_m: int | None = Field(description="From `near`.")
    unit: str = Field(description="Of levels and thresholds: cm or mm/h.")
    thresholds: dict[str, int | None] = Field(description="From which level siaga 3, 2 and 1 begin.")
    installed: int | None = Field(description="Pumps that stand there.")
    level: int | None = Field(description="Of the newest reading, whatever its age: see read_at and fresh.")
    siaga: int | None = Field(
        description=f"Of now: None where it was never told, or more than {MINUTES} minutes ago."
    )
    trend: str = Field(description="up, down or steady against half an hour before; empty where unknown.")
    pumps: int | None = Field(description="Pumps that work.")
    read_at: datetime | None
    fresh: bool = Field(description=f"Read within {MINUTES} minutes.")
    source: str = Field(description="page, api or csv.")


class Gauges(BaseModel):
    items: list[GaugeTold]


class ReadingTold(BaseModel):
    at: datetime
    level: int | None
    siaga: int | None
    pumps: int | None
    source: str


class Readings(BaseModel):
    items: list[ReadingTold]
    next: str | None


class ReadingKept(ReadingTold):
    gauge: GaugeTold
    repeated: bool = Field(description="It had come before; nothing was written.")
    latest: bool = Field(description="It is what the gauge shows now; otherwise it is history.")


@router.get("/gauges", auth=ANYBODY, response={200: Gauges, 400: schemas.Problem},
            openapi_extra=describing.query(GaugeFilters), operation_id="listGauges")  # fmt: skip
def gauges(request: HttpRequest) -> Gauges:
    """The gravest first, or the nearest."""
    filters = asked(request, GaugeFilters)
    if filters.near is None:
        found: list[tuple[Gauge, float | None]] = [(one, None) for one in queries.listed(filters.kind or "", filters.siaga)]  # fmt: skip
    else:
        found = [
            (one, metres) for one, metres in queries.near(*filters.near, MOST, FAR_M)
            if filters.kind in (None, one.kind) and filters.siaga in (None, one.siaga_now)
        ]  # fmt: skip
    return Gauges(items=[_gauge(one, metres) for one, metres in found[: filters.limit]])


@router.get("/gauges/{code}", auth=ANYBODY, response={200: GaugeTold, 404: schemas.Problem}, operation_id="getGauge")  # fmt: skip
def gauge(request: HttpRequest, code: str) -> GaugeTold:
    """One, with its thresholds and its newest reading."""
    return _gauge(_one(code))


@router.get("/gauges/{code}/readings", auth=ANYBODY, response={200: Readings, 400: schemas.Problem, 404: schemas.Problem},
            openapi_extra=describing.query(ReadingFilters), operation_id="listReadings")  # fmt: skip
def readings(request: HttpRequest, code: str) -> Readings:
    """What it showed, the newest first."""
    one, filters = _one(code), asked(request, ReadingFilters)
    found = one.readings.standing().since(filters.since or now() - A_DAY).order_by("-at")
    if filters.before:
        found = found.filter(at__lt=filters.before)
    page = list(found[: filters.limit + 1])
    more = len(page) > filters.limit
    return Readings(
        items=[ReadingTold(**_reading(row)) for row in page[: filters.limit]],
        next=next_page(request, "before", page[filters.limit - 1].at.isoformat()) if more else None,
    )


@router.post("/gauges/{code}/readings", auth=KNOWN, throttle=WRITES, response={200: ReadingKept, REFUSED: schemas.Problem},
             openapi_extra=describing.body(ReadingSent, {"level": 850, "at": "2026-11-27T20:40:00+07:00"}),
             operation_id="tellReading")  # fmt: skip
def tell_reading(request: HttpRequest, code: str) -> ReadingKept:
    """What was measured. Only for the water office's officers and the province's operators; others get 403."""
    check_may(user_of(request))
    one, given = _one(code), sent(request, ReadingSent)
    told = replace(read(given.level, given.siaga, given.pumps), at=given.at)
    kept = tell(one, told, user_of(request), Source.API, client_id=given.client_id)
    return ReadingKept(**_reading(kept.reading), gauge=_gauge(_one(code)), repeated=kept.repeated, latest=kept.latest)  # fmt: skip


def _one(code: str) -> Gauge:
    found = Gauge.objects.active().whole().filter(code=code).first() if is_word(code) else None
    if found is None:
        raise Http404
    return found


def _reading(row: Reading) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("at", "level", "siaga", "pumps", "source")}


def _gauge(one: Gauge, metres: float | None = None) -> GaugeTold:
    same = (
        "code",
        "name",
        "kind",
        "system",
        "lon",
        "lat",
        "installed",
        "level",
        "trend",
        "pumps",
        "read_at",
        "fresh",
        "source",
    )
    return GaugeTold(
        **{name: getattr(one, name) for name in same}, siaga=one.siaga_now, unit="mm/h" if one.kind == Kind.RAIN else "cm",
        area=showing.area_brief(one.area) if one.area else None, distance_m=None if metres is None else round(metres),
        thresholds={"3": one.siaga3, "2": one.siaga2, "1": one.siaga1},
    )  # fmt: skip
