"""Coming in through the city's own directory, where there is one: there and back again."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smartcity.accounts import directory
from smartcity.accounts.again import note_proof
from smartcity.accounts.limits import spend, visitor_of
from smartcity.accounts.models import User
from smartcity.crop.entrance import NoSeat, asked_next, by_directory, safe_next
from smartcity.crop.invited import carry
from smartcity.crop.views.invited import bad_link
from smartcity.lib.errors import Conflict, DomainError
from smartcity.seats.actions import invited_by, new_person


@never_cache
@require_safe
def leave(request: HttpRequest, secret: str = "") -> HttpResponse:
    """To the directory; with the `secret` of an invitation, to take it up with that account. `?again` for who is inside:
    only to show that it is still them."""
    if not settings.OIDC_ISSUER:
        raise Http404
    if secret and invited_by(secret) is None:
        return bad_link(request)
    try:
        return directory.lead(request, asked_next(request), again="again" in request.GET, secret=secret)
    except DomainError as wrong:
        return _refused(request, wrong)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    if not settings.OIDC_ISSUER:
        raise Http404
    try:
        claims, kept = directory.shown(request)
        way_on = safe_next(request, kept["way_on"])
        if kept["again"]:
            return _still_them(request, claims, way_on)
        if kept["secret"]:
            return _invited(request, claims, kept["secret"], way_on)
        user = directory.person_of(claims)
        if user is None:
            words, code = directory.why_nobody(claims)
            raise NoSeat(words, code=code)
        return by_directory(request, user, claims, way_on)
    except Conflict as wrong:
        return bad_link(request) if wrong.code == "invitation_over" else _refused(request, wrong)
    except DomainError as wrong:
        return _refused(request, wrong)


def _invited(request: HttpRequest, claims: directory.Claims, secret: str, way_on: str) -> HttpResponse:
    """The invitation is for whoever came back with it: their account, or a new one that only the directory opens."""
    invitation = invited_by(secret)
    if invitation is None:
        return bad_link(request)
    user = directory.person_of(claims)
    if user is None:
        spend("register", visitor_of(request))
        user = new_person(claims.name, invitation.name)
        directory.tie(user, claims.key)
    carry(request, secret, invitation, user)
    return by_directory(request, user, claims, way_on)


def _still_them(request: HttpRequest, claims: directory.Claims, way_on: str) -> HttpResponse:
    person = directory.person_of(claims)
    if not isinstance(request.user, User) or person != request.user or not claims.lately:
        raise directory.NotShown(_("Ini tidak menunjukkan bahwa Anda yang masuk tadi."))
    note_proof(request, request.user, "directory")
    return redirect(way_on)


def _refused(request: HttpRequest, wrong: DomainError) -> HttpResponse:
    """What went wrong, and the other ways in; whoever was signed in stays so."""
    context = {"wrong": wrong, "no_seat": isinstance(wrong, NoSeat), "directory": directory.offered()}
    return render(request, "crop/directory.html", context, status=wrong.status)
