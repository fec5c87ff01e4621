"""How many had the officials' app, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.utils.timezone import localdate

from smartcity.areas.models import Level
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.seats.adoption import SEATS
from smartcity.seats.board import Part, board
from smartcity.seats.models import AppDay

DAYS = 30
NUMBERS = ("camat", "camat_installed", "lurah", "lurah_installed", "lurah_active")


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    camat: int
    camat_installed: int
    lurah: int
    lurah_installed: int
    lurah_active: int


def note_today() -> int:
    """Write down how it stands today, over what was written today before. Returns of how many kecamatan."""
    today = localdate(now())
    everywhere = Office.objects.active().filter(kind__in=SEATS, area__isnull=False)
    rows = [_row(today, part) for part in board(everywhere).parts(Level.KECAMATAN)]
    with write():
        AppDay.objects.bulk_create(
            rows, update_conflicts=True, update_fields=list(NUMBERS), unique_fields=["day", "area"]
        )
    return len(rows)


def _row(today: date, part: Part) -> AppDay:
    return AppDay(day=today, area=part.area.code, camat=part.camat.all, camat_installed=part.camat.installed,
                  lurah=part.lurah.all, lurah_installed=part.lurah.installed, lurah_active=part.lurah.active)  # fmt: skip


def trend(kecamatan: Iterable[str], days: int = DAYS) -> list[Day]:
    """The last `days` of these kecamatan together, the first first; days nobody counted are left out."""
    since = localdate(now()) - timedelta(days=days - 1)
    found = AppDay.objects.filter(area__in=list(kecamatan), day__gte=since).values("day").order_by("day")
    sums = found.annotate(**{f"{name}_all": Sum(name) for name in NUMBERS})
    return [
        Day(day, *numbers) for day, *numbers in sums.values_list("day", *(f"{name}_all" for name in NUMBERS))
    ]
