"""A password for an account that has none, or another one. Setting it, and keeping this session, are allauth's."""

from allauth.account.internal.flows.password_change import change_password, finalize_password_set
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.again import prove
from smartcity.accounts.models import OpenSession, Post, User
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.time import now


def choose_password(request: HttpRequest, fresh: str, proof: str) -> None:
    """Let `fresh` open the account of whoever asks; `proof` is the present password, where they did not sign in a moment
    ago. Every other session of theirs ends. Raises Invalid, TooManyTries; NotAllowed for whoever holds a post: a
    citizen's way in, a text message or a mailbox, must not become the password of a seat."""
    user = request.user
    assert isinstance(user, User)  # asked only of who is signed in
    if Post.objects.filter(Q(until=None) | Q(until__gt=now()), user=user).exists():
        raise NotAllowed(
            _("Anda memegang jabatan. Kata sandi jabatan tidak diatur dari sini; minta administrator."),
            code="in_office",
        )
    prove(request, proof)
    try:
        validate_password(fresh, user)
    except ValidationError as wrong:
        raise Invalid(" ".join(wrong.messages), field="fresh", code="weak_password") from wrong
    with write():
        noted = request.session.session_key
        change_password(user, fresh)
        finalize_password_set(request, user)
        OpenSession.objects.filter(key=noted).update(key=request.session.session_key)
