"""Who speaks: the bearer of a token, or the session of a page (whose writes need its CSRF token)."""

from collections.abc import Callable
from math import ceil
from time import time
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.errors import AuthenticationError, HttpError
from ninja.security.base import AuthBase
from ninja.throttling import BaseThrottle
from ninja.utils import check_csrf

from smartcity.accounts.bearer import who_asks
from smartcity.accounts.limits import Visitor, visitor_of
from smartcity.accounts.models import User
from smartcity.accounts.queries import Reach, reach
from smartcity.lib.limits import MINUTE, over

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Bearer(AuthBase):
    """Anybody, known or not; but a token that is nobody's is refused."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "The token of an account. Without one you read as the public does."

    def __call__(self, request: HttpRequest) -> User | AnonymousUser:
        someone = who_asks(request)
        if someone is None:
            raise AuthenticationError
        request.user = someone
        return someone


class Known(Bearer):
    """An account: by token, or signed in."""

    openapi_description = "The token of an account."

    def __call__(self, request: HttpRequest) -> User:
        someone = super().__call__(request)
        if not isinstance(someone, User):
            raise AuthenticationError
        by_session = "Authorization" not in request.headers
        if by_session and request.method not in SAFE and check_csrf(request):
            raise HttpError(403, "csrf")
        return someone


class Writes(BaseThrottle):
    """settings.API_WRITES_PER_MINUTE for each account."""

    def allow_request(self, request: HttpRequest) -> bool:
        return not over("api", request.user.pk, settings.API_WRITES_PER_MINUTE)

    def wait(self) -> float:
        return ceil(MINUTE - time() % MINUTE)


ANYBODY, KNOWN, WRITES = Bearer(), Known(), Writes()


def reach_of(request: HttpRequest) -> Reach:
    return reach(request.user)


def user_of(request: HttpRequest) -> User:
    """The account that speaks; only behind KNOWN."""
    return cast(User, request.user)


def by_page(request: HttpRequest, limit: Callable[[Visitor], None]) -> None:
    """What one may do from a page is limited here too when a page's session is what speaks. A token is given out by
    the city, and has its own limit (Writes). Raises TooOften."""
    if "Authorization" not in request.headers:
        limit(visitor_of(request))


Answer = Any  # what an endpoint returns: the schema it names, which ninja checks
