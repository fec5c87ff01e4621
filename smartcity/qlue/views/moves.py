"""What a citizen does with a report: every one a POST, then back to where it was done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from smartcity.accounts.actions import follow as follow_subject
from smartcity.accounts.limits import spend, visitor_of
from smartcity.lib.errors import DomainError
from smartcity.lib.text import is_word
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.page import report_for
from smartcity.qlue.people import PersonRequest, for_people, safe_next
from smartcity.qlue.stash import Stash
from smartcity.qlue.views.report import show
from smartcity.reports import actions
from smartcity.reports.models import Report

HELD = gettext_lazy("Komentar Anda menunggu diperiksa. Sementara itu hanya Anda yang melihatnya.")


@require_POST
@for_people
def support(request: PersonRequest, number: int) -> HttpResponse:
    """`on` is 1 or 0. A script asks for JSON and gets the new count. With `bring` what stood in the form of a new report
    comes along: `text`, and the photos (`stashed`, `photo`)."""
    report, on = report_for(request.user, number), _field(request, "on") != "0"
    if on and request.POST.get("bring") == "1":
        return _bring(request, report)
    act = actions.support if on else actions.unsupport
    if request.headers.get("Accept") == "application/json":
        try:
            act(report, request.user)
        except DomainError as wrong:
            return JsonResponse({"detail": str(wrong)}, status=wrong.status)
        return JsonResponse({"supports": report.supports, "on": on})
    return _done(request, report, lambda: act(report, request.user), form="support")


def _bring(request: PersonRequest, report: Report) -> HttpResponse:
    """Its draft has arrived then: the cookie tells app.js."""
    stash, text = Stash.of(request), request.POST.get("text", "").strip()
    if not (stash.photos or stash.wrong or text):
        return _done(request, report, lambda: actions.support(report, request.user), form="support")

    def act() -> None:
        if stash.wrong:
            raise stash.wrong[0]
        words = as_chosen(request.POST, report.public, text=text)["text"]
        spend("comment", visitor_of(request))
        if actions.bring(report, request.user, text=words, stashed=stash.names).held:
            messages.info(request, HELD)

    answer = _done(request, report, act, form="comment", anchor="#komentar", there=True, text=text,
                   brought=stash, client_id=request.POST.get("client_id", ""))  # fmt: skip
    client_id = request.POST.get("client_id", "")
    if answer.status_code == 303 and is_word(client_id):
        answer.set_cookie("terkirim", client_id, max_age=86_400, samesite="Lax", secure=request.is_secure())
    return answer


@require_POST
@for_people
def follow(request: PersonRequest, number: int) -> HttpResponse:
    report = report_for(request.user, number)
    follow_subject(request.user, report.subject, on=_field(request, "on") != "0")
    return HttpResponseRedirect(safe_next(request, _address(report)), status=303)


@require_POST
@for_people
def comment(request: PersonRequest, number: int) -> HttpResponse:
    report, text = report_for(request.user, number), request.POST.get("text", "")

    def act() -> None:
        said = as_chosen(request.POST, report.public, text=text)
        spend("comment", visitor_of(request))
        if actions.comment(report, request.user, **said).held:
            messages.info(request, HELD)

    return _done(request, report, act, form="comment", anchor="#komentar", text=text)


@require_POST
@for_people
def sign(request: PersonRequest, number: int) -> HttpResponse:
    """Let one's pseudonym stand on one's own report, or take it away."""
    report, on = report_for(request.user, number), _field(request, "on") == "1"
    said = (
        _("Nama samaran Anda kini terlihat pada laporan ini.")
        if on
        else _("Nama samaran Anda tidak terlihat lagi.")
    )
    return _done(request, report, lambda: actions.sign(report, request.user, on=on), form="sign", said=said)


@require_POST
@for_people
def confirm(request: PersonRequest, number: int) -> HttpResponse:
    report, stars = report_for(request.user, number), request.POST.get("rating", "")
    rating = (
        None if not stars else int(stars) if stars.isascii() and stars.isdigit() and len(stars) < 3 else 0
    )
    return _done(request, report, lambda: actions.confirm(report, request.user, rating=rating), form="confirm",
                 said=_("Terima kasih. Laporan ini selesai."), rating=stars)  # fmt: skip


@require_POST
@for_people
def refuse(request: PersonRequest, number: int) -> HttpResponse:
    """The reporter's word, or one supporter's doubt. Photos are kept when something else is missing."""
    report, reason = report_for(request.user, number), request.POST.get("reason", "")
    stash = Stash.of(request)

    def act() -> None:
        if stash.wrong:
            raise stash.wrong[0]
        said = as_chosen(request.POST, report.public, reason=reason)["reason"]
        actions.refuse(report, request.user, reason=said, stashed=stash.names)

    return _done(
        request, report, act, form="refuse", said=_("Tercatat: belum selesai."), reason=reason, stash=stash
    )


@require_POST
@for_people
def appeal(request: PersonRequest, number: int) -> HttpResponse:
    report, reason = report_for(request.user, number), request.POST.get("reason", "")

    def act() -> None:
        words = as_chosen(request.POST, report.public, reason=reason)["reason"]
        actions.appeal(report, request.user, reason=words)

    said = _("Banding terkirim ke kantor di atasnya.")
    return _done(request, report, act, form="appeal", said=said, reason=reason)


def _done(request: HttpRequest, report: Report, act: Callable[[], object], *, form: str, anchor: str = "",
          said: str = "", there: bool = False, **typed: Any) -> HttpResponse:  # fmt: skip
    """Do it and go back, or to the report itself (`there`); or show the page as it is now, with what went wrong and what was typed."""
    try:
        act()
    except DomainError as wrong:
        return show(request, report_for(request.user, report.number), wrong=wrong, form=form, **typed)
    if said:
        messages.success(request, said)
    home = _address(report) + anchor
    return HttpResponseRedirect(home if there else safe_next(request, home), status=303)


def _address(report: Report) -> str:
    return reverse("qlue:report", args=[report.number])


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""
