"""{% load qlue %}: what every page of Qlue shows about its reader."""

from typing import Any

from django import template

from smartcity.notices.queries import unseen_count
from smartcity.reports import media
from smartcity.reports.models import Photo

register = template.Library()


@register.simple_tag(takes_context=True)
def unseen(context: dict[str, Any]) -> int:
    """How many notices this reader has not seen; 0 for strangers."""
    user = context["request"].user
    return unseen_count(user) if user.is_authenticated else 0


@register.filter
def talk_photo(photo: Photo) -> str:
    """The address of the small picture of a post."""
    return media.address(photo.name, small=True)


@register.filter
def talk_photo_large(photo: Photo) -> str:
    return media.address(photo.name)
