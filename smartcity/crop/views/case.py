"""One case: what it is, why it is here, what happened, what can be done."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from smartcity.beds.denials import hospital_of
from smartcity.crop import facts
from smartcity.crop.acts import offered
from smartcity.crop.entrance import safe_next
from smartcity.crop.forms import CommentForm, NoteForm
from smartcity.crop.guard import OfficialRequest, case_of, look_into, officials, show
from smartcity.crop.minimap import minimap
from smartcity.crop.near import near_officers
from smartcity.crop.timeline import timeline
from smartcity.events.models import Event
from smartcity.lib.errors import DomainError
from smartcity.partners.queries import dispatches_of
from smartcity.reports.actions.disclosure import allowed_to, asked_by, see_name
from smartcity.reports.actions.moving import may
from smartcity.reports.actions.screening import look
from smartcity.reports.again import again
from smartcity.reports.checks import verifies
from smartcity.reports.family import children_of, parent_of
from smartcity.reports.models import Check, Comment, Note, Referral, Report
from smartcity.reports.proof import keep_unseen
from smartcity.reports.questions import told
from smartcity.reports.stead import in_name_of, speaker


@officials
@require_safe
def case(request: OfficialRequest, number: int) -> HttpResponse:
    """With ?fragment, the card beside the map."""
    report = case_of(request, number)
    look(report, request.user)
    context = {"case": report, "offer": offered(report, request.user)}
    if "fragment" in request.GET:
        way = safe_next(request, request.GET.get("next", ""))
        return show(request, "crop/_case_card.html", "case", context | _seen(request, report) | {"way": way})
    look_into(request, report)
    form = CommentForm(case=report, by=request.user, auto_id="comment_%s")
    noted = NoteForm(case=report, by=request.user, auto_id="note_%s")
    forms = {"comment_form": form, "note_form": noted}
    return show(request, "crop/case.html", "case", context | about(request, report) | forms)


def _seen(request: OfficialRequest, report: Report) -> dict[str, Any]:
    """The first photo before and after; `check` is where whoever may judge the answer does so."""
    photos = list(report.photos.all())
    keep_unseen(photos, request.reach)
    answers = Event.objects.about(report.subject).filter(verb="answered") if report.answered_at else ()
    before, after = facts.before(report, photos), facts.after(report, photos, list(answers))
    return {
        "photo": before[0] if before else None,
        "after": after[0] if after else None,
        "check": _where_judged(request, report) if may("confirm", report, request.user) else "",
    }


def _where_judged(request: OfficialRequest, report: Report) -> str:
    if verifies(request.reach) and Check.objects.for_verifier(request.reach).waiting().filter(report=report).exists():  # fmt: skip
        return f"{reverse('crop:verify')}#j{report.number}"
    return reverse("crop:case", args=[report.number])


@officials
@require_POST
def name(request: OfficialRequest, number: int) -> HttpResponse:
    """What the reporter told this office. A POST, for each reading is noted and told to the reporter."""
    report = case_of(request, number)
    try:
        told = see_name(report, request.user)
    except DomainError as wrong:
        messages.error(request, str(wrong))
        return HttpResponseRedirect(reverse("crop:case", args=[number]), status=303)
    return show(request, "crop/name.html", "case", {"case": report, "told": told})


def about(request: OfficialRequest, report: Report) -> dict[str, Any]:
    """Everything a case page tells."""
    events = list(Event.objects.about(report.subject).visible_to(request.reach))
    photos = list(report.photos.all())
    keep_unseen(photos, request.reach)
    contested = again(report, events)
    return {
        "hospital": hospital_of(report) if report.public else None,
        "more": report.text.removeprefix(report.title).strip(),
        "before": facts.before(report, photos),
        "again": contested,
        "after": facts.after(report, photos, events, contested),
        "answers": told(report.category, report.attributes),
        "minimap": minimap(report.area_id, report.lon, report.lat),
        "why": facts.why_here(report, events),
        "items": timeline(report, events, list(report.wordings.all()), _sent(report, events)),
        "comments": Comment.objects.shown()
        .filter(report=report)
        .select_related("user", "office", "report")
        .prefetch_related("photos"),
        "progress": facts.progress(report),
        "own_clock": report.office_due if report.office_due != report.due else None,
        **_others(request, report),
        **_family(request, report, events),
        "theirs": report.holder_id in request.reach.covers,
        "stead": _stead(request, report),
        "own": report.author_id == request.user.pk,
        "inquiries": list(report.inquiries.select_related("office")),
        "referrals": _referrals(request, report, events),
        "elsewhere": dispatches_of(report) if getattr(report, "elsewhere", True) else [],
        "notes": Note.objects.visible_to(request.reach)
        .filter(report=report)
        .select_related("user", "by_office"),
        "near": near_officers(request.reach, report),
        "asked": asked_by(report, request.reach),
        "told": allowed_to(report, request.reach) is not None,
    }


def _stead(request: OfficialRequest, report: Report) -> str:
    """In whose name what one does here is told, when the case lies with an office below; "" otherwise."""
    seat = request.reach.seat_over(report.holder)
    said = in_name_of(seat.office, report.holder) if seat else {}
    return speaker(said) if "stead" in said else ""


def _family(request: OfficialRequest, report: Report, events: Sequence[Event]) -> dict[str, Any]:
    """The bigger work it is part of, and its own parts. No query where it never had any."""
    parent = parent_of(report, request.reach)
    had = any(event.verb in ("child_linked", "absorbed") for event in events)
    covers = request.reach.covers
    return {
        "parent": parent,
        "parent_here": parent is not None and parent.holder_id in covers,
        "children": children_of(report, request.reach) if had else None,
        "covers": covers,
    }


def _referrals(request: OfficialRequest, report: Report, events: Sequence[Event]) -> list[Referral]:
    """The links this desk gave out, with who opened them. No query where none was."""
    if not any(event.data.get("by_link") for event in events):
        return []
    found = report.referrals.filter(office_id__in=request.reach.covers).select_related("party")
    return list(found.prefetch_related("opened"))


def _sent(report: Report, events: Sequence[Event]) -> list[str]:
    """Who was sent, oldest first, by name. No query where nobody was."""
    if not any(event.verb == "assigned" for event in events):
        return []
    return [str(one.user or "") for one in report.assignments.select_related("user")]


def _others(request: OfficialRequest, report: Report) -> dict[str, Report | None]:
    """The report it was merged into and the one it seems to repeat, if these are cases of this office too: of another's
    private report not even the number is told."""
    wanted = {report.merged_into_id, report.repeat_of_id} - {None}
    known = Report.objects.cases_of(request.reach).in_bulk(wanted) if wanted else {}
    return {"merged_into": known.get(report.merged_into_id), "repeat_of": known.get(report.repeat_of_id)}
