"""What is said where no page could be computed: in the reader's language, in the form the reader asked for."""

import json
from http import HTTPStatus
from typing import Any
from xml.sax.saxutils import escape

from django.core.exceptions import RequestDataTooBig
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

Said = tuple[str, bytes]  # content type and body


def refusal(environ: dict[str, Any], status: HTTPStatus, most: int) -> Said:
    """`environ` as PEP 3333 has it, of which only the head is read; `most` bytes of one request are taken. GeoReport's
    errors under /open311/, a page for a browser that asks for one, problem+json (RFC 9457) for all else."""
    request = WSGIRequest(environ)
    with override(get_language_from_request(request)):
        sentence = _sentence(status, most)
        if request.path.startswith("/open311/"):
            return _georeport(status, sentence, as_json=request.path.endswith(".json"))
        if not request.path.startswith("/api/") and "text/html" in request.headers.get("Accept", ""):
            page = render_to_string(
                "refused.html", {"sentence": sentence, "sent": request.method not in ("GET", "HEAD")}
            )
            return "text/html; charset=utf-8", page.encode()
    problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": sentence,
               "code": CODES.get(status, "broken"), "field": ""}  # fmt: skip
    return "application/problem+json", json.dumps(problem).encode()


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer to what it does not read; what is too much of it is told as that, with 413."""
    if not isinstance(exception, RequestDataTooBig):
        return bad_request(request, exception)
    said = {"sentence": _("Tulisannya terlalu panjang untuk dikirim. Persingkat dulu."), "sent": True}
    return render(request, "refused.html", said, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


CODES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.REQUEST_TIMEOUT: "too_slow",
    HTTPStatus.SERVICE_UNAVAILABLE: "unavailable",
}


def _sentence(status: HTTPStatus, most: int) -> str:
    match status:
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return _("Kiriman terlalu besar: paling banyak %(most)d MB. Kirim foto lebih sedikit.") % {
                "most": most >> 20
            }
        case HTTPStatus.REQUEST_TIMEOUT:
            return _("Kiriman terputus di jalan. Coba lagi.")
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return _("Sedang terlalu ramai. Coba lagi sebentar.")
        case _:
            return _("Ada yang rusak di pihak kami")


def _georeport(status: int, sentence: str, *, as_json: bool) -> Said:
    if as_json:
        body = json.dumps([{"code": status, "description": sentence}], ensure_ascii=False)
        return "application/json; charset=utf-8", body.encode()
    error = f"<error><code>{int(status)}</code><description>{escape(sentence)}</description></error>"
    body = f'<?xml version="1.0" encoding="utf-8"?>\n<errors>{error}</errors>'
    return "text/xml; charset=utf-8", body.encode()
