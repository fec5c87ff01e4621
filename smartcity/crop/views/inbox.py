"""The inbox, and the history apart from it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from smartcity.accounts.models import Role
from smartcity.crop.filters import filters, sorts
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.crop.saved import saved
from smartcity.crop.scope import Scope, scope_of
from smartcity.crop.views.together import undoable
from smartcity.crop.wanted import Wanted
from smartcity.reports import cases
from smartcity.reports.models import Report
from smartcity.reports.queries import Card
from smartcity.reports.workflow import Status

MOST = 50
PAST_CHIPS = (Status.ANSWERED, Status.DONE, Status.REJECTED, Status.MERGED)


@officials
@require_safe
def inbox(request: OfficialRequest) -> HttpResponse:
    wanted = Wanted.of(request.GET)
    if wanted.number and (found := Report.objects.cases_of(request.reach).numbered(wanted.number).first()):
        return redirect("crop:case", found.number)
    scope = scope_of(request, wanted)
    checks = request.reach.roles == {Role.VERIFIER}
    checking = wanted.status == Status.ANSWERED or (checks and not wanted.filtered and not wanted.sort)
    rows, older = _rows(scope, wanted, request.user.pk, checking=checking)
    context = {
        "wanted": wanted, "scope": scope, "rows": rows, "older": older, "seats": request.reach.seats,
        "several": len(request.reach.seats) > 1, "since": request.visit.since, "filters": filters(scope, wanted),
        "in_history": f"{reverse('crop:history')}{wanted.but(sort='', at='', view='', status='', category='', mine='')}",
        "unfiltered": wanted.but(status="", category="", q="", mine=""), "checks": checks, "checking": checking,
        "sorts": sorts(wanted, checks=checks),
        "mine": wanted.but(mine="" if wanted.mine else "1"), "own": request.user.pk, "undo": undoable(request),
        "saved": saved(request, wanted),
    }  # fmt: skip
    return show(
        request,
        "crop/_inbox_parts.html" if "fragment" in request.GET else "crop/inbox.html",
        "inbox",
        context,
    )


@officials
@require_safe
def history(request: OfficialRequest) -> HttpResponse:
    wanted = Wanted.of(request.GET)
    scope = scope_of(request, wanted)
    found = cases.past_cases(
        scope.paths, narrowed=wanted.narrowed(request.user.pk), after=wanted.after, most=MOST + 1,
        alone=scope.alone,
    )  # fmt: skip
    rows, older = _page(found, cases.NEWEST, wanted)
    chips = [(status, wanted.but(status="" if wanted.status == status else status)) for status in PAST_CHIPS]
    context = {"wanted": wanted, "scope": scope, "rows": rows, "older": older, "chips": chips,
               "seats": request.reach.seats, "covers": request.reach.covers,
               "several": len(request.reach.seats) > 1}  # fmt: skip
    return show(request, "crop/history.html", "history", context)


def _rows(scope: Scope, wanted: Wanted, user_id: int, *, checking: bool) -> tuple[list[Card], str]:
    """The cards of a page and the address of the next; when `checking`, of what was answered."""
    paths, after, most = scope.paths, wanted.after, MOST + 1
    desk: dict[str, Any] = {"alone": scope.alone, "opened_by": user_id}
    narrowed = wanted.narrowed(user_id)
    if checking:
        return _page(
            cases.answered_cases(paths, narrowed=narrowed, after=after, most=most, **desk),
            cases.OLDEST,
            wanted,
        )
    if wanted.sort == "near" and wanted.point:
        return cases.nearest_cases(paths, *wanted.point, narrowed=narrowed, most=MOST, **desk), ""
    order = cases.ARRIVED if wanted.sort == "new" else cases.DUE
    return _page(
        cases.open_cases(paths, order=order, narrowed=narrowed, after=after, most=most, **desk),
        order,
        wanted,
    )


def _page(found: list[Card], order: cases.Order, wanted: Wanted) -> tuple[list[Card], str]:
    """`found` holds one more than a page when there is another."""
    rows = found[:MOST]
    return rows, wanted.but(after=order.token(rows[-1])) if len(found) > MOST else ""
