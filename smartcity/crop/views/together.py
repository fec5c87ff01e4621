"""Several cases at once: accepted, passed on or merged; what fails is named, and all of it can be taken back for a while."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from smartcity.crop import choices
from smartcity.crop.acts import ACTS
from smartcity.crop.entrance import safe_next
from smartcity.crop.forms.choosing import ForwardForm
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.lib.errors import DomainError
from smartcity.lib.look import words
from smartcity.lib.time import now
from smartcity.reports import actions
from smartcity.reports.actions.together import Outcome
from smartcity.reports.models import Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.undoing import UNDO_FOR

MOST = 50
KEY = "crop_undo"  # of the session: what was done last, and until when it can be undone

Chosen = list[tuple[Report, int | None]]


@officials
@require_POST
def together(request: OfficialRequest) -> HttpResponse:
    chosen, verb = _chosen(request), request.POST.get("verb", "")
    if not chosen:
        messages.warning(request, _("Pilih dulu tugasnya, lalu tekan tombolnya."))
    elif verb == "accept":
        _tell(request, verb, actions.accept_all(chosen, request.user))
    elif verb == "forward":
        return _forward(request, chosen)
    elif verb == "merge":
        return _merge(request, chosen)
    return _back(request)


@officials
@require_POST
def undo(request: OfficialRequest) -> HttpResponse:
    """Take back what this person has just done to many; anybody else's batch is empty to them."""
    request.session.pop(KEY, None)
    try:
        batch = UUID(request.POST.get("batch", ""))
    except ValueError:
        return _back(request)
    outcome = actions.take_back(batch, request.user)
    if n := len(outcome.done):
        messages.success(
            request, ngettext("%(n)d tugas dikembalikan.", "%(n)d tugas dikembalikan.", n) % {"n": n}
        )
    _name_failures(request, outcome)
    return _back(request)


def undoable(request: OfficialRequest) -> dict[str, Any] | None:
    """What was done last, while it can be undone; no query."""
    last: dict[str, Any] | None = request.session.get(KEY)
    return last if last and datetime.fromisoformat(last["until"]) > now() else None


def _chosen(request: OfficialRequest) -> Chosen:
    """The cases ticked that are theirs, each with the last event seen of it; what is not theirs is as if it had not
    been ticked."""
    seen: dict[int, int | None] = {}
    for word in request.POST.getlist("case")[:MOST]:
        number, _dash, event = word.partition("-")
        if number.isascii() and number.isdigit() and len(number) <= 9:
            seen[pk_of(int(number))] = (
                int(event) if event.isascii() and event.isdigit() and len(event) < 19 else None
            )
    cases = Report.objects.cases_of(request.reach).filter(pk__in=seen)
    rows = cases.select_related("category", "area__parent__parent", "holder__parent").order_by("pk")
    return [(case, seen[case.pk]) for case in rows]


def _forward(request: OfficialRequest, chosen: Chosen) -> HttpResponse:
    sent = request.POST if "sure" in request.POST else None
    form = ForwardForm(sent, case=chosen[0][0], by=request.user)
    if not form.is_valid():
        return _page(request, "forward", chosen, {"form": form})
    wanted = form.cleaned_data
    try:
        to = choices.office(wanted["other"] or wanted["to"])
    except DomainError as wrong:
        form.blame(wrong)
        return _page(request, "forward", chosen, {"form": form})
    _tell(request, "forward", actions.forward_all(chosen, request.user, to=to, reason=wanted["reason"]))
    return _back(request)


def _merge(request: OfficialRequest, chosen: Chosen) -> HttpResponse:
    if len(chosen) < 2:
        messages.warning(request, _("Pilih paling sedikit dua tugas untuk digabungkan."))
        return _back(request)
    into = next((case for case, _seen in chosen if str(case.number) == request.POST.get("into")), None)
    if into is None:
        return _page(request, "merge", chosen, {})
    _tell(request, "merge", actions.merge_all(chosen, request.user, into=into))
    return _back(request)


def _page(request: OfficialRequest, verb: str, chosen: Chosen, more: dict[str, Any]) -> HttpResponse:
    form = more.get("form")
    n, word = len(chosen), str(ACTS[verb].word)
    title = {"forward": ngettext("Teruskan %(n)d tugas", "Teruskan %(n)d tugas", n),
             "merge": ngettext("Gabungkan %(n)d tugas", "Gabungkan %(n)d tugas", n)}[verb] % {"n": n}  # fmt: skip
    context = {"chosen": chosen, "verb": verb, "next": safe_next(request, request.POST.get("next", "")),
               "title": title, "word": word} | more  # fmt: skip
    status = 400 if form is not None and form.is_bound else 200
    return show(request, f"crop/together/{verb}.html", "inbox", context, status)


def _done(verb: str, n: int) -> str:
    said = {
        "accept": ngettext("%(n)d tugas diterima.", "%(n)d tugas diterima.", n),
        "forward": ngettext("%(n)d tugas diteruskan.", "%(n)d tugas diteruskan.", n),
        "merge": ngettext("%(n)d tugas digabungkan.", "%(n)d tugas digabungkan.", n),
    }
    return said[verb] % {"n": n}


def _tell(request: OfficialRequest, verb: str, outcome: Outcome) -> None:
    if n := len(outcome.done):
        until = now() + UNDO_FOR
        told = _("%(done)s Dapat dibatalkan sampai %(time)s.") % {
            "done": _done(verb, n),
            "time": words.clock(until),
        }
        request.session[KEY] = {"batch": str(outcome.batch), "until": until.isoformat(), "told": told}
    _name_failures(request, outcome)


def _name_failures(request: OfficialRequest, outcome: Outcome) -> None:
    for case, why in outcome.failed:
        messages.warning(
            request, _("No. %(number)s dilewati: %(why)s") % {"number": words.number(case.number), "why": why}
        )


def _back(request: OfficialRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")), status=303)
