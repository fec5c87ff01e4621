"""In the field without signal: the day's cases for the phone to keep, and the acts that waited on it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.models import User
from smartcity.accounts.phones import account_key
from smartcity.accounts.queries import reach
from smartcity.crop.acts import offered
from smartcity.crop.forms import FORMS, ActForm, AnswerForm
from smartcity.crop.guard import OfficialRequest, officials
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.look import words
from smartcity.lib.time import now
from smartcity.reports import actions, cases
from smartcity.reports.actions.once import once
from smartcity.reports.actions.stashing import stashed_photos
from smartcity.reports.models import Received, Report
from smartcity.reports.queries import Card

MOST = 60  # cases a phone keeps
QUEUED = ("accept", "answer", "note", "comment")  # acts that may wait for signal
OVER_IN = 400


@require_safe
def field(request: HttpRequest) -> HttpResponse:
    """Filled in by the phone itself from what it has kept; it knows nothing of anybody."""
    return render(request, "crop/field.html", {"most": MOST, "statuses": words.STATUSES})


@officials
@require_safe
def today(request: OfficialRequest) -> JsonResponse:
    """The open cases of this person's offices, the most pressing first, at most MOST; photos as addresses."""
    paths = [post.office.path for post in request.reach.posts]
    cards = {card.pk: card for card in cases.open_cases(paths, most=MOST)}
    rows = Report.objects.select_related("category", "area__parent__parent", "holder").in_bulk(cards)
    told = [_told(rows[pk], card, request.user) for pk, card in cards.items() if pk in rows]
    moment = now()
    return JsonResponse({
        "account": account_key(request.user), "at": moment.isoformat(), "clock": words.clock(moment),
        "office": ", ".join(post.office.title for post in request.reach.posts), "cases": told,
    })  # fmt: skip


def _told(case: Report, card: Card, by: User) -> dict[str, Any]:
    offer, left = offered(case, by), words.deadline(case.due)
    return {
        "number": case.number, "shown": words.number(case.number), "title": case.title, "text": case.text,
        "place": case.landmark or case.area.full_name, "area": case.area.full_name, "lon": case.lon, "lat": case.lat,
        "category": str(case.category), "code": case.status, "status": words.status(case.status), "photo": card.photo_url,
        "due_at": case.due.isoformat() if case.due else "", "remains": left.text if left else "", "tone": left.tone if left else "",
        "seen": case.last_event,
        "acts": [verb for verb in QUEUED if verb in offer], "proof": case.category.needs_proof,
    }  # fmt: skip


@never_cache
@require_safe
def who(request: HttpRequest) -> JsonResponse:
    """Whose phone it is, and the token that a POST needs; nobody's where no seat is held."""
    user = request.user if reach(request.user).official else None
    known = isinstance(user, User)
    return JsonResponse({"account": account_key(user) if known and user else "", "name": str(user) if known else "",
                         "csrf": get_token(request)})  # fmt: skip


@never_cache
@require_POST
def photo(request: HttpRequest) -> JsonResponse:
    """Put one after-photo aside until its answer comes: 201 {name}."""
    user = request.user
    if not isinstance(user, User) or not reach(user).official:
        return _held("signed_out", 401)
    try:
        (kept,) = actions.stash(request.FILES.getlist("photo")[:1], user)  # type: ignore[arg-type]  # it reads like a file
    except Invalid as wrong:
        return JsonResponse({"detail": str(wrong), "code": wrong.code}, status=OVER_IN)
    except ValueError:
        return JsonResponse({"detail": _("Tambahkan satu foto.")}, status=OVER_IN)
    return JsonResponse({"name": kept.name}, status=201)


@never_cache
@require_POST
def arrive(request: HttpRequest) -> JsonResponse:
    """Take in one act, the fields of its form with `verb`, `number` and `stashed` photos: 201 {number, shown, url}, the same
    however often it comes. 401 and 409 {code}: it waits on the phone. Else {errors}: it was not done, and why."""
    user, said = request.user, request.POST
    if not isinstance(user, User) or not reach(user).official:
        return _held("signed_out", 401)
    if said.get("account_key") != account_key(user):
        return _held("other_account", 409)
    asked = _asked(request)
    if asked is None:
        return _refused(_("Ini tidak dapat dibaca."), OVER_IN)
    client_id, number, verb = asked
    earlier = Received.objects.filter(pk=client_id, by=user).select_related("report").first()
    if earlier and (earlier.report.number, earlier.verb) == (number, verb):
        return _taken(earlier.report)
    case = Report.objects.cases_of(reach(user)).select_related("category", "holder").numbered(number).first()
    if case is None:
        return _refused(_("Laporan ini ditarik pelapornya, atau tidak lagi pada kantor Anda."), 404)
    if gone := _gone(said.getlist("stashed"), user):
        return JsonResponse({"code": "photo_gone", "names": gone}, status=409)
    return _do(request, client_id, case, user, verb)


def _do(request: HttpRequest, client_id: UUID, case: Report, user: User, verb: str) -> JsonResponse:
    form: ActForm = FORMS[verb](request.POST, case=case, by=user)
    if isinstance(form, AnswerForm):
        form.stashed = request.POST.getlist("stashed")
    if not form.is_valid():
        return _refused(" ".join(str(error) for errors in form.errors.values() for error in errors), OVER_IN)
    try:
        once(client_id, user, case, verb, form.carry_out)
    except DomainError as wrong:
        return _refused(str(wrong), wrong.status)
    return _taken(case)


def _asked(request: HttpRequest) -> tuple[UUID, int, str] | None:
    try:
        client_id, number = UUID(request.POST.get("client_id", "")), int(request.POST.get("number", ""))
    except ValueError:
        return None
    verb = request.POST.get("verb", "")
    return (client_id, number, verb) if verb in QUEUED and 0 < number < 10**9 else None


def _gone(names: list[str], user: User) -> list[str]:
    """Photos that were put aside and swept since: the phone brings them again."""
    here = {kept.name for kept in stashed_photos(names, user)}
    return [name for name in names if name not in here]


def _held(code: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "detail": _("Masuk dulu untuk mengirim.")}, status=status)


def _refused(why: str, status: int) -> JsonResponse:
    return JsonResponse({"errors": [{"field": "", "message": why}]}, status=status)


def _taken(case: Report) -> JsonResponse:
    url = reverse("crop:case", args=[case.number])
    return JsonResponse({"number": case.number, "shown": words.number(case.number), "url": url}, status=201)
