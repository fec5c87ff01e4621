"""What the city's figures say, and the reports behind each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from math import inf
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from smartcity.areas.models import Area
from smartcity.lib.survival import Quantile
from smartcity.numbers.counting import Figure
from smartcity.numbers.models import Sheet
from smartcity.offices.models import Office
from smartcity.reports.models import Category, Holding, Report, Verdict, Visibility
from smartcity.reports.performance import COUNTED as COUNTED_OF_OFFICE
from smartcity.reports.performance import FEWEST, Place, Share, standings
from smartcity.reports.workflow import Status


def _ever(verdict: str) -> Q:
    return Q(Exists(Holding.objects.filter(report=OuterRef("pk"), verdict=verdict)))


# What each figure of a place or a kind counts, of reports; of an office it is reports.performance that says so.
COUNTED: dict[str, Q] = {
    "cases": Q(),
    "waiting": Q(status=Status.WAITING),
    "working": Q(status__in=(Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED)),
    "done": Q(status=Status.DONE),
    "rejected": Q(status=Status.REJECTED),
    "refused": _ever(Verdict.REFUSED),
    "reopened": _ever(Verdict.REOPENED),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one group; times in seconds with their 90% interval, inf where not reached."""

    counts: Mapping[str, int]
    response: Quantile
    resolution: Quantile

    @classmethod
    def of(cls, figure: Figure) -> "Figures":
        counts = {name: n for name, n in figure.items() if isinstance(n, int)}
        return cls(counts, _times(figure["response"]), _times(figure["resolution"]))

    @property
    def cases(self) -> int:
        return self.counts["cases"]

    @property
    def enough(self) -> bool:
        return self.cases >= FEWEST

    @property
    def answered(self) -> int:
        """Of how many the answer could be contested."""
        if "answered" in self.counts:
            return self.counts["answered"]
        return self.counts.get("done", 0) + self.contested

    @property
    def contested(self) -> int:
        return self.counts.get("refused", 0) + self.counts.get("reopened", 0)

    @property
    def again(self) -> Share:
        """Answers that did not stand, of those given: refused by the reporter, or opened again after."""
        return Share(self.contested, max(self.answered, self.contested))


@dataclass(frozen=True, eq=False)
class Numbers:
    """Of the last `days`, counted `at`."""

    days: int
    at: datetime
    data: Mapping[str, Any]

    @property
    def since(self) -> datetime:
        return self.at - timedelta(days=self.days)

    @property
    def reports(self) -> int:
        return int(self.data["reports"])

    @cached_property
    def city(self) -> Figures:
        return Figures.of(self.data["city"])

    @cached_property
    def offices(self) -> dict[int, Figures]:
        return self._by_key("offices")

    @cached_property
    def areas(self) -> dict[int, Figures]:
        return self._by_key("areas")

    @cached_property
    def categories(self) -> dict[int, Figures]:
        return self._by_key("categories")

    @cached_property
    def months(self) -> dict[date, Figures]:
        return {
            date.fromisoformat(f"{month}-01"): Figures.of(one) for month, one in self.data["months"].items()
        }

    @property
    def series(self) -> list[tuple[date, int, int]]:
        """The first day of each day or week, how many came, how many were closed as done."""
        return [(date.fromisoformat(day), came, done) for day, came, done in self.data["series"]]

    @property
    def weekly(self) -> bool:
        return self.days > 31

    @property
    def heat(self) -> list[tuple[int, int]]:
        return [(cell, n) for cell, n in self.data["heat"]]

    def _by_key(self, name: str) -> dict[int, Figures]:
        return {int(key): Figures.of(one) for key, one in self.data[name].items()}


def numbers(days: int) -> Numbers | None:
    """The newest; None until the city was counted for the first time. Each is read once by a process."""
    newest = Sheet.objects.filter(days=days).values_list("at", "took").first()
    return _read(days, *newest) if newest else None


@lru_cache(8)
def _read(days: int, at: datetime, _took: float) -> Numbers:
    """`_took` tells one counting from another, should the clock stand."""
    return Numbers(days, at, Sheet.objects.values_list("data", flat=True).get(days=days))


def places(found: Mapping[int, Figures], among: Iterable[int]) -> dict[int, Place]:
    """Where each of these stands by its median first response; nowhere with fewer than FEWEST cases."""
    return standings({pk: found[pk].response for pk in among if pk in found and found[pk].enough})


def reports_behind(
    numbers: Numbers, figure: str, *, area: Area | None = None, category: Category | None = None
) -> QuerySet[Report]:
    """The public reports a figure of a place, a kind or (neither) the whole city counts, the newest first. Raises KeyError
    for an unknown figure."""
    found = Report.objects.filter(
        COUNTED[figure],
        visibility=Visibility.PUBLIC,
        created_at__gte=numbers.since,
        created_at__lt=numbers.at,
    )
    if area is not None:
        found = found.within(area)
    if category is not None:
        found = found.filter(category=category)
    return found.order_by("-pk")


def held_behind(numbers: Numbers, figure: str, office: Office) -> QuerySet[Holding]:
    """The times an office held what a figure of it counts, the last first. Raises KeyError for an unknown figure."""
    return Holding.objects.filter(
        COUNTED_OF_OFFICE[figure], report__visibility=Visibility.PUBLIC, office=office,
        since__gte=numbers.since, since__lt=numbers.at,
    ).order_by("-since", "-pk")  # fmt: skip


def _times(said: list[float | None]) -> Quantile:
    return Quantile(*(inf if value is None else value for value in said))
