"""Answers that wait for a verifier: the flagged ones first, then what the lot fell on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smartcity.crop import facts
from smartcity.crop.facts import Picture
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.events.models import Event
from smartcity.lib.errors import DomainError
from smartcity.lib.look import words
from smartcity.reports import actions
from smartcity.reports.checks import tally, verifies
from smartcity.reports.models import Check, Photo, Report
from smartcity.reports.proof import keep_unseen

MOST = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer as it is judged: what was, what is said to be, and what the photo tells of itself."""

    check: Check
    report: Report
    said: str
    before: list[Picture]
    after: list[Picture]
    taken: str  # where and when


@officials
@require_safe
def queue(request: OfficialRequest) -> HttpResponse:
    return _queue(request)


def _queue(request: OfficialRequest, *, wrong: DomainError | None = None, failed: int = 0) -> HttpResponse:
    if not verifies(request.reach):
        raise Http404
    related = ("report__category", "report__area__parent__parent", "report__holder", "office")
    waiting = Check.objects.for_verifier(request.reach).waiting().select_related(*related)
    found = list(waiting.prefetch_related("report__photos")[: MOST + 1])
    context = {"items": _shown(request, found[:MOST]), "more": len(found) > MOST, "wrong": wrong, "failed": failed,
               "tally": tally()}  # fmt: skip
    return show(request, "crop/verify.html", "verify", context, wrong.status if wrong else 200)


def _shown(request: OfficialRequest, checks: list[Check]) -> list[Shown]:
    keep_unseen((photo for one in checks for photo in one.report.photos.all()), request.reach)
    subjects = [one.report.subject for one in checks]
    answers = {
        e.subject: e for e in Event.objects.filter(subject__in=subjects, verb="answered").order_by("pk")
    }
    return [_one(check, answers.get(check.report.subject)) for check in checks]


def _one(check: Check, answer: Event | None) -> Shown:
    report, photos = check.report, list(check.report.photos.all())
    said, events = (str(answer.data.get("reason", "")), [answer]) if answer else ("", [])
    new = [photo for photo in photos if answer and photo.name in answer.data.get("photos", [])]
    return Shown(
        check,
        report,
        said,
        facts.before(report, photos),
        facts.after(report, photos, events),
        _taken(check, new),
    )


def _taken(check: Check, photos: list[Photo]) -> str:
    far = [photo.flags["distance_m"] for photo in photos if "distance_m" in photo.flags]
    clock = words.when(check.answered_at)
    if not far:
        return _("Posisi tidak disertakan, jam server %(time)s") % {"time": clock}
    return _("%(distance)s dari titik, jam server %(time)s") % {
        "distance": words.distance(max(far)),
        "time": clock,
    }


@officials
@require_POST
def good(request: OfficialRequest, number: int) -> HttpResponse:
    return _judged(request, number, lambda report: actions.approve(report, request.user),
                   _("Dicatat: jawaban sesuai."))  # fmt: skip


@officials
@require_POST
def refused(request: OfficialRequest, number: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _judged(request, number, lambda report: actions.disprove(report, request.user, reason=reason),
                   _("Ditolak. Laporan dibuka lagi, pelapor dan kantor diberi tahu alasannya."))  # fmt: skip


def _judged(
    request: OfficialRequest, number: int, judge: Callable[[Report], None], done: str
) -> HttpResponse:
    """One of this verifier's queue; anything else is absent."""
    waiting = Check.objects.for_verifier(request.reach).values("report")
    report = (
        Report.objects.filter(pk__in=waiting).numbered(number).first() if verifies(request.reach) else None
    )
    if report is None:
        raise Http404
    try:
        judge(report)
    except DomainError as wrong:
        return _queue(request, wrong=wrong, failed=number)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("crop:verify"), status=303)
