"""Whose the sessions are: each is noted when it is opened; those that speak for a seat end with the seat, all of them
with the account."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest

from smartcity.accounts.models import Duty, OpenSession, Token, User
from smartcity.accounts.signin import BY_PASSWORD
from smartcity.lib.db import write
from smartcity.lib.time import now


def open_session(request: HttpRequest, user: User, backend: str, method: str, **proven: Any) -> None:
    """Sign `request` in for a seat, under a key nobody has known before; `method` and `proven` are what allauth notes
    of how it was shown who it is."""
    login(request, user, backend=backend)
    noted = request.session.session_key
    request.session.cycle_key()  # Django keeps the key of a session that was this person's already
    record_authentication(request, user, method=method, **proven)
    user.by_password = backend == BY_PASSWORD
    user.__dict__.pop("_reach", None)
    with write():
        OpenSession.objects.filter(key=noted).update(
            key=request.session.session_key, seat=True, opened_at=now()
        )


def note(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Whoever signs in, at whatever door: this session is theirs."""
    if request.session.session_key is None:
        request.session.save()
    with write():
        OpenSession.objects.get_or_create(
            key=request.session.session_key, defaults={"user": user, "seat": False}
        )


def end_sessions(user: User, *, all_of_them: bool = False) -> None:
    """Whatever speaks for a seat of this person ends now: sessions, tokens, and their being on duty. With the seats they have left they sign
    in anew; their sessions as a citizen stay, unless all are to end."""
    with write():
        theirs = OpenSession.objects.filter(user=user)
        theirs = theirs if all_of_them else theirs.filter(seat=True)
        Session.objects.filter(session_key__in=list(theirs.values_list("key", flat=True))).delete()
        theirs.delete()
        Token.objects.filter(user=user).delete()
        Duty.objects.filter(user=user).delete()


def end_with_their_seats() -> int:
    """End what was opened before a seat's time ran out. Returns of how many people."""
    over = Q(user__posts__until__lte=now())
    opened = OpenSession.objects.filter(over, seat=True, user__posts__until__gt=F("opened_at"))
    issued = Token.objects.filter(over, user__posts__until__gt=F("created_at"))
    people = User.objects.filter(pk__in=opened.values("user").union(issued.values("user")))
    ended = list(people)
    for user in ended:
        end_sessions(user)
    return len(ended)


def sweep() -> None:
    """Forget the sessions that are no more."""
    there = Session.objects.filter(session_key=OuterRef("key"), expire_date__gt=now())
    with write():
        OpenSession.objects.filter(~Exists(there)).delete()
