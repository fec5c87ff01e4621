"""Drafts: they live on the phone; here they are shown, and arrive."""

from dataclasses import replace

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.leaving import Left, while_here
from smartcity.accounts.models import User
from smartcity.accounts.phones import account_key
from smartcity.lib.errors import DomainError
from smartcity.lib.exposing import Exposing
from smartcity.lib.look import words
from smartcity.qlue.drafts import arrived
from smartcity.qlue.flooded import depth_is_enough
from smartcity.qlue.forms import ReportForm
from smartcity.qlue.sending import send
from smartcity.qlue.stash import Stash
from smartcity.qlue.views.new import check_photos, field_of, submission
from smartcity.reports.models import Report


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The list, filled in by the phone itself; it knows nothing of anybody."""
    return render(request, "qlue/drafts.html")


@never_cache
@require_safe
def who(request: HttpRequest) -> JsonResponse:
    """Who is signed in on this phone, and the token that a POST needs."""
    user = request.user
    name = str(user.pseudonym or user.username) if isinstance(user, User) else ""
    return JsonResponse({"account": account_key(user), "name": name, "csrf": get_token(request)})


@never_cache
@require_POST
def arrive(request: HttpRequest) -> JsonResponse:
    """Take in one draft, the fields of the form with `stashed` photos: 201 {number, shown, url}, the same however
    often it comes. 401 and 409 {code}: it waits on the phone. 400, 409 and so on {errors}: its writer must mend it;
    an error with `mark` asks whether what was `found` may be published, see exposing.py."""
    user = request.user
    if not isinstance(user, User):
        return _held("signed_out", 401)
    if request.POST.get("account_key") != account_key(user):
        return _held("other_account", 409)
    if earlier := arrived(request.POST.get("client_id", ""), user):
        return _taken(earlier)
    stash = Stash.of(request)
    if gone := [name for name in request.POST.getlist("stashed") if name not in stash.names]:
        return JsonResponse({"code": "photo_gone", "names": gone}, status=409)
    form = ReportForm(request.POST)
    enough = depth_is_enough(form.data)
    check_photos(form, stash, enough=enough)
    if not form.is_valid():
        errors = [_error(name, str(said)) for name, all_said in form.errors.items() for said in all_said]
        return JsonResponse({"errors": errors}, status=400)
    try:
        with while_here(user):
            return _taken(send(request, replace(submission(form, stash), unpictured=enough), user, None)[0])
    except Left:
        logout(request)
        return _held("signed_out", 401)
    except Exposing as wrong:
        error = _error(wrong.field, str(wrong), wrong.code) | {"mark": wrong.mark, "found": wrong.found}
        return JsonResponse({"errors": [error]}, status=wrong.status)
    except DomainError as wrong:
        error = _error(field_of(wrong) or "", str(wrong), wrong.code)
        return JsonResponse({"errors": [error]}, status=wrong.status)


def _held(code: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "detail": _("Masuk dulu untuk mengirim.")}, status=status)


def _taken(report: Report) -> JsonResponse:
    url = reverse("qlue:report", args=[report.number])
    said = {"number": report.number, "shown": words.number(report.number), "url": url}
    return JsonResponse(said, status=201)


def _error(field: str, message: str, code: str = "") -> dict[str, str | list[str]]:
    return {"field": field, "message": message, "code": code}
