"""The way in, step by step: the password, the second factor, and for who has none the setting up of one."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from smartcity.accounts.contacts import username_of
from smartcity.accounts.factors import factors_of, password_may_suffice
from smartcity.accounts.models import User
from smartcity.accounts.sessions import open_session
from smartcity.accounts.signin import BY_PASSWORD, known
from smartcity.crop.typed import KEY
from smartcity.lib.errors import NotAllowed
from smartcity.lib.time import now

HALF_WAY = "crop_half_way"  # whose password was right, and when
PATIENCE = timedelta(minutes=10)


class NoSeat(NotAllowed):
    """It is shown who it is, and that they hold no seat."""

    code = "no_seat"


def by_password(request: HttpRequest, name: str, password: str, way_on: str) -> HttpResponse:
    """The next step after a password. A citizen stays outside, and whoever was signed in stays so. Raises Invalid,
    TooManyTries, NoSeat."""
    user = known(request, username_of(name), password)
    if not seated(user):
        raise NoSeat(_("Ini bukan akun petugas"))
    if factors_of(user).exists():
        request.session[HALF_WAY] = {"user": user.pk, "at": now().isoformat()}
        return leading("crop:second", way_on)
    come_in(request, user, BY_PASSWORD, "password", username=user.username)
    return HttpResponseRedirect(way_on) if password_may_suffice() else leading("crop:secure", way_on)


def half_way(request: HttpRequest) -> User | None:
    """Who has only the second factor before them; for ten minutes."""
    told = request.session.get(HALF_WAY)
    if not told or now() - datetime.fromisoformat(told["at"]) > PATIENCE:
        return None
    return User.objects.filter(pk=told["user"], is_active=True).first()


def come_in(request: HttpRequest, user: User, backend: str, method: str, **proven: str) -> None:
    """Sign in; what was typed before waits on, whoever was signed in."""
    kept = request.session.get(KEY)
    open_session(request, user, backend, method, **proven)
    request.session.pop(HALF_WAY, None)
    if kept:
        request.session[KEY] = kept


def seated(user: User) -> bool:
    """Whether they hold a seat now, however they came in."""
    return user.posts.current().exists()


def leading(page: str, way_on: str) -> HttpResponseRedirect:
    """`page`, and from there on to `way_on`."""
    asked = f"?{urlencode({'next': way_on})}" if way_on not in ("", reverse("crop:inbox")) else ""
    return HttpResponseRedirect(f"{reverse(page)}{asked}")


def asked_next(request: HttpRequest) -> str:
    """Where the form or the address leads on to."""
    return safe_next(request, request.POST.get("next") or request.GET.get("next", ""))


def safe_next(request: HttpRequest, path: str) -> str:
    """`path` if it is a page of CROP, else the inbox."""
    home = reverse("crop:inbox")
    ours = path.startswith(home) and url_has_allowed_host_and_scheme(path, {request.get_host()})
    return path if ours else home
