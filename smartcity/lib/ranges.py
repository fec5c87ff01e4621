"""Files that can be resumed: parts by Range, RFC 9110 section 14; one part an answer."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response

CHUNK = 1 << 16
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Unsatisfiable(Exception):
    """The part that is asked for lies beyond the end."""


class Gzip(GZipMiddleware):
    """What can be asked for in parts goes as it is: parts of what is compressed on the way fit no other answer."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)


def serve(
    request: HttpRequest, path: Path, *, etag: str, content_type: str, filename: str
) -> HttpResponseBase:
    """The file at `path`, or the part of it that is asked for. `etag` is a strong one, quotes included: it changes with
    every byte. Raises FileNotFoundError."""
    size = path.stat().st_size
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{filename}"',
    }
    whole = HttpResponse(content_type=content_type, headers={**headers, "Content-Length": str(size)})
    if (known := get_conditional_response(request, etag=etag, response=whole)) is not whole:
        assert known is not None
        return known
    try:
        part = _part(request, etag, size)
    except Unsatisfiable:
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    if request.method == "HEAD":
        return whole
    first, last = part or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return StreamingHttpResponse(
        _pieces(path, first, last + 1 - first),
        status=206 if part else 200,
        content_type=content_type,
        headers=headers,
    )


def _part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None for all of it: what is not understood is not asked. Raises Unsatisfiable."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:
        if not last:
            return None
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return int(first), min(int(last or size - 1), size - 1)


def _pieces(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
