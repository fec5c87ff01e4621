"""How the offices one answers for do: a list, one office, the cases behind a number, and all of it as a table."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from smartcity.crop.comparison import compare
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.crop.performance import DAYS, TABLE, Asked, Board, table
from smartcity.lib.table import csv_of
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Holding
from smartcity.reports.performance import COUNTED, SAID, behind, figures, places, seats_of

MOST = 50


@officials
@require_safe
def performance(request: OfficialRequest) -> HttpResponse:
    board = Board(request.reach, Asked.of(request.GET))
    asked = board.asked
    context = {
        "board": board,
        "links": board.links(),
        "first": asked.but(),
        "next": asked.but(after=board.further),
    }
    return show(request, "crop/performance.html", "performance", context)


@officials
@require_safe
def as_table(request: OfficialRequest) -> HttpResponse:
    board = Board(request.reach, Asked.of(request.GET))
    name = f"kinerja-{board.kind}-{board.asked.days}-{now():%F}.csv"
    return HttpResponse(
        csv_of([TABLE, *table(board)]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@officials
@require_safe
def office(request: OfficialRequest, code: str) -> HttpResponse:
    one, asked = _office(request, code), Asked.of(request.GET)
    own = figures(Office.objects.filter(pk=one.pk), asked.span).by.get(one.pk)
    city = Board(request.reach, Asked(asked.days, one.kind)).found
    seats = seats_of(Office.objects.filter(pk=one.pk)).get(one.pk, 0)
    residents = one.area.residents if one.area else None
    context = {
        "office": one, "own": own, "city": city, "days": DAYS, "asked": asked, "seats": seats, "residents": residents,
        "place": places(city.by).get(one.pk), "like": compare(one, city), "leaf": one.kind == Kind.KELURAHAN,
        "counts": [(name, SAID[name], own.counts[name]) for name in COUNTED] if own else [],
        "per_10000": 10_000 * own.cases / residents if own and residents else None,
        "per_seat": own.cases / seats if own and seats else None,
    }  # fmt: skip
    return show(request, "crop/performance_office.html", "performance", context)


@officials
@require_safe
def cases(request: OfficialRequest, code: str, figure: str) -> HttpResponse:
    """The times the office held what a number counts."""
    one, asked = _office(request, code), Asked.of(request.GET)
    if figure not in COUNTED:
        raise Http404
    found = behind(one, asked.span, figure).select_related("report__category", "report__area")
    rows = list(_before(found, request.GET.get("after", ""))[: MOST + 1])
    context = {"office": one, "asked": asked, "title": SAID[figure], "rows": rows[:MOST],
               "older": rows[MOST - 1].pk if len(rows) > MOST else None}  # fmt: skip
    return show(request, "crop/performance_cases.html", "performance", context)


def _office(request: OfficialRequest, code: str) -> Office:
    """One that this person answers for; another is as absent as none."""
    within = Office.objects.filter(pk__in=request.reach.covers).exclude(kind=Kind.HOSPITAL)
    return get_object_or_404(within.select_related("area__parent__parent"), code=code.replace("\x00", ""))


def _before(found: QuerySet[Holding], after: str) -> QuerySet[Holding]:
    """What comes behind the holding with this pk."""
    last = Holding.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 19 else None
    return found.filter(Q(since__lt=last.since) | Q(since=last.since, pk__lt=last.pk)) if last else found
