"""Oneself: seats and device; and what one has been told."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.actions import drop_device
from smartcity.accounts.models import Device, Role
from smartcity.alerts.actions import may_warn
from smartcity.crop.bell import silence
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.crop.visit import APP, MODES, TOLD, enrol
from smartcity.lib.errors import Invalid
from smartcity.lib.text import is_word
from smartcity.notices import queries as notices
from smartcity.notices.actions import mark_seen
from smartcity.notices.subscribing import CROP, MOST_DEVICES, subscribe, unsubscribe, unsubscribe_device
from smartcity.notices.vapid import public_key
from smartcity.reports.models import Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.talk import may_moderate

MOST = 30
PUSHES = ("", "on", "off", "blocked")


@officials
@require_safe
def me(request: OfficialRequest) -> HttpResponse:
    return show(request, "crop/me.html", "me", {"devices": _devices(request), "posts": request.reach.posts,
                                                 "key": public_key(), "pushes": notices.devices(request.user, CROP),
                                                 "moderates": may_moderate(request.reach), "warns": may_warn(request.reach),
                                                 "administers": Role.ADMINISTRATOR in request.reach.roles})  # fmt: skip


@officials
@require_safe
def news(request: OfficialRequest) -> HttpResponse:
    """What was opened, or marked with all, is no longer new."""
    before = request.GET.get("before", "")
    told = notices.of(request.user, before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
                      most=MOST + 1)  # fmt: skip
    wanted = {pk_of(one.number) for one in told if one.number}
    cases = set(Report.objects.cases_of(request.reach).filter(pk__in=wanted).values_list("pk", flat=True))
    about = Report.objects.visible_to(request.reach).select_related("category").in_bulk(wanted)
    older = f"?before={told[MOST - 1].pk}" if len(told) > MOST else ""
    context = {
        "told": [
            (one, one.number is not None and pk_of(one.number) in cases, about.get(pk_of(one.number or 0)))
            for one in told[:MOST]
        ],
        "older": older,
        "unseen": notices.unseen_count(request.user),
    }
    return show(request, "crop/news.html", "news", context)


@officials
@require_POST
def news_seen(request: OfficialRequest) -> HttpResponse:
    mark_seen(request.user)
    silence(request.user)
    return HttpResponseRedirect(reverse("crop:news"), status=303)


@officials
@require_POST
def device(request: OfficialRequest) -> HttpResponse:
    """A small script says how the app is shown, so that the city knows who has installed it."""
    told = {
        name: request.POST.get(word, "")[:16]
        for name, word in zip(TOLD, ("mode", "version", "push"), strict=True)
    }
    if told["display_mode"] not in MODES or told["push"] not in PUSHES or not is_word(told["version"] or "0"):
        return HttpResponse(status=400)
    enrol(request, request.user, request.visit, told)
    return HttpResponse(status=204)


@officials
@require_POST
def remove_device(request: OfficialRequest, pk: int) -> HttpResponse:
    key = drop_device(request.user, APP, pk)
    if key is None:
        raise Http404
    unsubscribe_device(request.user, key)
    messages.success(request, _("Perangkat dihapus dari daftar."))
    return HttpResponseRedirect(reverse("crop:me"), status=303)


@officials
@require_POST
def add_push(request: OfficialRequest) -> HttpResponse:
    """What a browser's PushSubscription says; asked by a script only, for only a script can subscribe."""
    endpoint, p256dh, auth = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    agent = request.headers.get("User-Agent", "")
    try:
        row = subscribe(request.user, endpoint, p256dh, auth, agent, app=CROP, device=request.visit.device)
    except Invalid as wrong:
        return JsonResponse({"detail": str(wrong)}, status=wrong.status)
    messages.success(request, _("Pemberitahuan menyala di perangkat ini."))
    return JsonResponse({"id": row.pk}, status=201)


@officials
@require_POST
def remove_push(request: OfficialRequest, pk: int) -> HttpResponse:
    if not unsubscribe(request.user, pk):
        raise Http404
    return HttpResponseRedirect(reverse("crop:me"), status=303)


def _devices(request: OfficialRequest) -> list[tuple[Device, bool]]:
    """The latest first, each with whether it is the one in their hand."""
    found = Device.objects.filter(user=request.user, app=APP).order_by("-seen_at")[:MOST_DEVICES]
    return [(one, one.key == request.visit.device) for one in found]
