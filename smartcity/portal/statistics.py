"""The pages of figures: the whole city, its offices, places and kinds, one of them, and the reports behind a number."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from smartcity.areas.models import Level
from smartcity.lib.table import csv_of
from smartcity.numbers.queries import held_behind, reports_behind
from smartcity.portal.heat import heat
from smartcity.portal.numbers import FIRST, Asked, Counted, chart, counted_by, one, whole
from smartcity.portal.pages import show
from smartcity.portal.screen import row
from smartcity.portal.tabling import HEAD, rows
from smartcity.reports.filters import MOST_DAYS
from smartcity.reports.queries import Card, cards

MOST = 20


def counted_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view what was counted; before the first time it says so instead."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, **named: str) -> HttpResponse:
        counted = Counted(Asked.of(request.GET))
        if counted.numbers is None:
            return show(request, "portal/numbers_none.html", "numbers", {})
        return view(request, counted, **named)

    return page


@counted_page
def overview(request: HttpRequest, counted: Counted) -> HttpResponse:
    now = counted.now
    context = {"counted": counted, "now": now, "chart": chart(now.series), "heat": heat(now),
               "offices": counted.foremost, "kinds": counted.categories[:FIRST],
               "kelurahan": counted.asked.but(level=Level.KELURAHAN.value, kind=""), "city_href": counted.href("kota", "semua", "cases"),
               "map_since": f"{now.since:%F}" if now.days <= MOST_DAYS else "",
               "months": [(month, figures) for month, figures in reversed(now.months.items()) if figures.cases]}  # fmt: skip
    return _shown(request, "numbers", counted, context)


@counted_page
def offices(request: HttpRequest, counted: Counted) -> HttpResponse:
    lines = counted.page(counted.offices)
    context = {
        "lines": lines,
        "next": counted.further(counted.offices),
        "residents": any(line.residents for line in lines),
    }
    return _shown(request, "numbers_offices", counted, context)


@counted_page
def places(request: HttpRequest, counted: Counted) -> HttpResponse:
    return _shown(
        request,
        "numbers_places",
        counted,
        {"lines": counted.page(counted.places), "next": counted.further(counted.places)},
    )


@counted_page
def kinds(request: HttpRequest, counted: Counted) -> HttpResponse:
    return _shown(request, "numbers_kinds", counted, {"lines": counted.categories})


@counted_page
def about_one(request: HttpRequest, counted: Counted, what: str, code: str) -> HttpResponse:
    """An office, a place or a kind."""
    subject = one(counted, what, code)
    counts = [
        (subject.words[name], subject.figures.counts[name], counted.href(what, code, name))
        for name in counted_by(what)
        if subject.figures
    ]
    return _shown(request, "numbers_one", counted, {"one": subject, "counts": counts})


@counted_page
def behind(request: HttpRequest, counted: Counted, what: str, code: str, figure: str) -> HttpResponse:
    """The public reports a number counts, the newest first."""
    subject = one(counted, what, code)
    if figure not in counted_by(what):
        raise Http404
    after = whole(request.GET.get("after", ""), 18)
    if subject.office is not None:
        held = held_behind(counted.now, figure, subject.office).order_by("-pk")
        page = list((held.filter(pk__lt=after) if after else held).values_list("pk", "report_id")[: MOST + 1])
    else:
        found = reports_behind(counted.now, figure, area=subject.area, category=subject.category)
        page = [
            (pk, pk)
            for pk in (found.filter(pk__lt=after) if after else found).values_list("pk", flat=True)[
                : MOST + 1
            ]
        ]
    known = _cards({report for _pk, report in page[:MOST]})
    context = {"one": subject, "one_href": counted.href(what, code), "first": counted.href(what, code, figure) if after else "",
               "title": subject.words[figure], "n": subject.figures.counts[figure] if subject.figures else 0,
               "rows": [known[report] for _pk, report in page[:MOST] if report in known],
               "next": f"{counted.href(what, code, figure).partition('?')[0]}?days={counted.asked.days}&after={page[MOST - 1][0]}"
               if len(page) > MOST else ""}  # fmt: skip
    return _shown(request, "numbers_behind", counted, context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return show(request, "portal/numbers_method.html", "numbers", {})


@counted_page
def table(request: HttpRequest, counted: Counted) -> HttpResponse:
    """All figures of a time as CSV."""
    return HttpResponse(
        csv_of([HEAD, *rows(counted)]),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="statistik-{counted.asked.days}-{counted.now.at:%F}.csv"'
        },
    )


def _shown(request: HttpRequest, name: str, counted: Counted, context: dict[str, Any]) -> HttpResponse:
    asked = counted.asked
    around = {"counted": counted, "now": counted.now, "asked": asked, "everywhere": asked.but(within=""),
              "first": asked.but() if asked.after else ""}  # fmt: skip
    return show(request, f"portal/{name}.html", "numbers", around | context)


def _cards(pks: set[int]) -> dict[int, dict[str, Any]]:
    """Public reports as the look's rows take them, by primary key."""
    if not pks:
        return {}
    marks = ", ".join(["%s"] * len(pks))
    found: list[Card] = cards(
        f"r.visibility = 'public' AND r.id IN ({marks})", list(pks), sort="r.id DESC", most=len(pks)
    )
    return {card.pk: row(card) for card in found}
