"""Signing in by password: one way for every face, which stops guessing."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError, Invalid

BY_PASSWORD = "smartcity.accounts.backends.PasswordBackend"  # noqa: S105 where a class stands
AS_CITIZEN = "smartcity.accounts.backends.CitizenBackend"
FOR_A_SEAT = "smartcity.accounts.backends.SeatBackend"


class TooManyTries(DomainError):
    """Wrong passwords have locked this name at this address for a while (AXES_COOLOFF_TIME)."""

    status = 429
    code = "too_many_tries"


def known(request: HttpRequest, username: str, password: str) -> User:
    """Whose name and password these are; nobody is signed in yet. Raises Invalid (nobody's), TooManyTries."""
    user = authenticate(request, username=username, password=password)
    locked = getattr(request, "axes_locked_out", False)
    request.axes_locked_out = False  # type: ignore[attr-defined]  # the view says it, so the middleware need not
    if locked:
        raise TooManyTries(_("Terlalu banyak percobaan. Coba lagi dalam 15 menit."), field="password")
    if not isinstance(user, User):
        raise Invalid(
            _("Nama pengguna atau kata sandi tidak cocok."), field="password", code="bad_credentials"
        )
    return user


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """Sign `request` in, by password alone. Raises as `known` does."""
    user = known(request, username, password)
    _enter(request, user)
    return user


def sign_in_new(request: HttpRequest, user: User) -> None:
    """Sign `request` in as somebody who has just registered."""
    _enter(request, user)


def _enter(request: HttpRequest, user: User) -> None:
    login(request, user, backend=BY_PASSWORD)
    record_authentication(request, user, method="password")
    user.by_password = True
