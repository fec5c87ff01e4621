"""Flood warnings: given out, brought up to date, taken back by the province's operators and administrators."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartcity.alerts import actions, queries
from smartcity.alerts.models import Message, Severity
from smartcity.areas.queries import index_of
from smartcity.crop.guard import OfficialRequest, officials_who, show
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.time import now

USUALLY = timedelta(hours=6)


@officials_who(actions.may_warn)
@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request: OfficialRequest) -> HttpResponse:
    """POST `do` issue, update (name) or cancel (name). ?ubah= opens one to bring up to date."""
    wrong = None
    if request.method == "POST":
        try:
            messages.success(request, _done(request))
            return HttpResponseRedirect(reverse("crop:alerts"), status=303)
        except DomainError as error:
            wrong = error
    current = queries.current()
    old = _one(current, request.POST.get("name") or request.GET.get("ubah", ""))
    context = {
        "current": current, "past": [m for m in queries.lately() if m not in current], "wrong": wrong, "old": old,
        "severities": Severity.choices, "areas": sorted(index_of().everything, key=lambda area: area.code),
        "typed": request.POST if wrong else _typed(old),
    }  # fmt: skip
    return show(request, "crop/alerts.html", "me", context, wrong.status if wrong else 200)


def _done(request: OfficialRequest) -> str:
    """What was done, in words. Raises DomainError."""
    given, do = request.POST, request.POST.get("do")
    if do == "issue":
        actions.issue(request.user, _read(given))
        return _("Peringatan diberikan.")
    old = queries.one(given.get("name", ""))
    if old is None:
        raise Http404
    if do == "cancel":
        actions.cancel(old, request.user)
        return _("Peringatan dibatalkan.")
    if do == "update":
        actions.update(old, request.user, _read(given))
        return _("Peringatan diperbarui.")
    raise Http404


def _read(given: QueryDict) -> actions.Warning:
    return actions.Warning(
        given.get("area", ""), given.get("severity", ""), given.get("observed") == "1", given.get("text", ""),
        given.get("text_en", ""), _moment(given.get("expires", "")),
    )  # fmt: skip


def _moment(said: str) -> datetime | None:
    """As a browser's field says it, by the city's clocks. Raises Invalid."""
    try:
        at = parse_datetime(said) if said else None
        return timezone.make_aware(at) if at and timezone.is_naive(at) else at
    except (ValueError, OverflowError) as wrong:
        raise Invalid(_("Waktu ini tidak ada."), field="expires") from wrong


def _one(current: list[Message], name: str) -> Message | None:
    return next((message for message in current if message.name == name), None)


def _typed(old: Message | None) -> dict[str, Any]:
    until = timezone.localtime(old.expires_at if old else now() + USUALLY)
    expires = f"{until:%Y-%m-%dT%H:%M}"
    if old is None:
        return {"expires": expires, "severity": Severity.MODERATE.value}
    return {"area": old.area.code, "severity": old.severity, "observed": "1" if old.observed else "", "text": old.text,
            "text_en": old.text_en, "expires": expires}  # fmt: skip
