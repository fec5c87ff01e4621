"""Who a session belongs to, by the way it was opened: docs/decisions/0020-seats.md."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from smartcity.accounts.models import User
from smartcity.lib.rows import by_pk


class Known(ModelBackend):
    """Finds whose session it is: every page of whoever signed in asks, and plain SQL costs a third."""

    def get_user(self, user_id: int) -> User | None:
        user = by_pk(User, user_id)
        return user if user and self.user_can_authenticate(user) else None


class CitizenBackend(Known):
    """Of sessions opened by a code or a citizen's passkey: their owner is a citizen there, even one who holds a seat,
    so that no stolen SIM card or mailbox opens an office."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> None:
        """It lets nobody in by name."""

    def get_user(self, user_id: int) -> User | None:
        user = super().get_user(user_id)
        if user is None:
            return None
        user.as_citizen = True
        return user


class PasswordBackend(Known):
    """Of sessions opened by a password alone: enough for a citizen, and for a seat only where
    `factors.password_suffices`."""

    def get_user(self, user_id: int) -> User | None:
        user = super().get_user(user_id)
        if user is None:
            return None
        user.by_password = True
        return user


class SeatBackend(Known):
    """Of sessions opened by a second factor, by a passkey made for a seat, or through the city's directory."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> None:
        """It lets nobody in by name."""
