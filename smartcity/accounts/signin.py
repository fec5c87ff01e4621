"""Signing in by password: one way for every face, which stops guessing.

Wrong passwords are counted for a name at an address, so that they lock out nobody else there; and a device on which this
person came in before is counted by itself, so that they do not lock out whose name it is either."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.limits import TooOften, Visitor, prove, proven, spend, visitor_of
from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError, Invalid

BY_PASSWORD = "smartcity.accounts.backends.PasswordBackend"  # noqa: S105 where a class stands
AS_CITIZEN = "smartcity.accounts.backends.CitizenBackend"
FOR_A_SEAT = "smartcity.accounts.backends.SeatBackend"


class TooManyTries(DomainError):
    """Wrong passwords have locked this name for a while (AXES_COOLOFF_TIME), at this address or on this device."""

    status = 429
    code = "too_many_tries"

    def __init__(self) -> None:
        super().__init__(_("Terlalu banyak percobaan. Coba lagi dalam 15 menit."), field="password")


def device_known(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    """For django-axes, which then leaves the counting to `known`."""
    return proven(_visitor(request, str((credentials or {}).get("username", ""))))


def _visitor(request: HttpRequest, username: str) -> Visitor:
    return visitor_of(request, contact=f"password {username}" if username else "")


def known(request: HttpRequest, username: str, password: str) -> User:
    """Whose name and password these are; nobody is signed in yet. Raises Invalid (nobody's), TooManyTries."""
    visitor = _visitor(request, username)
    if settings.AXES_ENABLED and proven(visitor):
        try:
            spend("password of a known device", visitor)
        except TooOften as full:
            raise TooManyTries from full
    user = authenticate(request, username=username, password=password)
    locked = getattr(request, "axes_locked_out", False)
    request.axes_locked_out = False  # type: ignore[attr-defined]  # the view says it, so the middleware need not
    if locked:
        raise TooManyTries
    if not isinstance(user, User):
        raise Invalid(
            _("Nama pengguna atau kata sandi tidak cocok."), field="password", code="bad_credentials"
        )
    if not proven(visitor):
        prove(visitor)
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
