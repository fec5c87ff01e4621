"""Oneself: seats and device; and what one has been told."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.models import ACTING, Device, Role
from smartcity.crop.bell import silence
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.crop.visit import APP, MODES, tell_mode
from smartcity.notices import queries as notices
from smartcity.notices.actions import mark_seen
from smartcity.reports.models import Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.talk import may_moderate

MOST = 30


@officials
@require_safe
def me(request: OfficialRequest) -> HttpResponse:
    device = Device.objects.filter(user=request.user, app=APP, key=request.visit.device).first()
    return show(request, "crop/me.html", "me", {"device": device, "posts": request.reach.posts,
                                                 "acts": bool(request.reach.roles & ACTING),
                                                 "moderates": may_moderate(request.reach),
                                                 "administers": Role.ADMINISTRATOR in request.reach.roles})  # fmt: skip


@officials
@require_safe
def news(request: OfficialRequest) -> HttpResponse:
    """Opening it is having seen it."""
    before = request.GET.get("before", "")
    told = notices.of(request.user, before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
                      most=MOST + 1)  # fmt: skip
    wanted = {pk_of(one.number) for one in told if one.number}
    cases = set(Report.objects.cases_of(request.reach).filter(pk__in=wanted).values_list("pk", flat=True))
    older = f"?before={told[MOST - 1].pk}" if len(told) > MOST else ""
    context = {
        "told": [(one, one.number is not None and pk_of(one.number) in cases) for one in told[:MOST]],
        "older": older,
    }
    response = show(request, "crop/news.html", "news", context)
    if any(not one.seen for one in told):
        mark_seen(request.user)
        silence(request.user)
    return response


@officials
@require_POST
def device(request: OfficialRequest) -> HttpResponse:
    """A small script says how the app is shown, so that the city knows who has installed it."""
    mode = request.POST.get("mode", "")
    if mode not in MODES:
        return HttpResponse(status=400)
    tell_mode(request, request.user, request.visit.device, mode)
    return HttpResponse(status=204)
