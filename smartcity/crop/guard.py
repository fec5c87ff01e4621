"""Who may come in: people with a seat. Others are told so; strangers are asked to sign in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from smartcity.accounts.factors import factors_of
from smartcity.accounts.models import ACTING, Role, User
from smartcity.accounts.queries import Reach, reach
from smartcity.beds.queries import keeps_any
from smartcity.crop.bell import bell, silence
from smartcity.crop.entrance import seated
from smartcity.crop.shift import shift_here
from smartcity.crop.typed import keep_typed
from smartcity.crop.visit import Visit, visit
from smartcity.gauges.queries import keeps
from smartcity.notices.actions import mark_seen
from smartcity.partners.queries import given_elsewhere
from smartcity.reports.actions.looking import note_opened
from smartcity.reports.checks import verifies
from smartcity.reports.models import Report
from smartcity.reports.screening import desks_of
from smartcity.seats.authority import administers, governs
from smartcity.seats.board import oversees

View = Callable[..., HttpResponse]


class OfficialRequest(HttpRequest):
    """A request by someone who holds a seat now."""

    user: User
    reach: Reach
    visit: Visit


def officials(view: View) -> View:
    """Asked at every request, so that a seat that ended ends the stay."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        theirs = reach(request.user)
        if not isinstance(request.user, User) or not theirs.official:
            return _shut_out(request)
        official = cast(OfficialRequest, request)
        official.reach, official.visit = theirs, visit(request, request.user)
        return official.visit.carry(view(official, *args, **kwargs))

    return guarded


def officials_who(may: Callable[[Reach], bool]) -> Callable[[View], View]:
    """Those whose reach allows it; other officials are told that there is no such page."""

    def guard(view: View) -> View:
        @officials
        @wraps(view)
        def guarded(request: OfficialRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.reach):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def show(
    request: OfficialRequest, template: str, section: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of a section, with what every page of CROP shows: how many notices wait, how the app is shown."""
    every = {
        "section": section,
        "bell": bell(request.user),
        "visit": request.visit,
        "administers": administers(request.reach),
        "governs": governs(request.reach),
        "oversees": oversees(request.reach),
        "acts": bool(request.reach.roles & ACTING),
        "beds": keeps_any(request.reach),
        "levels": keeps(request.reach),
        "clerk": Role.CLERK in request.reach.roles,
        "shift": shift_here(request),
        "checks_answers": bool(verifies(request.reach)),
        "police_desk": bool(desks_of(request.reach)),
    }
    return render(request, template, every | context, status=status)


def look_into(request: OfficialRequest, case: Report) -> None:
    """Opening a case takes the mark of what is new from it and from what was told of it, for this person. What was not
    new is not noted."""
    if bell(request.user):
        mark_seen(request.user, case.subject)
        silence(request.user)
    if case.held_since > request.visit.since:
        note_opened(case, request.user)


def case_of(request: OfficialRequest, number: int) -> Report:
    """The case with this number, if it is or was one of theirs; anybody else's is as absent as none at all."""
    cases = Report.objects.cases_of(request.reach).select_related(
        "category", "area__parent__parent", "holder__parent", "assignee", "author"
    )
    case = cases.numbered(number).annotate(elsewhere=given_elsewhere()).first()
    if case is None:
        raise Http404
    return case


def _shut_out(request: HttpRequest) -> HttpResponse:
    """Who is not signed in, or not well enough for the seat they hold, or holds none."""
    user = request.user
    if not isinstance(user, User):
        return _ask_who(request)
    if not seated(user):
        return render(request, "crop/no_seat.html", {"ended": user.posts.exists()}, status=403)
    return _ask_who(
        request, "crop:secure" if user.by_password and not factors_of(user).exists() else "crop:sign-in"
    )


def _ask_who(request: HttpRequest, page: str = "crop:sign-in") -> HttpResponseRedirect:
    """What was sent waits behind that page."""
    if request.method == "POST":
        keep_typed(request)
    way_back = request.get_full_path() if request.method in ("GET", "POST") else ""
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': way_back})}")
