"""{% load crop %}: the rows of an inbox, and what became of an invitation."""

from datetime import datetime
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from smartcity.crop.acts import ACTS, Act
from smartcity.crop.filters import Filter
from smartcity.crop.rows import Rows
from smartcity.lib.look import words
from smartcity.lib.look.templatetags import look
from smartcity.reports import media
from smartcity.reports.models import Photo, Rule
from smartcity.reports.queries import Card
from smartcity.reports.routing import way_of
from smartcity.seats.models import Invitation

register = template.Library()
CHOSEN = ' aria-current="true"'


@register.simple_tag
def case_rows(cards: list[Card], seats: frozenset[int], since: datetime, own: int) -> SafeString:
    """In Python, for a page has fifty: in the template language they cost more than everything else on it together."""
    rows = Rows(seats, since, own)
    drawn = [rows.row(card, first=place == 0) for place, card in enumerate(cards)]
    return mark_safe("".join(drawn))  # noqa: S308 Rows escapes what is not ours


@register.simple_tag
def chips(some: list[Filter]) -> SafeString:
    """Links that narrow a list, each with how many it would show."""
    drawn = [
        f'<a class="chip" href="{escape(chip.href)}"{CHOSEN if chip.on else ""}>'
        f"{look.mark(chip.mark) if chip.mark else look.icon(chip.icon)}{escape(chip.word)}"
        f"{'' if chip.n is None else f' · {words.thousands(chip.n)}'}</a>"
        for chip in some
    ]
    return mark_safe("".join(drawn))  # noqa: S308 what is not ours is escaped


@register.simple_tag
def letters(acts: bool, checks: bool) -> list[Act]:
    """What a letter of the keyboard may do for whoever `acts` on cases, or `checks` answers; a comment is everybody's."""
    return [
        act for act in ACTS.values() if act.verb == "comment" or (checks if act.verb == "confirm" else acts)
    ]


@register.filter
def talk_photo(photo: Photo, size: str = "") -> str:
    """The address of a picture of what somebody said: the small one, or the "large"."""
    return media.address(photo.name, small=size != "large")


@register.simple_tag
def invited_state(one: Invitation) -> str:
    """What became of an invitation, in words."""
    if one.accepted_at:
        return _("diterima %(name)s, %(day)s") % {
            "name": one.accepted_by or "–",
            "day": words.day(one.accepted_at),
        }
    if one.withdrawn_at:
        return _("ditarik %(day)s") % {"day": words.day(one.withdrawn_at)}
    if one.state == "late":
        return _("lewat waktunya %(day)s") % {"day": words.day(one.expires_at)}
    if one.failed_at:
        return _("email tidak terkirim")
    if one.begun_at:
        return _("sudah dibuka, pengaman belum dipasang")
    told = {"day": words.day(one.sent_at or one.made_at)}
    return (
        _("dikirim %(day)s, belum dipakai") % told
        if one.sent_at
        else _("dibuat %(day)s, belum dipakai") % told
    )


@register.simple_tag
def rule_way(rule: Rule) -> str:
    """ "Gambir → Dinas Bina Marga"."""
    return way_of(rule)
