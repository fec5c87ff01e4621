"""{% load qlue %}: what every page of Qlue shows about its reader."""

from typing import Any

from django import template

from smartcity.notices.queries import unseen_count

register = template.Library()


@register.simple_tag(takes_context=True)
def unseen(context: dict[str, Any]) -> int:
    """How many notices this reader has not seen; 0 for strangers."""
    user = context["request"].user
    return unseen_count(user) if user.is_authenticated else 0
