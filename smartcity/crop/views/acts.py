"""An act on a case: its page, its form, and what happened when somebody was faster."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartcity.crop.acts import Act, named, offered
from smartcity.crop.entrance import safe_next
from smartcity.crop.facts import before, marks_of
from smartcity.crop.forms import FORMS, ActForm, AnswerForm, ReferForm
from smartcity.crop.guard import OfficialRequest, case_of, look_into, officials, show
from smartcity.crop.typed import typed_before
from smartcity.lib.errors import DomainError
from smartcity.lib.look.words import number as spoken
from smartcity.reports.actions.referring import LINK
from smartcity.reports.actions.stashing import stashed_photos
from smartcity.reports.again import appeal_waits
from smartcity.reports.models import Photo, Phrase, Report
from smartcity.reports.phrases import filled, phrases


@officials
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: OfficialRequest, number: int, verb: str) -> HttpResponse:
    report = case_of(request, number)
    what = named(verb, appeal=appeal_waits(report))
    look_into(request, report)
    if request.method != "POST":
        typed = typed_before(request, request.user)
        form = FORMS[verb](case=report, by=request.user, initial=typed.words)
        if isinstance(form, AnswerForm):
            form.stashed = typed.photos
        return _page(request, report, what, form, {"came_back": bool(typed)})
    if "phrase" in request.POST:
        return _with_phrase(request, report, what)
    form = FORMS[verb](request.POST, request.FILES, case=report, by=request.user)
    if isinstance(form, AnswerForm):
        form.photos, form.stashed = request.FILES.getlist("photo"), request.POST.getlist("stashed")
    if not form.is_valid():
        return _refused(request, report, what, form, 400)
    try:
        form.carry_out()
    except DomainError as wrong:
        form.blame(wrong)
        return _refused(request, report, what, form, wrong.status)
    if isinstance(form, ReferForm):
        return show(request, "crop/referred.html", "case", {"case": report, "link": settings.BASE_URL + LINK % form.secret,
                                                            "party": report.waiting_for})  # fmt: skip
    report.refresh_from_db()
    messages.success(request, str(what.done) % {"holder": report.holder, "party": report.waiting_for})
    if isinstance(form, AnswerForm) and (marks := marks_of(report)):
        messages.warning(
            request, _("Ditandai untuk pemeriksa dan warga: %(marks)s.") % {"marks": ", ".join(marks)}
        )
    if isinstance(form, AnswerForm):
        _tell_of_children(request, form)
    return _on(request, report, what)


def _tell_of_children(request: OfficialRequest, form: AnswerForm) -> None:
    """Which were answered along, and each that was not, with its reason and the way to it."""
    if n := len(form.answered_too):
        messages.success(request, _("%(n)s anak laporan ikut dijawab.") % {"n": n})
    for child, wrong in form.failed:
        why = _("Anak laporan No. %(number)s, %(title)s, belum dijawab: %(wrong)s") % {
            "number": spoken(child.number), "title": child.title, "wrong": wrong}  # fmt: skip
        link = reverse("crop:case", args=[child.number])
        messages.warning(request, format_html('{} <a href="{}">{}</a>', why, link, _("Buka tugasnya")))


def _with_phrase(request: OfficialRequest, report: Report, what: Act) -> HttpResponse:
    """The same page with the words of a template put behind what was typed. Nothing is done yet."""
    wanted = request.POST["phrase"]
    chosen = next((one for one in phrases(request.reach, what.verb) if str(one.pk) == wanted), None)
    if chosen is None:
        raise Http404
    typed = {name: str(value) for name, value in request.POST.items() if name != "seen"}
    place = "text" if what.verb in ("comment", "ask") else "reason"
    parts = (typed.get(place, "").strip(), filled(chosen.text, report))
    typed[place] = "\n".join(part for part in parts if part)
    form = FORMS[what.verb](case=report, by=request.user, initial=typed)
    if isinstance(form, AnswerForm):
        form.photos, form.stashed = request.FILES.getlist("photo"), request.POST.getlist("stashed")
        form.rescue()
    return _page(request, report, what, form, {"filled": True})


def _on(request: OfficialRequest, report: Report, what: Act) -> HttpResponse:
    """Back to where it was done from; a case that has left goes out of sight."""
    home = reverse("crop:inbox") if what.leaves else reverse("crop:case", args=[report.number])
    way = request.POST.get("next", "")
    return HttpResponseRedirect(safe_next(request, way) if way else home, status=303)


def _refused(request: OfficialRequest, report: Report, what: Act, form: ActForm, status: int) -> HttpResponse:
    """The same page with what was typed, the reason, and the case as it stands now."""
    if isinstance(form, AnswerForm):
        form.rescue()
    return _page(request, case_of(request, report.number), what, form, {"overtaken": status == 409}, status)


def _page(request: OfficialRequest, report: Report, what: Act, form: ActForm, more: dict[str, Any],
          status: int = 200) -> HttpResponse:  # fmt: skip
    photos = before(report, list(report.photos.all()))
    offer = offered(report, request.user)
    context = {
        "case": report, "act": what, "form": form, "offer": offer, "possible": what.verb in offer, "photos": photos,
        "phrases": phrases(request.reach, what.verb) if what.verb in Phrase.For.values else [],
        "stashed": _stash(form), "next": request.POST.get("next", "") or request.GET.get("next", ""),
    }  # fmt: skip
    return show(request, f"crop/acts/{what.verb}.html", "case", context | more, status)


def _stash(form: ActForm) -> list[Photo]:
    """Photos of this form that were taken before it was refused."""
    return stashed_photos(form.stashed, form.by) if isinstance(form, AnswerForm) else []
