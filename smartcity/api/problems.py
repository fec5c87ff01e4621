"""What went wrong, for programs: application/problem+json (RFC 9457) in the reader's language.

type is always about:blank; `code` is the stable word to decide by, `field` the field at fault (or empty)."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled

from smartcity.accounts.leaving import left
from smartcity.lib.errors import DomainError
from smartcity.lib.exposing import Exposing

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 5  # seconds, when the database does not answer

View = Callable[..., HttpResponse]


class Unreadable(DomainError):
    """What was sent cannot be read as what it claims to be; `status` says in which way."""

    code = "unreadable"

    def __init__(self, message: str, *, code: str, status: int = 400) -> None:
        super().__init__(message, code=code)
        self.status = status


class BadFields(DomainError):
    """One or more fields are not of the kind they should be: (field, code, sentence) for each."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        field, code, sentence = faults[0]
        super().__init__(f"{field}: {sentence}" if field else sentence, field=field, code=code)
        self.faults = faults


def problem(status: int, detail: str, code: str, field: str = "", **more: Any) -> HttpResponse:
    """One answer. `title` is the name HTTP gives the status."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail,
            "code": code, "field": field} | more  # fmt: skip
    response = HttpResponse(json.dumps(body), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="smartcity"'
    return response


def absent() -> HttpResponse:
    """There is no such thing, or not for this reader: the same words for both."""
    return problem(404, _("Tidak ada, atau bukan untuk Anda."), "not_found")


def answer_for(error: Exception) -> HttpResponse | None:
    """The problem an error means; None for one that is nobody's doing but ours."""
    match error:
        case BadFields():
            errors = [{"field": f, "code": c, "detail": d} for f, c, d in error.faults]
            return problem(400, str(error), error.code, error.field, errors=errors)
        case Exposing():
            return problem(400, str(error), error.code, error.field, found=error.found)
        case DomainError(status=404) | Http404():
            return absent()
        case DomainError():
            return problem(error.status, str(error), error.code, error.field)
        case AuthenticationError():
            return problem(
                401, _("Masuk dulu: kirim Authorization: Bearer dengan token Anda."), "unauthorized"
            )
        case Throttled():
            return problem(429, _("Terlalu sering. Coba lagi sebentar."), "too_often")
        case HttpError(status_code=403):
            return problem(403, _("Token CSRF tidak ada atau salah."), "csrf")
        case RequestDataTooBig():
            return problem(413, _("Kiriman terlalu besar."), "too_large")
        case MultiPartParserError() | BadRequest() | SuspiciousOperation() | UnreadablePostError():
            return problem(400, _("Kiriman tidak dapat dibaca."), "unreadable")
        case OperationalError():
            response = problem(503, _("Sedang tidak dapat melayani. Coba lagi sebentar."), "unavailable")
            response["Retry-After"] = str(RETRY_AFTER)
            return response
    return None


def teach(api: NinjaAPI) -> None:
    """Let `api` answer in problems. What they do not cover stays loud."""

    def say(request: HttpRequest, error: Any) -> HttpResponse:
        response = answer_for(left(getattr(request, "user", None), error) or error)
        if response is None:
            raise error
        return response

    for kind in (DomainError, Http404, HttpError, BadRequest, SuspiciousOperation, MultiPartParserError,
                 UnreadablePostError, OperationalError, Exception):  # fmt: skip
        api.add_exception_handler(kind, say)


def spoken(view: View) -> View:
    """`view`, whose refusal of a method is a problem too, and whose answers no cache keeps for another reader."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"  # the server keeps the body back
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = response["Allow"]
            response = problem(
                405, _("Cara ini tidak dilayani; coba %(allowed)s.") % {"allowed": allowed}, "bad_method"
            )
            response["Allow"] = allowed
        response.setdefault("Cache-Control", "private, no-cache")
        return response

    return speaking
