"""{% load qlue %}: what every page of Qlue shows about its reader."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from smartcity.accounts.phones import account_key
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


@register.simple_tag(takes_context=True)
def account(context: dict[str, Any]) -> SafeString:
    """Whose page this is, for the drafts and for the pages a phone keeps."""
    return format_html('<meta name="account" content="{}">', account_key(context["request"].user))
