"""A report's page, and its link to hand on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError
from smartcity.notices.actions import mark_seen
from smartcity.qlue.page import page_of, report_for
from smartcity.qlue.thrift import thrifty
from smartcity.qlue.whereabouts import whereabouts
from smartcity.reports.actions.screening import look
from smartcity.reports.claims import reach_of
from smartcity.reports.models import Report


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """`?fragment=1` gives only the parts that change while it is looked at."""
    report = report_for(request.user, number, reach_of(request))
    if isinstance(request.user, User):
        look(report, request.user)
    return show(request, report, fragment="fragment" in request.GET)


def show(request: HttpRequest, report: Report, *, wrong: DomainError | None = None, form: str = "",
         fragment: bool = False, **typed: Any) -> HttpResponse:  # fmt: skip
    """The page; with what went wrong in which of its forms, and all that was `typed` there."""
    context = page_of(report, reach_of(request)) | {
        "wrong": wrong,
        "failed": form,
        "typed": typed,
        "base_url": settings.BASE_URL,
    }
    if not fragment:  # the place of a report does not change
        context |= {"at": whereabouts(report), "live_map": not thrifty(request)}
    template = "qlue/_report_fragment.html" if fragment else "qlue/report.html"
    answer = render(request, template, context, status=wrong.status if wrong else 200)
    if isinstance(request.user, User):
        mark_seen(request.user, report.subject)  # after the page is made: its bell still counts them
    return _kept_secret(answer, report)


def _kept_secret(answer: HttpResponse, report: Report) -> HttpResponse:
    """No cache keeps a private report, the browser's own neither."""
    if not report.public:
        answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def share(request: HttpRequest, number: int) -> HttpResponse:
    report = report_for(request.user, number, reach_of(request))
    answer = render(request, "qlue/share.html", {"report": report, "base_url": settings.BASE_URL})
    return _kept_secret(answer, report)
