"""Coming in and going out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from smartcity.accounts import directory, passkeys
from smartcity.accounts.factors import check_code
from smartcity.accounts.limits import mark_device
from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.accounts.signin import FOR_A_SEAT
from smartcity.crop.entrance import NoSeat, asked_next, by_password, come_in, expected, half_way, leading
from smartcity.crop.forms import CodeForm, SignInForm
from smartcity.crop.shift import end_shift
from smartcity.crop.typed import KEY
from smartcity.crop.views.invited import bad_link
from smartcity.crop.visit import COOKIE
from smartcity.lib.errors import Conflict, DomainError
from smartcity.lib.look.forms import point_out
from smartcity.notices.subscribing import unsubscribe_device


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    way_on = asked_next(request)
    if request.method != "POST":
        return redirect(way_on) if reach(request.user).official else _page(request, SignInForm(), way_on)
    form, status = SignInForm(request.POST), 400
    if form.is_valid():
        try:
            return by_password(request, form.cleaned_data["username"], form.cleaned_data["password"], way_on)
        except DomainError as wrong:
            status = wrong.status
            if status == 400:  # of the others the page itself speaks
                form.add_error(wrong.field, str(wrong))
    return _page(request, form, way_on, status=status)


def _page(request: HttpRequest, form: SignInForm, way_on: str, *, status: int = 200) -> HttpResponse:
    point_out(form)
    context = {"form": form, "next": way_on, "kept": request.session.get(KEY), "status": status,
               "directory": directory.offered()}  # fmt: skip
    return mark_device(request, render(request, "crop/sign_in.html", context, status=status))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """After the password: a code of the app, or one of the reserve."""
    user, way_on = half_way(request), asked_next(request)
    if user is None or not expected(request, user):
        return leading("crop:sign-in", way_on)
    form, status = CodeForm(request.POST or None), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                shown = check_code(user, form.cleaned_data["code"])
                come_in(request, user, FOR_A_SEAT, "mfa", type=shown.type)
                return redirect(way_on)
            except Conflict:
                return bad_link(request)
            except DomainError as wrong:
                form.add_error("code", str(wrong))
                status = wrong.status
    point_out(form)
    context = {"form": form, "next": way_on, "who": user, "passkeys": passkeys.passkeys_of(user, seat=True)}
    return render(request, "crop/second.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: HttpRequest) -> JsonResponse:
    """For a script. GET: what the browser is asked. POST `credential`: {next}, or {detail}."""
    if request.method != "POST":
        return JsonResponse(passkeys.asked())
    try:
        key = passkeys.key_of_a_seat(request, request.POST.get("credential", ""))
        if not expected(request, key.user):
            raise NoSeat(_("Akun ini tidak memegang jabatan."))
        come_in(request, key.user, FOR_A_SEAT, "mfa", id=key.pk, type=key.type, passwordless=True)
    except DomainError as wrong:
        return JsonResponse({"detail": str(wrong), "code": wrong.code}, status=wrong.status)
    return JsonResponse({"next": asked_next(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        unsubscribe_device(request.user, request.COOKIES.get(COOKIE, ""))
    end_shift(request)
    logout(request)
    return redirect("crop:sign-in")
