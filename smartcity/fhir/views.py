"""Reading only; every answer is application/fhir+json, a refusal an OperationOutcome."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from smartcity.fhir import finding, resources
from smartcity.lib.asked import asked_of
from smartcity.lib.errors import DomainError

MEDIA_TYPE = "application/fhir+json; charset=utf-8"
FORMATS = ("json", "application/json", "application/fhir+json", "application/fhir json", "text/json")
LIVES = "public, max-age=30"

View = Callable[..., dict[str, Any] | None]


def resource(view: View) -> Callable[..., JsonResponse]:
    """A view that answers a resource, or None where there is none; it may raise DomainError."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if request.method not in ("GET", "HEAD"):
            return _told(
                resources.outcome("not-supported", _("Di sini hanya dapat dibaca.")), 405, Allow="GET, HEAD"
            )
        try:
            if asked_of(request).get("_format", "json") not in FORMATS:
                return _told(resources.outcome("not-supported", _("Hanya application/fhir+json.")), 406)
            found = view(request, *args, **kwargs)
        except DomainError as wrong:
            return _told(resources.outcome("invalid", str(wrong)), wrong.status)
        if found is None:
            return _told(resources.outcome("not-found", _("Tidak ada yang seperti itu.")), 404)
        return _told(found, 200, **{"Cache-Control": LIVES})

    return answered


@resource
def metadata(request: HttpRequest) -> dict[str, Any]:
    """What this server can do."""
    return resources.capability()


@resource
def search(request: HttpRequest) -> dict[str, Any]:
    page = finding.search(request.GET)
    return resources.bundle(page.found, page.total, page.links)


@resource
def read(request: HttpRequest, id: str) -> dict[str, Any] | None:
    return finding.one(id)


@resource
def definition(request: HttpRequest) -> dict[str, Any]:
    return resources.definition()


@resource
def absent(request: HttpRequest, rest: str) -> None:
    return None


def _told(found: dict[str, Any], status: int, **headers: str) -> JsonResponse:
    answer = JsonResponse(found, status=status, content_type=MEDIA_TYPE, headers=headers)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
