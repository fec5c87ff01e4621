"""The way in: method, format, key, limit, and every refusal in the format that was asked for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from smartcity.accounts.models import ApiKey
from smartcity.accounts.queries import key_of
from smartcity.lib.errors import DomainError, NotFound
from smartcity.lib.limits import over
from smartcity.open311.formats import TYPES, Told, written
from smartcity.open311.params import Params

Handler = Callable[..., Told]
ERRORS = (
    DomainError,
    BadRequest,
    SuspiciousOperation,
    MultiPartParserError,
    UnreadablePostError,
    OperationalError,
)
FIELDS = {
    "text": "description",
    "photo": "media_url",
    "category": "service_code",
    "position": "lat, long",
}  # ours: theirs
RETRY_AFTER = 5  # seconds, when the database does not answer


class BadKey(DomainError):
    """No api_key, or one that is nobody's."""

    status = 403
    code = "api_key"


class TooOften(DomainError):
    status = 429
    code = "too_often"

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class BadMethod(DomainError):
    status = 405
    code = "bad_method"


def served(**handlers: Handler) -> Callable[..., HttpResponse]:
    """A view of the handlers named after their method, get or post. They take the request and what the path names."""

    @csrf_exempt
    def view(request: HttpRequest, format: str, **named: Any) -> HttpResponse:
        if format not in TYPES:
            return refusal(elsewhere(), "xml")
        try:
            handler = handlers.get("get" if request.method == "HEAD" else str(request.method).lower())
            if handler is None:
                raise BadMethod(_("Cara ini tidak dilayani."))
            response = written(handler(request, **named), format)
        except ERRORS as error:
            response = refusal(error, format)
            if response.status_code == BadMethod.status:
                response["Allow"] = ", ".join(handlers).upper()
        response["Access-Control-Allow-Origin"] = "*"  # nothing here depends on a session
        return response

    return view


def refusal(error: Exception, fmt: str) -> HttpResponse:
    """404 for what is not there, 403 for the key, 400 for nearly everything else."""
    status, description = _status(error), _sentence(error)
    response = written(Told("errors", [{"code": status, "description": description}], status), fmt)
    if status in (429, 503):
        response["Retry-After"] = str(error.seconds if isinstance(error, TooOften) else RETRY_AFTER)
    return response


def _status(error: Exception) -> int:
    match error:
        case NotFound() | BadKey() | TooOften() | BadMethod():
            return error.status
        case RequestDataTooBig():
            return 413
        case OperationalError():
            return 503
        case _:
            return 400


def _sentence(error: Exception) -> str:
    match error:
        case DomainError():
            field = FIELDS.get(error.field, error.field)
            return f"{field}: {error}" if field else str(error)
        case OperationalError():
            return _("Sedang tidak dapat melayani. Coba lagi sebentar.")
        case _:
            return _("Kiriman tidak dapat dibaca.")


def absent(what: str) -> NotFound:
    """The same words for what is not there and for what is not public."""
    return NotFound(_("%(what)s ini tidak ada.") % {"what": what})


def elsewhere() -> NotFound:
    """Nothing is served at this address, or not in this format."""
    return NotFound(_("Tidak ada. Mulai dari discovery.xml atau discovery.json."))


def writer(request: HttpRequest, params: Params) -> ApiKey:
    """The key that writes. Raises BadKey, TooOften."""
    key = key_of(params.one("api_key"))
    if key is None:
        raise BadKey(_("api_key tidak ada atau salah."))
    wait = over("open311", f"{key.pk}:{request.META['REMOTE_ADDR']}", settings.API_WRITES_PER_MINUTE)
    if wait:
        raise TooOften(_("Terlalu sering. Coba lagi sebentar."), seconds=wait)
    return key
