"""One answer in the format asked for. What JSON says in arrays, XML says in repeated children; no namespaces.

Source: http://wiki.open311.org/GeoReport_v2/"""

import json
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from django.http import HttpResponse

from smartcity.lib.xml import document, plain

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
CHILD = {
    "services": "service", "attributes": "attribute", "values": "value", "service_requests": "request",
    "service_requests_updates": "request_update", "endpoints": "endpoint", "formats": "format", "errors": "error",
    "notes": "note", "media_urls": "media_url",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """`data` is a list or a dict, `root` its name in XML."""

    root: str
    data: Any
    status: int = 200


def written(told: Told, fmt: str) -> HttpResponse:
    """`fmt` is xml or json."""
    body = _json(told.data) if fmt == "json" else _xml(told.root, told.data)
    return HttpResponse(body, status=told.status, content_type=TYPES[fmt])


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


def _xml(root: str, data: Any) -> bytes:
    element = Element(root)
    _fill(element, data)
    return document(element)


def _fill(element: Element, data: Any) -> None:
    if isinstance(data, dict):
        for name, value in data.items():
            _fill(SubElement(element, name), value)
    elif isinstance(data, list):
        for value in data:
            _fill(SubElement(element, CHILD[element.tag]), value)
    elif isinstance(data, bool):
        element.text = str(data).lower()
    elif data is not None:
        element.text = plain(data)
