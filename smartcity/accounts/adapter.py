"""What allauth asks of a project: our addresses of visitors, our way of signing in, no words of its own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from smartcity.accounts.models import User
from smartcity.accounts.signin import AS_CITIZEN
from smartcity.lib.address import address_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_login_stages(self) -> list[str]:
        """A code or a passkey is the whole way in: none is a second lock behind another."""
        return []

    def login(self, request: HttpRequest, user: User) -> None:
        """As a citizen, whoever it is: see backends."""
        login(request, user, backend=AS_CITIZEN)
        user.as_citizen = True

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never: a stranger with an open session could add a passkey, but it opens a citizen's session only, and its
        owner sees it there and removes it."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what is so."""
