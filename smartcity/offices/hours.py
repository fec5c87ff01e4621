"""When the city's offices work: their weekly hours, the country's holidays, and days the city itself sets.

The hours stand in city.toml, local to settings.TIME_ZONE; the holidays come from the library `holidays`, those that
the government adds to make a long weekend included; a DayOff says otherwise for one day."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import holidays
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import get_language

from smartcity.offices.models import DayOff

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = {"en": "en_US"}  # as the library calls them, where it is not as we do


@dataclass(frozen=True, slots=True)
class Week:
    """`spans`: from when to when an office is open, by weekday, Monday 0; `country`: whose holidays it keeps."""

    spans: Mapping[int, tuple[time, time]]
    country: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that is not worked, or is in spite of its name. `set_here`: by the city, not by the calendar."""

    day: date
    name: str
    works: bool
    set_here: bool


def add(moment: datetime, hours: float) -> datetime:
    """When `hours` working hours will have passed since `moment` (aware). Of no hours, when work begins."""
    left, here = timedelta(hours=hours), timezone.localtime(moment)
    for opens, closes in _spans(here.date()):
        begins = max(opens, here)
        if closes - begins >= left and begins < closes:
            return begins + left
        left -= max(closes - begins, timedelta(0))
    raise AssertionError  # the days go on


def coming(since: date, until: date) -> list[Holiday]:
    """The holidays from `since` to before `until` in their order, by the calendar and as the city has set them."""
    named = {day: Holiday(day, name, works=False, set_here=False) for year in range(since.year, until.year + 1)
             for day, name in _calendar(week().country, year, get_language() or "").items()}  # fmt: skip
    for own in DayOff.objects.filter(day__gte=since, day__lt=until):
        calls = named[own.day].name if own.works and own.day in named else own.name
        named[own.day] = Holiday(own.day, calls, works=own.works, set_here=True)
    return sorted((one for one in named.values() if since <= one.day < until), key=lambda one: one.day)


def week() -> Week:
    """The hours of this city's pack."""
    return _week(Path(settings.CITY))


@cache
def _week(pack: Path) -> Week:
    """Raises ImproperlyConfigured where no day has any."""
    told = tomllib.loads((pack / "city.toml").read_text()).get("hours", {})
    spans = {
        place: (_clock(told[day][0]), _clock(told[day][1])) for place, day in enumerate(DAYS) if day in told
    }
    if not spans or any(opens >= closes for opens, closes in spans.values()):
        raise ImproperlyConfigured(f"{pack.name}/city.toml: [hours] names no working hours")
    return Week(spans, told.get("country", ""))


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _spans(day: date) -> Iterator[tuple[datetime, datetime]]:
    """Opening and closing times of the working days from `day` on."""
    own = dict(DayOff.objects.filter(day__gte=day).values_list("day", "works"))
    plan, zone = week(), timezone.get_current_timezone()
    while True:
        works = own.get(day, day not in _calendar(plan.country, day.year, "id"))
        if works and day.weekday() in plan.spans:
            opens, closes = plan.spans[day.weekday()]
            yield datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)
        day += timedelta(days=1)


@cache
def _calendar(country: str, year: int, language: str) -> dict[date, str]:
    """Of a country without a calendar, none."""
    if not country:
        return {}
    known = holidays.country_holidays(country)
    kinds = [kind for kind in ("public", "government") if kind in known.supported_categories]
    spoken = LANGUAGES.get(language, language)
    return dict(
        holidays.country_holidays(
            country, years=year, categories=kinds,
            language=spoken if spoken in known.supported_languages else known.default_language,
        )
    )  # fmt: skip
