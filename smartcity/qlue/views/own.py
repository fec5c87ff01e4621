"""One's own report: mend it, hide it, take it or one's name away, and say who may know one's name."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError, Invalid
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.page import report_for
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.qlue.views.report import show
from smartcity.reports import actions, media
from smartcity.reports.actions.disclosure import asked_of
from smartcity.reports.actions.own import rights
from smartcity.reports.models import Photo, Report

SURE = "ya"  # what the box "I understand" sends


def own_report(request: PersonRequest, number: int) -> Report:
    """Raises Http404 for anybody else's, as for none at all."""
    mine = Report.objects.filter(author=request.user).select_related("category", "area", "holder")
    return get_object_or_404(mine.numbered(number))


@never_cache
@require_safe
@for_people
def page(request: PersonRequest, number: int) -> HttpResponse:
    return own_page(request, own_report(request, number))


def own_page(request: PersonRequest, report: Report, wrong: DomainError | None = None, form: str = "",
             **more: Any) -> HttpResponse:  # fmt: skip
    """What may be done with it; `wrong` and `more` belong to the form of that name."""
    typed = request.POST if form == "edit" else {"text": report.text, "landmark": report.landmark}
    photos = report.photos.filter(part=Photo.Part.BEFORE)
    shown = [(one.name, media.address(one.name, small=True, private=not report.public)) for one in photos]
    context = {"report": report, "rights": rights(report), "wordings": report.wordings.all(), "wrong": wrong,
               "failed": form, "typed": typed, "most": 4000, "photos": shown, **more}  # fmt: skip
    return render(request, "qlue/own.html", context, status=wrong.status if wrong else 200)


@require_POST
@for_people
def edit(request: PersonRequest, number: int) -> HttpResponse:
    report = own_report(request, number)
    text, landmark = request.POST.get("text", ""), request.POST.get("landmark", "")

    def act() -> None:
        said = as_chosen(request.POST, report.public, text=text, landmark=landmark)
        actions.edit(report, request.user, **said)

    return _done(request, report, "edit", act, _("Uraian diperbarui."))


def _for_good(
    act: Callable[[Report, User], object], said: Promise, *, home: bool = False
) -> Callable[..., HttpResponseBase]:
    """The view of an act that asks for its box to be ticked; `home`: there is no report to go back to."""

    @require_POST
    @for_people
    def view(request: PersonRequest, number: int) -> HttpResponse:
        report = own_report(request, number)
        return _done(request, report, act.__name__, lambda: act(report, request.user), str(said),
                     sure=True, home=home)  # fmt: skip

    return view


hide = _for_good(actions.hide, gettext_lazy("Laporan ini sekarang pribadi."))
withdraw = _for_good(actions.withdraw, gettext_lazy("Laporan dihapus."), home=True)
unsign = _for_good(actions.unsign, gettext_lazy("Nama Anda sudah lepas dari laporan itu."), home=True)


@require_POST
@for_people
def decide(request: PersonRequest, number: int) -> HttpResponse:
    """Yes with the words typed, or no; to the question `asked` by its id."""
    report = own_report(request, number)
    asked = next((one for one in asked_of(report) if str(one.pk) == request.POST.get("asked")), None)
    if asked is None:
        raise Http404
    allow, told = request.POST.get("answer") == "allow", request.POST.get("told", "")
    try:
        actions.decide(asked, request.user, allow=allow, told=told)
    except DomainError as wrong:
        return show(request, report_for(request.user, number), wrong=wrong, form="name", told=told)
    said = _("%(office)s sekarang boleh membaca itu.") if allow else _("%(office)s tidak diberi tahu.")
    messages.success(request, said % {"office": asked.office.title})
    return HttpResponseRedirect(reverse("qlue:report", args=[number]) + "#nama", status=303)


@require_POST
@for_people
def reply(request: PersonRequest, number: int) -> HttpResponse:
    """To the question `asked` by its id."""
    report = own_report(request, number)
    asked = next((one for one in report.inquiries.all() if str(one.pk) == request.POST.get("asked")), None)
    if asked is None:
        raise Http404
    text = request.POST.get("answer", "")
    try:
        actions.reply(asked, request.user, text=text)
    except DomainError as wrong:
        return show(request, report_for(request.user, number), wrong=wrong, form="reply", answer=text)
    messages.success(request, _("Jawaban Anda terkirim kepada kantor."))
    return HttpResponseRedirect(reverse("qlue:report", args=[number]) + "#tanya", status=303)


def _done(request: PersonRequest, report: Report, form: str, act: Callable[[], object], said: str, *,
          sure: bool = False, home: bool = False) -> HttpResponse:  # fmt: skip
    """Do it and go back; `sure`: only with its box ticked; `home`: there is no report to go back to."""
    number = report.number
    try:
        if sure and request.POST.get("sure") != SURE:
            raise Invalid(_("Centang dulu bahwa Anda mengerti."), field="sure", code="not_sure")
        act()
    except DomainError as wrong:
        return own_page(request, own_report(request, number), wrong, form)
    messages.success(request, said)
    back = reverse("qlue:mine") if home else reverse("qlue:report", args=[number])
    return HttpResponseRedirect(back, status=303)
