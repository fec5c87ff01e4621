"""One's second factors: setting up the first before CROP opens, and looking after them later."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts import directory, factors, passkeys
from smartcity.accounts.again import prove_for_a_while, signed_in_lately
from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.accounts.signin import FOR_A_SEAT
from smartcity.crop.entrance import asked_next, come_in, expected, leading
from smartcity.crop.forms import CodeForm
from smartcity.crop.guard import OfficialRequest, show
from smartcity.crop.invited import carried
from smartcity.crop.views.invited import bad_link
from smartcity.crop.visit import visit
from smartcity.lib.errors import Conflict, DomainError
from smartcity.seats.actions import note_factor

SECRET = "crop_secret"  # noqa: S105 the name of where it waits in the session until a code has proven it
RESERVE = "crop_reserve"  # whether fresh codes in reserve may be looked at


class KeeperRequest(HttpRequest):
    """A request by the holder of a seat: signed in for it, or by password with no factor set up yet."""

    user: User


def for_keepers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who came in as a citizen, or by a password that is no longer enough, is asked to sign in."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not (reach(user).official or _at_the_first(request, user)):
            return leading("crop:sign-in", request.path if request.method == "GET" else "")
        return view(request, *args, **kwargs)

    return guarded


def _lately(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What changes the ways in asks first whether it is really them."""

    @wraps(view)
    def guarded(request: KeeperRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not signed_in_lately(request):
            return leading("crop:again", reverse("crop:secure"))
        return view(request, *args, **kwargs)

    return guarded


def _at_the_first(request: HttpRequest, user: User) -> bool:
    return user.by_password and expected(request, user) and not factors.factors_of(user).exists()


@for_keepers
@require_safe
def secure(request: KeeperRequest) -> HttpResponse:
    return _page(request)


@sensitive_post_parameters("password")
@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: KeeperRequest) -> HttpResponse:
    """Is it really them? By password, or by a code where there is none; then on to where they were going."""
    way_on = asked_next(request)
    if request.method != "POST":
        return redirect(way_on) if signed_in_lately(request) else _again(request, way_on)
    try:
        prove_for_a_while(request, request.POST.get("password", ""), request.POST.get("code", ""))
    except DomainError as wrong:
        return _again(request, way_on, wrong)
    return redirect(way_on)


def _again(request: KeeperRequest, way_on: str, wrong: DomainError | None = None) -> HttpResponse:
    return render(
        request,
        "crop/again.html",
        {
            "next": way_on,
            "wrong": wrong,
            "directory": directory.offered() if directory.tied(request.user) else "",
        },
        status=wrong.status if wrong else 200,
    )


@for_keepers
@_lately
@require_POST
def app(request: KeeperRequest) -> HttpResponse:
    """`code` proves that the app shows the codes of the secret; `remove` takes the app away."""
    form = CodeForm(request.POST)
    try:
        if "remove" in request.POST:
            factors.remove_app(request.user)
            messages.success(request, _("Aplikasi pengaman dilepas."))
            return redirect("crop:secure")
        if not form.is_valid():
            return _page(request, form=form, status=400)
        factors.set_up_app(request.user, _secret(request), form.cleaned_data["code"])
    except DomainError as wrong:
        if wrong.field == "code" and form.is_bound:
            form.is_valid()
            form.add_error("code", str(wrong))
            return _page(request, form=form, status=wrong.status)
        return _page(request, wrong=wrong, status=wrong.status)
    request.session.pop(SECRET, None)
    return _secured(request, "totp")


@for_keepers
@_lately
@require_http_methods(["GET", "HEAD", "POST"])
def new_passkey(request: KeeperRequest) -> HttpResponse:
    """GET: what the browser is asked. POST: what it made, `credential`, and a `name`."""
    if request.method != "POST":
        return JsonResponse(passkeys.offered(request.user))
    try:
        passkeys.add_passkey(
            request, request.user, request.POST.get("credential", ""), request.POST.get("name", ""), seat=True
        )
    except DomainError as wrong:
        return _page(request, wrong=wrong, status=wrong.status)
    return _secured(request, "webauthn")


@for_keepers
@_lately
@require_POST
def passkey(request: KeeperRequest, pk: int) -> HttpResponse:
    """A new `name`, or `remove`."""
    try:
        if "remove" in request.POST:
            passkeys.remove_passkey(request.user, pk, seat=True)
        else:
            passkeys.rename_passkey(request.user, pk, request.POST.get("name", ""), seat=True)
    except DomainError as wrong:
        return _page(request, wrong=wrong, status=wrong.status)
    messages.success(request, _("Tersimpan."))
    return redirect("crop:secure")


@for_keepers
@_lately
@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: KeeperRequest) -> HttpResponse:
    """Codes in reserve: shown after they were made, until one says that they are kept. POST `fresh` makes new ones."""
    if request.method == "POST" and "fresh" in request.POST:
        _make_reserve(request)
        return leading("crop:reserve", asked_next(request))
    codes = factors.reserve_of(request.user) if RESERVE in request.session else []
    if request.method == "POST" or not codes:
        request.session.pop(RESERVE, None)
        return HttpResponseRedirect(
            asked_next(request) if request.method == "POST" else reverse("crop:secure")
        )
    return render(request, "crop/reserve.html", {"codes": codes, "next": asked_next(request)})


def _secured(request: KeeperRequest, kind: str) -> HttpResponse:
    """A factor was set up just now: with the first one CROP opens, and codes in reserve are told."""
    if request.user.by_password:
        try:
            come_in(request, request.user, FOR_A_SEAT, "mfa", type=kind)
        except Conflict:  # the factor stays, the seat went to nobody
            return bad_link(request)
    note_factor(request.user, kind)
    messages.success(request, _("Pengaman terpasang."))
    if factors.reserve_of(request.user):
        return redirect("crop:secure")
    _make_reserve(request)
    return leading("crop:reserve", asked_next(request))


def _make_reserve(request: KeeperRequest) -> None:
    factors.fresh_reserve(request.user)
    request.session[RESERVE] = True


def _secret(request: HttpRequest) -> str:
    secret: str = request.session.setdefault(SECRET, factors.fresh_secret())
    return secret


def _page(request: KeeperRequest, *, form: CodeForm | None = None, wrong: DomainError | None = None,
          status: int = 200) -> HttpResponse:  # fmt: skip
    """Inside CROP, or as the last step of the way in."""
    user = request.user
    has_app = factors.factors_of(user).filter(type=factors.Kind.TOTP).exists()
    context: dict[str, Any] = {
        "has_app": has_app, "passkeys": passkeys.passkeys_of(user, seat=True), "form": form or CodeForm(),
        "reserve": factors.reserve_of(user), "wrong": wrong, "lately": signed_in_lately(request),
        "next": asked_next(request), "may_wait": factors.password_may_suffice(), "in_grace": factors.in_grace(),
    }  # fmt: skip
    if not has_app:
        secret = _secret(request)
        context |= {"secret": secret, "qr": factors.drawn(factors.address_of(user, secret)),
                    "address": factors.address_of(user, secret)}  # fmt: skip
    theirs = reach(user)
    if not theirs.official:
        return render(
            request, "crop/set_up.html", context | {"invitation": carried(request, user)}, status=status
        )
    official = cast(OfficialRequest, request)
    official.reach, official.visit = theirs, visit(request, user)
    return official.visit.carry(show(official, "crop/secure.html", "me", context, status=status))
