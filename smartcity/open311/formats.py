"""One answer in the format asked for. What JSON says in arrays, XML says in repeated children; no namespaces.

Source: http://wiki.open311.org/GeoReport_v2/"""

import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
CHILD = {
    "services": "service", "attributes": "attribute", "values": "value", "service_requests": "request",
    "service_requests_updates": "request_update", "endpoints": "endpoint", "formats": "format", "errors": "error",
    "notes": "note", "media_urls": "media_url",
}  # fmt: skip
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    body: bytes = tostring(element, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


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
        element.text = NOT_IN_XML.sub("\ufffd", str(data))
