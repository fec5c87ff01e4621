"""{% load phone %}: whose page an app shows, its version, and the squares of who has installed it."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartcity.accounts.phones import account_key
from smartcity.crop import shell
from smartcity.seats.board import Tally

register = template.Library()


@register.simple_tag(takes_context=True)
def account(context: dict[str, Any]) -> SafeString:
    """Whose page this is, so that a phone forgets what it kept for somebody else."""
    return format_html('<meta name="account" content="{}">', account_key(context["request"].user))


@register.simple_tag
def app_version() -> str:
    return shell.version()


@register.simple_tag
def squares(tally: Tally) -> SafeString:
    """One for each seat; in words it stands beside them."""
    return format_html_join("", '<i class="sq sq-{}"></i>', ((seat.state,) for seat in tally.seats))


@register.simple_tag
def seat_state(state: str) -> SafeString:
    """With its square."""
    said = {"active": _("aktif"), "quiet": _("terpasang, lama tidak dibuka"), "none": _("belum memasang"),
            "vacant": _("jabatan kosong")}  # fmt: skip
    return format_html(
        '<span class="nowrap"><i class="sq sq-{}" aria-hidden="true"></i> {}</span>', state, said[state]
    )
