"""Coming in and going out."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from smartcity.accounts.queries import reach
from smartcity.accounts.signin import known
from smartcity.crop.forms import SignInForm
from smartcity.crop.typed import KEY
from smartcity.lib.errors import DomainError, NotAllowed
from smartcity.lib.look.forms import point_out


class NoSeat(NotAllowed):
    """The password is right, the person holds no seat."""

    code = "no_seat"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    way_on = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if reach(request.user).official:
            return redirect(way_on)
        return render(
            request,
            "crop/sign_in.html",
            {"form": SignInForm(), "next": way_on, "kept": request.session.get(KEY)},
        )
    form = SignInForm(request.POST)
    status = 400
    if form.is_valid():
        try:
            _enter(request, form.cleaned_data["username"], form.cleaned_data["password"])
            return redirect(way_on)
        except DomainError as wrong:
            status = wrong.status
            if status == 400:  # of the others the page itself speaks
                form.add_error(wrong.field, str(wrong))
    point_out(form)
    return render(
        request, "crop/sign_in.html", {"form": form, "next": way_on, "status": status}, status=status
    )


def _enter(request: HttpRequest, username: str, password: str) -> None:
    """Sign in somebody with a seat; a citizen stays outside, and whoever was signed in stays so."""
    user = known(request, username, password)
    if not reach(user).official:
        raise NoSeat(_("Ini bukan akun petugas"))
    kept = request.session.get(KEY)
    login(request, user)
    if kept:
        request.session[KEY] = kept


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("crop:sign-in")


def safe_next(request: HttpRequest, path: str) -> str:
    """`path` if it is a page of CROP, else the inbox."""
    home = reverse("crop:inbox")
    ours = path.startswith(home) and url_has_allowed_host_and_scheme(path, {request.get_host()})
    return path if ours else home
