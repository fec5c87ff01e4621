"""Answers that may be kept."""

from datetime import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


def lasting(
    request: HttpRequest, response: HttpResponse, lives: str, *, changed: datetime | None = None
) -> HttpResponseBase:
    """The response with its age and its fingerprint, and when it last changed where that is known; or 304 for who has it
    already."""
    response["Cache-Control"] = lives
    response["ETag"] = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    stamp = int(changed.timestamp()) if changed else None
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    kept = get_conditional_response(request, etag=response["ETag"], last_modified=stamp, response=response)
    return kept or response
