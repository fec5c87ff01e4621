"""The phrases every channel uses for a status, a deadline, a moment, a distance and a number.

They speak the active language. Moments are aware; they are read in settings.TIME_ZONE.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import pgettext_lazy as word

from smartcity.lib import time

SOON = timedelta(hours=6)
BARELY = timedelta(
    minutes=15
)  # lacking these an hour or a day still counts as whole: one just begun is read wholly
NONE, MINUTE, HOUR, DAY = timedelta(0), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Status(NamedTuple):
    word: str | Promise
    tone: str  # red, amber, green or grey


STATUSES: dict[str, Status] = {
    "waiting": Status(word("status", "Menunggu"), "red"),
    "in_progress": Status(word("status", "Diproses"), "amber"),
    "coordinating": Status(word("status", "Koordinasi"), "amber"),
    "answered": Status(word("status", "Dijawab"), "amber"),
    "done": Status(word("status", "Selesai"), "green"),
    "rejected": Status(word("status", "Ditolak"), "grey"),
    "merged": Status(word("status", "Digabung"), "grey"),
}


def status(name: str) -> str:
    """The word a person reads for the status `name`. Raises KeyError on an unknown one."""
    return str(STATUSES[name].word)


class Due(NamedTuple):
    text: str
    tone: str  # "" over six hours, "soon" within them, "late" after


def deadline(due: datetime | None, now: datetime | None = None, language: str | None = None) -> Due | None:
    """How a deadline reads: `sisa 11 jam`, `sisa 3 jam` (soon), `terlambat 2 hari` (late). None when there is none.
    `language` is the active one; who asks for many has looked it up once."""
    if due is None:
        return None
    left = due - (now or time.now())
    if left < NONE:
        return _late(_whole(-left), language or get_language())
    shown = left + BARELY if left >= HOUR else left
    return _left(_whole(shown), "soon" if left <= SOON else "", language or get_language())


def _whole(length: timedelta) -> timedelta:
    """In whole minutes, hours or days, whichever a person would say."""
    unit = MINUTE if length < HOUR else HOUR if length < DAY else DAY
    return max(MINUTE, length // unit * unit)


@lru_cache(1024)  # a list says the same few things fifty times
def _left(left: timedelta, tone: str, _language: str | None) -> Due:
    if left < HOUR:
        n = left // MINUTE
        return Due(ngettext("sisa %(n)d mnt", "sisa %(n)d mnt", n) % {"n": n}, tone)
    if left < DAY:
        n = left // HOUR
        return Due(ngettext("sisa %(n)d jam", "sisa %(n)d jam", n) % {"n": n}, tone)
    return Due(ngettext("sisa %(n)d hari", "sisa %(n)d hari", left.days) % {"n": left.days}, tone)


@lru_cache(1024)
def _late(late: timedelta, _language: str | None) -> Due:
    if late < HOUR:
        n = late // MINUTE
        return Due(ngettext("terlambat %(n)d mnt", "terlambat %(n)d mnt", n) % {"n": n}, "late")
    if late < DAY:
        n = late // HOUR
        return Due(ngettext("terlambat %(n)d jam", "terlambat %(n)d jam", n) % {"n": n}, "late")
    return Due(ngettext("terlambat %(n)d hari", "terlambat %(n)d hari", late.days) % {"n": late.days}, "late")


def ago(moment: datetime, now: datetime | None = None) -> str:
    """`baru saja`, `2 menit lalu`, `5 jam lalu`, `kemarin`, `3 hari lalu`, and after a week the date."""
    now = now or time.now()
    past = now - moment
    if past < MINUTE:
        return gettext("baru saja")
    if past < HOUR:
        n = past // MINUTE
        return ngettext("%(n)d menit lalu", "%(n)d menit lalu", n) % {"n": n}
    if past < DAY:
        n = past // HOUR
        return ngettext("%(n)d jam lalu", "%(n)d jam lalu", n) % {"n": n}
    n = _days_between(moment, now)
    if n == 1:
        return gettext("kemarin")
    if n <= 7:
        return ngettext("%(n)d hari lalu", "%(n)d hari lalu", n) % {"n": n}
    return day(moment, now)


def when(moment: datetime, now: datetime | None = None, language: str | None = None) -> str:
    """`hari ini 10.42`, `kemarin 11.46`, `20 Nov 09.10`, `20 Nov 2025 09.10`; `language` as in deadline."""
    here = _here(moment)
    return _when(
        here.date(), here.hour, here.minute, _here(now or time.now()).date(), language or get_language()
    )


@lru_cache(4096)  # a list is looked at again and again
def _when(day: date, hour: int, minute: int, today: date, language: str | None) -> str:
    return f"{_day(day, today, language)} {_clock(hour, minute)}"


def day(moment: datetime, now: datetime | None = None) -> str:
    """`hari ini`, `kemarin`, `besok`, `20 Nov`, and in another year `20 Nov 2025`."""
    return _day(_here(moment).date(), _here(now or time.now()).date(), get_language())


@lru_cache(4096)
def _day(day: date, today: date, _language: str | None) -> str:
    days = (today - day).days
    if days == 0:
        return gettext("hari ini")
    if abs(days) == 1:
        return gettext("kemarin") if days == 1 else gettext("besok")
    return format_date(day, "j M" if day.year == today.year else "j M Y")


def clock(moment: datetime) -> str:
    """24 hours in the city's zone: `10.42` in Indonesian, `10:42` in English."""
    here = _here(moment)
    return _clock(here.hour, here.minute)


def _clock(hour: int, minute: int) -> str:
    return gettext("H.i").replace("H", f"{hour:02}").replace("i", f"{minute:02}")


def span(length: timedelta) -> str:
    """A length of time by its two largest units: `2 hari 4 jam`, `4 jam 10 menit`, `10 menit`."""
    minutes = max(1, length // MINUTE)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        ngettext("%(n)d hari", "%(n)d hari", days) % {"n": days} if days else "",
        ngettext("%(n)d jam", "%(n)d jam", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes} if minutes and not days else "",
    ]
    return " ".join(part for part in parts if part)


def distance(metres: float) -> str:
    """`140 m`, `1,1 km`, `12 km`; an honest ten metres above a hundred."""
    if metres < 100:
        return f"{round(metres)} m"
    if metres < 995:
        return f"{round(metres, -1):.0f} m"
    if metres < 9950:
        return f"{metres / 1000:.1f} km".replace(".", _decimal())
    return f"{thousands(round(metres / 1000))} km"


def number(n: int) -> str:
    """A report's number as it is spoken: `482 917`, `1 482 917`."""
    return f"{n:,}".replace(",", " ")


def thousands(n: int) -> str:
    """`1.204` in Indonesian, `1,204` in English."""
    return f"{n:,}".replace(",", "," if _decimal() == "." else ".")


def decimal(n: float) -> str:
    """`7,3` in Indonesian, `7.3` in English."""
    return f"{n:.1f}".replace(".", _decimal())


def server_clock() -> int:
    """In milliseconds since 1970."""
    return round(time.now().timestamp() * 1000)


def ticking() -> dict[str, Any]:
    """What time.js needs to keep `ago` and `deadline` true while the page stays open: name -> [one, many], and `at`, the
    server's clock in milliseconds since 1970, for a phone's own may be days off."""
    return {"at": server_clock()} | _ticking(get_language())


@lru_cache(8)
def _ticking(_language: str | None) -> dict[str, Any]:
    return {
        "now": [gettext("baru saja")] * 2,
        "ago_minutes": [ngettext("%(n)d menit lalu", "%(n)d menit lalu", n) for n in (1, 2)],
        "ago_hours": [ngettext("%(n)d jam lalu", "%(n)d jam lalu", n) for n in (1, 2)],
        "left_minutes": [ngettext("sisa %(n)d mnt", "sisa %(n)d mnt", n) for n in (1, 2)],
        "left_hours": [ngettext("sisa %(n)d jam", "sisa %(n)d jam", n) for n in (1, 2)],
        "left_days": [ngettext("sisa %(n)d hari", "sisa %(n)d hari", n) for n in (1, 2)],
        "late_minutes": [ngettext("terlambat %(n)d mnt", "terlambat %(n)d mnt", n) for n in (1, 2)],
        "late_hours": [ngettext("terlambat %(n)d jam", "terlambat %(n)d jam", n) for n in (1, 2)],
        "late_days": [ngettext("terlambat %(n)d hari", "terlambat %(n)d hari", n) for n in (1, 2)],
    }


def _days_between(moment: datetime, now: datetime) -> int:
    return (_here(now).date() - _here(moment).date()).days


def _here(moment: datetime) -> datetime:
    return moment.astimezone(timezone.get_default_timezone())


def _decimal() -> str:
    return "." if (get_language() or "").startswith("en") else ","
