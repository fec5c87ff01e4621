"""Who asks: the bearer of a token, or whoever is signed in."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from smartcity.accounts.models import User
from smartcity.accounts.queries import user_of_token


def who_asks(request: HttpRequest) -> User | AnonymousUser | None:
    """The user of the Authorization header if there is one, else of the session (or nobody in particular).
    None when the header names nobody: a bad token is never taken for a session."""
    header = request.headers.get("Authorization")
    if header is None:
        return request.user
    scheme, _space, token = header.partition(" ")
    return user_of_token(token.strip()) if scheme.lower() == "bearer" else None
