"""The days at the foot of the map: how many reports each brought, and which of them are looked at."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartcity.portal.screen import Screen
from smartcity.reports import filtering
from smartcity.reports.filters import Filters

SHOWN = 60
AFTER = 14  # days shown behind a window that lies further back
COUNT_LIVES = 30  # seconds
ONE_DAY = timedelta(days=1)


def counts(filters: Filters, first: date, last: date) -> list[int]:
    """How many public reports of the filters' area and category each day brought, from `first` to `last`; one
    query, from the index `report_days` alone."""
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    narrowed = Filters(area=filters.area, category=filters.category)
    more, values = filtering.joined(filtering.common(narrowed))
    bounds = [filtering.moment(filtering.midnight(day)) for day in (*days, last + ONE_DAY)]
    spans = [value for n in range(len(days)) for value in (n, bounds[n], bounds[n + 1])]
    sql = f"""WITH d(n, since, until) AS (VALUES {", ".join(["(%s, %s, %s)"] * len(days))})
        SELECT d.n, (SELECT COUNT(*) FROM reports_report r WHERE r.visibility = 'public'
          AND r.created_at >= d.since AND r.created_at < d.until {f"AND {more}" if more else ""}) FROM d ORDER BY d.n"""  # noqa: S608 fixed words
    with connection.cursor() as cursor:
        cursor.execute(sql, [*spans, *values])
        return [int(n) for _day, n in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Day:
    """`height` is per cent of the fullest day's."""

    day: date
    n: int
    height: int
    chosen: bool
    href: str

    @property
    def rest(self) -> int:
        return 100 - self.height

    @property
    def name(self) -> str:
        return written(self.day, "j M")


class Days:
    """For one look at the page; without dates the map shows what is active, and no day is chosen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.today = timezone.localdate()
        self.since = screen.filters.since
        self.until = screen.filters.until or self.today
        self.first, self.last = self._shown()

    def _shown(self) -> tuple[date, date]:
        first = self.today - (SHOWN - 1) * ONE_DAY
        if self.since is None or self.since >= first:
            return first, self.today
        last = min(self.today, self.until + AFTER * ONE_DAY)
        return min(self.since, last - (SHOWN - 1) * ONE_DAY), last

    @cached_property
    def all(self) -> list[Day]:
        f = self.screen.filters
        key = f"portal.days.{f.area}.{'.'.join(f.category)}.{self.first}.{self.last}"
        found: list[int] = cache.get_or_set(key, lambda: counts(f, self.first, self.last), COUNT_LIVES) or []
        most = max(*found, 1)
        days = [self.first + n * ONE_DAY for n in range(len(found))]
        return [
            Day(day, n, max(round(100 * n / most), 2) if n else 0, self._chosen(day),
                self.screen.link(since=day, until=day))
            for day, n in zip(days, found, strict=True)
        ]  # fmt: skip

    def _chosen(self, day: date) -> bool:
        return self.since is not None and self.since <= day <= self.until

    @property
    def most(self) -> int:
        """The place of the last day."""
        return len(self.all) - 1

    @property
    def start(self) -> int:
        """The place of the first day looked at; of what is active, of all."""
        return next((n for n, day in enumerate(self.all) if day.chosen), 0)

    @property
    def end(self) -> int:
        return next((self.most - n for n, day in enumerate(reversed(self.all)) if day.chosen), self.most)

    @property
    def title(self) -> str:
        if self.since is None:
            return _("Hari ini")
        n = (self.until - self.since).days + 1
        if n == 1:
            return _("Satu hari")
        if self.until == self.today:
            return ngettext("%(n)d hari terakhir", "%(n)d hari terakhir", n) % {"n": n}
        return ngettext("%(n)d hari", "%(n)d hari", n) % {"n": n}

    @property
    def span(self) -> str:
        """The days looked at, as briefly as can be; of what is active, what that is."""
        a, b = self.since, self.until
        if a is None:
            return _("terbuka, atau ditutup dalam 7 hari")
        if a == b:
            return written(a, "j M Y")
        if (a.year, a.month) == (b.year, b.month):
            return f"{a.day} – {written(b, 'j M Y')}"
        return f"{written(a, 'j M' if a.year == b.year else 'j M Y')} – {written(b, 'j M Y')}"

    @property
    def now(self) -> str:
        """The address of what is active."""
        return self.screen.link(since=None, until=None)
