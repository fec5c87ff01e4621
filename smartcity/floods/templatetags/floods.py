"""{% load floods %}: where the flood night is on, at the head of a page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from smartcity.floods import queries
from smartcity.floods.models import Night

register = template.Library()


@register.inclusion_tag("floods/_now.html")
def flood_now() -> dict[str, Any]:
    return {"nights": queries.current()}


@register.filter
def said(night: Night) -> str:
    """In the reader's language."""
    return night.text_en if get_language() == "en" else night.text
