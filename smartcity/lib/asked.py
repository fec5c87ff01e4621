"""What an address asks, and what programs are told when it cannot be read."""

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from smartcity.lib.errors import DomainError, Invalid


def asked_of(request: HttpRequest) -> QueryDict:
    """What the address says. Raises Invalid."""
    try:
        return request.GET
    except SuspiciousOperation as wrong:
        raise Invalid(_("Terlalu banyak isian di alamat ini."), code="too_many_fields") from wrong


def problem(error: DomainError, **more: Any) -> JsonResponse:
    """RFC 9457, with `more` beside it."""
    return JsonResponse(
        {"type": f"{settings.BASE_URL}/problems/{error.code}", "title": str(error), "status": error.status,
         "code": error.code, "field": error.field} | more,
        status=error.status, content_type="application/problem+json",
    )  # fmt: skip
