"""How high the water is, for everyone: the gravest first, and one gauge with its last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.gauges.models import FRESH, Gauge, Kind, Reading
from smartcity.gauges.queries import listed, readings
from smartcity.gauges.templatetags.water import TONES
from smartcity.lib.time import now
from smartcity.portal.bedmap import drawn
from smartcity.portal.pages import show
from smartcity.portal.stepline import HEIGHT, stepline

MOST = 15  # gauges of a page
SHOWN = timedelta(hours=24)
MOST_READINGS = 48
FLOOR = 100  # below zero a drawing begins at a multiple of this


@require_safe
def gauges(request: HttpRequest) -> HttpResponse:
    """?jenis= a kind; ?hal= the page."""
    kind = request.GET.get("jenis", "")
    kind, page = kind if kind in Kind.values else "", _page(request.GET.get("hal", ""))
    every = listed()
    found = [one for one in every if kind in ("", one.kind)]
    rows = found[page * MOST : (page + 1) * MOST]
    if page and not rows:
        raise Http404
    numbered = list(enumerate(rows, page * MOST + 1))
    context = {
        "rows": numbered, "n": len(found), "chips": _chips(every, kind), "grave": sum((one.siaga_now or 4) < 4 for one in every),
        "next": _address(kind, page + 1) if len(found) > (page + 1) * MOST else "", "back": _address(kind, page - 1) if page else "",
        # drawn from the last to the first: the gravest lies on top
        "map": drawn([(n, one.lon, one.lat, _tone(one)) for n, one in reversed(numbered) if one.area], None), "canonical": _address(kind, 0),
    }  # fmt: skip
    return show(request, "portal/gauges.html", "gauges", context)


@require_safe
def gauge(request: HttpRequest, code: str) -> HttpResponse:
    one = Gauge.objects.active().whole().filter(code=code).first()
    if one is None:
        raise Http404
    told = readings(one, now() - SHOWN, MOST_READINGS * 6)
    context = {
        "gauge": one, "past": _past(one, told), "told": told[:MOST_READINGS], "steps": _steps(one),
        "place": f"geo:{one.lat:.5f},{one.lon:.5f}", "canonical": "?",
    }  # fmt: skip
    return show(request, "portal/gauge.html", "gauges", context)


@dataclass(frozen=True, slots=True)
class Past:
    """A day of one gauge as a drawing: the numbers of the lines across, the line, how far down each threshold lies (px)."""

    ways: list[int]
    line: str
    steps: list[int]
    first: datetime
    last: datetime


def _past(one: Gauge, told: Sequence[Reading]) -> Past | None:
    """None where no level was told. Where an hour nothing was, the line ends."""
    levels = [(row.at, row.level) for row in reversed(told) if row.level is not None]
    if not levels:
        return None
    floor = min(0, min(level for _at, level in levels)) // FLOOR * FLOOR
    most = max(level for _at, level in levels)
    above = [step for _siaga, step in _steps(one) if step > most]
    points: list[tuple[datetime, int | None]] = []
    until = now()
    for (at, level), (then, _next) in zip(levels, [*levels[1:], (until, 0)], strict=True):
        points.append((at, level - floor))
        if then - at > FRESH:
            points.append((at + FRESH, None))
    ways, line = stepline(points, until - SHOWN, until, (min(above) if above else most) - floor)
    steps = [
        round(HEIGHT - HEIGHT * (step - floor) / ways[0])
        for _siaga, step in _steps(one)
        if 0 <= step - floor <= ways[0]
    ]
    return Past([way + floor for way in ways], line, steps, until - SHOWN, until)


def _steps(one: Gauge) -> list[tuple[int, int]]:
    """Siaga and the level from which it holds."""
    return [(siaga, step) for siaga, step in ((3, one.siaga3), (2, one.siaga2), (1, one.siaga1)) if step is not None]  # fmt: skip


def _tone(one: Gauge) -> str:
    tone = TONES.get(one.siaga_now or 0, "grey")
    return "red" if tone == "solid" else tone


def _chips(every: Sequence[Gauge], kind: str) -> list[tuple[Any, str, bool]]:
    """Name, address, whether chosen; of the kinds there are."""
    there = {one.kind for one in every}
    return [(_("Semua"), _address("", 0), not kind)] + [
        (one.label, _address(one.value, 0), one.value == kind) for one in Kind if one.value in there
    ]


def _address(kind: str, page: int) -> str:
    told = {"jenis": kind, "hal": str(page) if page else ""}
    return "?" + urlencode({name: value for name, value in told.items() if value})


def _page(text: str) -> int:
    """What cannot be read is the first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
