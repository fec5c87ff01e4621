"""Is it really them? Asked before what cannot be undone: a password, or having signed in a moment ago."""

from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.factors import check_code
from smartcity.accounts.models import User
from smartcity.accounts.signin import known
from smartcity.lib.errors import Invalid
from smartcity.lib.time import now

LATELY = timedelta(minutes=10)
METHODS = "account_authentication_methods"  # where allauth notes how and when this session was opened


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether this session was opened within ten minutes. A token is no session."""
    if "Authorization" in request.headers or not isinstance(request.user, User):
        return False
    moments = [float(method.get("at", 0)) for method in request.session.get(METHODS, [])]
    return now().timestamp() - max(moments, default=0.0) < LATELY.total_seconds()


def prove(request: HttpRequest, password: str) -> None:
    """Raises Invalid when it is not shown that this is `request.user`, TooManyTries after too many wrong passwords."""
    user = request.user
    assert isinstance(user, User)  # asked only of who is signed in
    if signed_in_lately(request):
        return
    if not user.has_usable_password():
        raise Invalid(
            _("Keluar lalu masuk lagi, kemudian ulangi dalam 10 menit."),
            field="password",
            code="sign_in_again",
        )
    if not password:
        raise Invalid(_("Isi kata sandi."), field="password", code="password_missing")
    if known(request, user.username, password).pk != user.pk:
        raise Invalid(_("Kata sandi salah."), field="password", code="bad_credentials")


def note_proof(request: HttpRequest, user: User, method: str) -> None:
    """It is them, as was shown in this way; it holds for ten minutes."""
    record_authentication(request, user, method=method)


def prove_for_a_while(request: HttpRequest, password: str = "", code: str = "") -> None:
    """By the password, or by a code where the account has none; it holds for ten minutes. Raises Invalid, TooManyTries,
    TooOften."""
    user = request.user
    assert isinstance(user, User)  # asked only of who is signed in
    if user.has_usable_password():
        prove(request, password)
        record_authentication(request, user, method="password")
    else:
        record_authentication(request, user, method="mfa", type=check_code(user, code).type)
