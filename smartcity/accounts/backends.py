"""Who a session belongs to, by the way it was opened."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from smartcity.accounts.models import User


class CitizenBackend(ModelBackend):
    """Of sessions opened by a code or a passkey: their owner is a citizen there, even one who holds a seat. What an
    office may do asks for the password of CROP, so that no stolen SIM card or mailbox opens it."""

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
        if not isinstance(user, User):
            return None
        user.as_citizen = True
        return user
