"""Gauges of the sample city: real places, made-up levels.

Names and positions are facts of the water office's public register (Dinas SDA DKI Jakarta); the levels from which siaga 3, 2
and 1 begin are those BPBD DKI Jakarta announces. What the water does here is invented."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import sin
from random import Random

from smartcity.accounts.models import User
from smartcity.demo.history import Act, Deed, Story
from smartcity.gauges.actions import tell
from smartcity.gauges.levels import BOUNDS, Told
from smartcity.gauges.models import Gauge, Kind, Source
from smartcity.gauges.registering import Facts, register

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
STEP, SHOWN = 30 * MINUTE, 24 * HOUR
WEST, MIDDLE, EAST = "Aliran Barat", "Aliran Tengah", "Aliran Timur"

Row = tuple[Facts, int, int, timedelta]
# What is known of it, its level a day ago and now, how long ago it was read last.
GAUGES: list[Row] = [
    (Facts(Kind.WATCH, "Bendung Katulampa", 106.837077, -6.633096, MIDDLE, 80, 150, 200), 30, 110, 4 * MINUTE),
    (Facts(Kind.WATCH, "Pos Depok", 106.831844, -6.400526, MIDDLE, 200, 270, 350), 110, 240, 9 * MINUTE),
    (Facts(Kind.SLUICE, "Manggarai BKB", 106.848439, -6.207903, MIDDLE, 750, 850, 950), 600, 862, 6 * MINUTE),
    (Facts(Kind.SLUICE, "PA. Karet", 106.809817, -6.19837, MIDDLE, 450, 550, 600), 300, 420, 12 * MINUTE),
    (Facts(Kind.WATCH, "Pos Krukut Hulu", 106.798881, -6.344139, MIDDLE, 150, 250, 300), 60, 95, 18 * MINUTE),
    (Facts(Kind.WATCH, "Pos Pesanggrahan", 106.771835, -6.397153, WEST, 150, 250, 350), 80, 160, 7 * MINUTE),
    (Facts(Kind.WATCH, "Pos Angke Hulu", 106.694428, -6.218298, WEST, 150, 250, 300), 55, 120, 190 * MINUTE),
    (Facts(Kind.WATCH, "Pos Sunter Hulu", 106.920893, -6.317916, EAST, 140, 200, 250), 90, 70, 15 * MINUTE),
    (Facts(Kind.SLUICE, "Pulo Gadung", 106.904119, -6.190609, EAST, 550, 700, 770), 430, 470, 22 * MINUTE),
    (Facts(Kind.SLUICE, "Pasar Ikan - Laut", 106.809655, -6.12669, MIDDLE, 170, 200, 250), 150, 178, 11 * MINUTE),
    (Facts(Kind.PUMP, "Waduk Pluit", 106.796649, -6.109076, "SUDIN SUMBER DAYA AIR JAKARTA UTARA", installed=10), -190, -150, 8 * MINUTE),
    (Facts(Kind.RAIN, "Pintu Air Manggarai", 106.848439, -6.207903), 0, 24, 5 * MINUTE),
]  # fmt: skip


def acts(until: datetime) -> list[Act]:
    """They enter the register, and are read every half an hour over a day."""
    dice = Random(17)  # noqa: S311  # a sample city, not a secret
    return [act for n, row in enumerate(GAUGES) for act in _life(n, row, until, dice)]


def _life(n: int, row: Row, until: datetime, dice: Random) -> list[Act]:
    facts, before, after, ago = row
    story = Story(n, "flood", facts.lon or 0, facts.lat or 0, User())
    found = [Act(until - 48 * HOUR, lambda _story, _picture: register(facts) and None, story)]
    steps = SHOWN // STEP
    for step in range(steps + 1):
        part = step / steps
        level = round(
            before + (after - before) * part**3 + (sin(step / 5) * 6 + dice.uniform(-2, 2)) * (1 - part)
        )
        found.append(
            Act(until - ago - STEP * (steps - step), _telling(facts, _within(facts.kind, level)), story)
        )
    return found


def _telling(facts: Facts, level: int) -> Deed:
    def do(_story: Story, _picture: object) -> None:
        pumps = facts.installed - 2 if facts.installed else None
        tell(Gauge.objects.get(kind=facts.kind, name=facts.name), Told(level, pumps=pumps), None, Source.API)

    return do


def rise(dice: Random, some: Callable[[list[Gauge]], Gauge]) -> str:
    """One of those read lately is read again, a little higher or lower; what it was, or "" where there is none."""
    fresh = list(Gauge.objects.active().fresh().exclude(level=None).order_by("read_at")[:4])
    if not fresh:
        return ""
    one = some(fresh)
    level = _within(one.kind, (one.level or 0) + dice.choice((-6, -3, -1, 0, 2, 4, 7)))
    tell(one, Told(level, pumps=one.pumps), None, Source.API)
    return f"{one} {level} {one.unit}"


def _within(kind: str, level: int) -> int:
    least, most = BOUNDS[Kind(kind)]
    return min(most, max(least, level))
