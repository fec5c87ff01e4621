"""All figures of a time as one table, to take along."""

from collections.abc import Iterator
from datetime import date
from math import isinf

from smartcity.areas.queries import index_of
from smartcity.numbers.queries import Figures, places
from smartcity.offices.models import Office
from smartcity.portal.numbers import Counted
from smartcity.reports.models import Category
from smartcity.reports.performance import Place

COUNTS = ("cases", "waiting", "working", "done", "open", "unanswered", "answered", "rejected", "refused", "reopened",
          "appealed", "passed_on")  # fmt: skip
HEAD = (
    "subject", "code", "name", "since", "until", *COUNTS, "first_response_median_hours", "first_response_low_hours",
    "first_response_high_hours", "resolution_median_hours", "resolution_low_hours", "resolution_high_hours", "place_best",
    "place_worst", "places", "residents", "residents_source", "per_10000_residents",
)  # fmt: skip
Row = list[object]


def rows(counted: Counted) -> Iterator[Row]:
    """The city, its offices, areas, categories and months. Hours with their 90% interval; empty where not reached. Fewer
    than 30 cases have no place. What does not apply to a subject is empty."""
    now = counted.now
    when = now.since.date(), now.at.date()
    yield _row("city", "", "", when, now.city)
    offices = {one.pk: one for one in Office.objects.filter(pk__in=now.offices).select_related("area")}
    for kind in counted.kinds:
        ours = [one for one in offices.values() if one.kind == kind]
        where = places(now.offices, [one.pk for one in ours])
        for one in sorted(ours, key=lambda office: office.code):
            people = (one.area.residents, one.area.residents_source) if one.area else (None, "")
            yield _row(
                f"office:{kind}", one.code, one.title, when, now.offices[one.pk], where.get(one.pk), *people
            )
    for area in index_of().everything:
        if area.pk in now.areas:
            people = area.residents, area.residents_source
            yield _row(
                f"area:{area.level}", area.code, area.short_name, when, now.areas[area.pk], None, *people
            )
    for category in Category.objects.filter(pk__in=now.categories, private=False).order_by("code"):
        yield _row("category", category.code, category.name, when, now.categories[category.pk])
    for month, figures in now.months.items():
        yield _row("month", f"{month:%Y-%m}", "", (month, None), figures)


def _row(subject: str, code: str, name: str, when: tuple[date, date | None], figures: Figures, place: Place | None = None,
         residents: int | None = None, source: str = "") -> Row:  # fmt: skip
    hours = [
        "" if isinf(value) else round(value / 3600, 2) for value in (*figures.response, *figures.resolution)
    ]
    per = round(10_000 * figures.cases / residents, 1) if residents else ""
    return [subject, code, name, when[0], when[1] or "", *(figures.counts.get(one, "") for one in COUNTS), *hours,
            *(place or ("", "", "")), residents or "", source, per]  # fmt: skip
