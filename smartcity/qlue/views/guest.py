"""A report sent without an account: its link, and making it one's own."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.accounts.limits import mark_device, spend, visitor_of
from smartcity.lib.errors import DomainError
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.reports import actions
from smartcity.reports.actions.claiming import bad_claim
from smartcity.reports.claims import LIVES, claim_of, held_claim, hold


@never_cache
@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever opens it here is the guest who sent the report, until somebody makes it theirs."""
    try:
        spend("claim", visitor_of(request))
    except DomainError as wrong:
        return _bad(request, wrong, wrong.status)
    held = claim_of(secret)
    if held is None:
        return _bad(request, bad_claim(), 404)
    hold(request, held)
    context = {
        "report": held.report,
        "link": f"{settings.BASE_URL}{request.path}",
        "until": held.expires_at,
        "days": LIVES.days,
    }
    return mark_device(request, render(request, "qlue/claim_link.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def claim(request: PersonRequest, number: int) -> HttpResponse:
    """Asked once more, then the report is the account's."""
    held = held_claim(request, number)
    try:
        if held is None:
            raise bad_claim()
        if request.method == "POST":
            report = actions.claim(held, request.user)
            messages.success(request, _("Laporan ini sekarang milik Anda."))
            return HttpResponseRedirect(reverse("qlue:report", args=[report.number]), status=303)
    except DomainError as wrong:
        return _bad(request, wrong, wrong.status)
    return render(request, "qlue/claim.html", {"report": held.report})


def _bad(request: HttpRequest, wrong: DomainError, status: int) -> HttpResponse:
    return render(request, "qlue/claim_bad.html", {"wrong": wrong}, status=status)
