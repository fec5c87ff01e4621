"""{% load warnings %}: what the city warns of now, at the head of a page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from smartcity.alerts import cap, queries
from smartcity.alerts.models import Message, Severity
from smartcity.areas.models import Level

register = template.Library()
GRAVE = (Severity.EXTREME, Severity.SEVERE, Severity.MODERATE, Severity.MINOR)


@register.filter
def gravest(found: list[Message]) -> list[Message]:
    """The gravest first, of each the newest."""
    return sorted(found, key=lambda one: GRAVE.index(Severity(one.severity)))


@register.inclusion_tag("alerts/_now.html")
def warnings_now() -> dict[str, Any]:
    """The gravest of them in one line, and how many more there are."""
    found = gravest(queries.at_hand())
    return {"first": found[0] if found else None, "more": len(found) - 1}


@register.filter
def place(message: Message) -> str:
    """Where, as people say it."""
    area = message.area
    return area.short_name if area.level == Level.KOTA else area.full_name


@register.filter
def headline(message: Message) -> str:
    """Its first line in the reader's language."""
    return cap.headline(message, get_language() or "id")


@register.filter
def said(message: Message) -> str:
    """All of it in the reader's language."""
    return message.text_en if (get_language() or "id").startswith("en") else message.text


@register.filter
def grave(message: Message) -> bool:
    """Whether life or goods are at risk."""
    return message.severity in GRAVE[:2]
