"""A message as CAP 1.2 (OASIS Common Alerting Protocol) has it, in both languages."""

import json
from datetime import datetime
from xml.etree.ElementTree import Element

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from smartcity.alerts.models import Kind, Message
from smartcity.areas.models import Area
from smartcity.areas.queries import outlines
from smartcity.lib.text import first_line
from smartcity.lib.xml import add, document

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml; charset=utf-8"
LANGUAGES = (("id", "id-ID"), ("en", "en-US"))
MOST_HEADLINE = 160
Ring = list[tuple[float, float]]  # longitude, latitude in degrees, closed


def written(message: Message) -> bytes:
    """Ask for it with its area and what comes before it."""
    root = Element("alert", {"xmlns": NAMESPACE})
    add(root, "identifier", identifier(message))
    add(root, "sender", sender())
    add(root, "sent", moment(message.sent_at))
    add(root, "status", "Exercise" if settings.DEMO else "Actual")
    add(root, "msgType", message.kind)
    add(root, "scope", "Public")
    if before := _before(message):
        add(root, "references", " ".join(f"{sender()},{identifier(m)},{moment(m.sent_at)}" for m in before))
    rings = _rings(message.area)
    for language, tag in LANGUAGES:
        with translation.override(language):
            _info(root, message, tag, rings)
    return document(root)


def identifier(message: Message) -> str:
    return f"{settings.HOST}-{message.name}"


def sender() -> str:
    return f"peringatan@{settings.HOST}"


def moment(at: datetime) -> str:
    """With the city's offset, to the second, as CAP wants it: never Z."""
    local = timezone.localtime(at).replace(microsecond=0)
    said = local.isoformat()
    return f"{said[:-6]}-00:00" if said.endswith("+00:00") else said


def headline(message: Message, language: str) -> str:
    return first_line(message.text_en if language.startswith("en") else message.text, MOST_HEADLINE)


def _before(message: Message) -> list[Message]:
    """All it takes the place of, the oldest first."""
    found: list[Message] = []
    while message.previous:
        message = message.previous
        found.insert(0, message)
    return found


def _info(root: Element, message: Message, tag: str, rings: list[Ring]) -> None:
    info = add(root, "info")
    text = message.text_en if tag.startswith("en") else message.text
    add(info, "language", tag)
    add(info, "category", "Met")
    add(info, "event", _("Banjir"))
    if message.kind == Kind.CANCEL:
        add(info, "responseType", "AllClear")
    add(info, "urgency", "Immediate" if message.observed else "Expected")
    add(info, "severity", message.severity)
    add(info, "certainty", "Observed" if message.observed else "Likely")
    add(info, "expires", moment(message.expires_at))
    add(info, "senderName", f"{settings.CITY_NAME}, {message.office.title}")
    add(info, "headline", headline(message, tag))
    add(info, "description", text)
    add(info, "web", f"{settings.BASE_URL}/?area={message.area.code}")
    area = add(info, "area")
    add(area, "areaDesc", message.area.full_name)
    for ring in rings:
        add(area, "polygon", " ".join(f"{lat:.5f},{lon:.5f}" for lon, lat in ring))
    code = add(area, "geocode")
    add(code, "valueName", "Kemendagri")
    add(code, "value", message.area.code)


def _rings(area: Area) -> list[Ring]:
    """The outer outlines, as maps draw them; none where the city has only approximate ones."""
    for feature in json.loads(outlines(area.level))["features"]:
        properties, shape = feature["properties"], feature["geometry"]
        if properties["code"] == area.code and not properties["approximate"]:
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            return [part[0] for part in parts]
    return []
