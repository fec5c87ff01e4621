"""Who is listening: the bearer of a token, the owner of a session, or anybody."""

from collections.abc import Iterable
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.db.models import Q
from django.http import HttpRequest

from smartcity.accounts.models import Post
from smartcity.accounts.queries import Reach, reach, user_of_token
from smartcity.lib.time import now

ANYBODY = Reach()


def credential(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """What proves who it is: "bearer ..." before "session ...", or empty."""
    session = ""
    for name, value in headers:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return f"bearer {value[7:].decode('latin-1').strip()}"
        if name == b"cookie":
            session = _session(value.decode("latin-1")) or session
    return f"session {session}" if session else ""


def _session(cookie: str) -> str:
    try:
        morsel = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def viewer(credential: str) -> Reach | None:
    """How far this one's word reaches, asked anew; None for a token that is unknown, expired or taken back.
    An ended session is anybody's."""
    kind, _space, secret = credential.partition(" ")
    if kind == "bearer":
        user = user_of_token(secret)
        return reach(user) if user else None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(secret)
    return reach(get_user(request))


def reseated(within: timedelta) -> frozenset[int]:
    """Whose seats began or ended within this time."""
    span = (now() - within, now())
    moved = Post.objects.filter(Q(until__range=span) | Q(since__range=span))
    return frozenset(moved.values_list("user_id", flat=True))
