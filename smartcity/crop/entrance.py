"""The way in, step by step: the password, the second factor, and for who has none the setting up of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from smartcity.accounts import directory
from smartcity.accounts.contacts import username_of
from smartcity.accounts.factors import factors_of, password_may_suffice
from smartcity.accounts.models import User
from smartcity.accounts.sessions import open_session
from smartcity.accounts.signin import BY_PASSWORD, FOR_A_SEAT, known, sign_in_new
from smartcity.crop.invited import KEY as INVITED
from smartcity.crop.invited import carried, take_seat
from smartcity.crop.typed import KEY as TYPED
from smartcity.lib.errors import Conflict, NotAllowed
from smartcity.lib.time import now

HALF_WAY = "crop_half_way"  # whose password was right, or whom the directory knows, and when
TIE = "crop_tie"  # the subject of the directory that is theirs once they are in
PATIENCE = timedelta(minutes=10)


class NoSeat(NotAllowed):
    """It is shown who it is, and that they hold no seat."""

    code = "no_seat"


def by_password(request: HttpRequest, name: str, password: str, way_on: str) -> HttpResponse:
    """The next step after a password. A citizen stays outside, and whoever was signed in stays so. Raises Invalid,
    TooManyTries, NoSeat."""
    user = known(request, username_of(name), password)
    if not expected(request, user):
        raise NoSeat(_("Ini bukan akun petugas"))
    return after_password(request, user, way_on)


def after_password(request: HttpRequest, user: User, way_on: str) -> HttpResponse:
    """To the code of who has a factor; in, for who has none where the password is enough; else to setting one up, as
    yet without a seat. Somebody invited is shown that page in any case. Raises Conflict, as `come_in`."""
    if factors_of(user).exists():
        request.session[HALF_WAY] = {"user": user.pk, "at": now().isoformat()}
        return leading("crop:second", way_on)
    if not password_may_suffice():
        with _keeping(request):
            sign_in_new(request, user)
        return leading("crop:secure", way_on)
    invited = carried(request, user) is not None
    come_in(request, user, BY_PASSWORD, "password", username=user.username)
    return leading("crop:secure", way_on) if invited else HttpResponseRedirect(way_on)


def by_directory(request: HttpRequest, user: User, claims: directory.Claims, way_on: str) -> HttpResponse:
    """The next step of somebody the city's directory knows: in, where it asked for a second factor itself; else as after
    a password. Raises NoSeat, Conflict."""
    if not expected(request, user):
        raise NoSeat(_("Akun ini tidak memegang jabatan."))
    request.session[TIE] = {"user": user.pk, "key": claims.key}
    if not claims.strong:
        return after_password(request, user, way_on)
    come_in(request, user, FOR_A_SEAT, "directory")
    return HttpResponseRedirect(way_on)


def half_way(request: HttpRequest) -> User | None:
    """Who has only the second factor before them; for ten minutes."""
    told = request.session.get(HALF_WAY)
    if not told or now() - datetime.fromisoformat(told["at"]) > PATIENCE:
        return None
    return User.objects.filter(pk=told["user"], is_active=True).first()


def come_in(request: HttpRequest, user: User, backend: str, method: str, **proven: object) -> None:
    """Sign in; the seat this account was chosen for with an invitation is theirs now. Raises Conflict when the
    invitation was used or withdrawn meanwhile."""
    subject = request.session.pop(TIE, None)
    if subject and subject["user"] == user.pk:
        directory.tie(user, subject["key"])
    try:
        take_seat(request, user)
    except Conflict as wrong:
        if wrong.code != "seated_there":
            raise
        request.session.pop(INVITED, None)  # they are in without it; the link stays for somebody else
    with _keeping(request):
        open_session(request, user, backend, method, **proven)
    request.session.pop(HALF_WAY, None)


@contextmanager
def _keeping(request: HttpRequest) -> Iterator[None]:
    """What was typed before, and the invitation under way, wait on whoever was signed in."""
    kept = {name: request.session[name] for name in (TYPED, INVITED, TIE) if name in request.session}
    yield
    request.session.update(kept)


def seated(user: User) -> bool:
    """Whether they hold a seat now, however they came in."""
    return user.posts.current().exists()


def expected(request: HttpRequest, user: User) -> bool:
    """Whether they hold a seat, or are on the way to the one this session was invited to."""
    return seated(user) or carried(request, user) is not None


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
