"""{% load crop %}: the row of an open case. In Python, for a page has fifty: in the template language they cost more
than everything else on it together."""

from datetime import datetime
from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from smartcity.lib.look import words
from smartcity.lib.look.templatetags import look
from smartcity.reports.queries import Card
from smartcity.seats.models import Invitation

register = template.Library()
NOTHING = mark_safe("")
ROW = """<li {of}>{photo}
<div class="item-lines"><div class="row apart">{due}<span class="row row-end">{signs}</span></div>
<h2 class="clamp"><a class="cover" href="{href}">{title}</a></h2>
<div class="row apart"><p class="facts">{facts}</p>{badge}</div></div></li>"""


@register.simple_tag
def case_row(card: Card, seats: frozenset[int], since: datetime, first: bool) -> SafeString:
    """What is late comes before what it is."""
    new = card.since > since
    away = "" if card.distance_m is None else words.distance(card.distance_m)
    return format_html(
        ROW, of=_data(card, f"{card.last_event}-{card.supports}-{away.replace(' ', '')}-{new:d}"),
        photo=look.photo(card.photo_url, "", eager=first),
        due=look.deadline(card.due) or format_html('<span class="small muted">{}</span>', look.when(card.when)),
        signs=_signs(card, away, new=new) if new or away or card.private else NOTHING,
        href=_case().replace("/0/", f"/{card.number}/"), title=card.title, facts=" · ".join(_facts(card, seats)),
        badge=_badge(card.status, get_language()),
    )  # fmt: skip


def _data(card: Card, version: str) -> SafeString:
    """For scripts; `version` changes when the row does."""
    return mark_safe(  # noqa: S308 numbers and our own words
        f'data-report="{card.number}" data-version="{version}" data-lon="{card.lon:.6f}" data-lat="{card.lat:.6f}"'
        f' data-status="{card.status}"'
    )


@cache
def _case() -> str:
    return reverse("crop:case", args=[0])


@cache
def _badge(status: str, _language: str | None) -> SafeString:
    return look.status(status)


def _signs(card: Card, away: str, *, new: bool) -> SafeString:
    signs = (
        [format_html('<span class="hint">{}{}</span>', look.icon("lock", "icon-16"), _("pribadi"))]
        if card.private
        else []
    )
    if new:
        signs.append(format_html('<span class="badge brand">{}</span>', _("baru")))
    if away:
        signs.append(format_html('<span class="hint">{}</span>', away))
    return mark_safe("".join(signs))  # noqa: S308 each was made safe above


def _facts(card: Card, seats: frozenset[int]) -> list[str]:
    """Where, with whom if not with us, how many want it, for whom it waits."""
    facts = [card.landmark or card.place]
    if card.holder_id not in seats:
        facts.append(card.holder)
    if card.supports:
        supports = ngettext("%(n)s dukungan", "%(n)s dukungan", card.supports)
        said = supports % {"n": words.thousands(card.supports)}
        facts.append(said.replace(" ", "\N{NO-BREAK SPACE}"))
    if card.waiting_for:
        facts.append(_("menunggu %(party)s") % {"party": card.waiting_for})
    return facts


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
