"""{% load measures %}: lengths of time in seconds, shares, places, and the drawn interval of a median."""

from datetime import timedelta
from math import isinf

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartcity.lib.look import words
from smartcity.lib.survival import Quantile
from smartcity.reports.performance import Place, Share

register = template.Library()
WIDE = 200
HOUR, DAY = 3600, 86400
# Drawn in one unit a pixel. The median of the whole city is a dashed line; of few cases all is grey.
INTERVAL = """<svg class="interval{few}" viewBox="0 0 {wide} 20" width="{wide}" height="20" aria-hidden="true"><path class="interval-city" d="M{city} 0V20"/><rect x="{low}" y="5" width="{width}" height="10" rx="5"/><circle cx="{at}" cy="10" r="5"/></svg>"""


@register.filter
def lasting(seconds: float) -> str:
    """`2 hari 4 jam`; in words where it was never reached."""
    return _("belum tercapai") if isinf(seconds) else words.span(timedelta(seconds=seconds))


@register.filter
def briefly(seconds: float) -> str:
    """`40 menit`, `5,1 jam`, `2,3 hari`: for columns of many; in a dash where it was never reached."""
    if isinf(seconds):
        return "–"
    if seconds < HOUR:
        return words.span(timedelta(seconds=seconds))
    if seconds < 2 * DAY:
        return _("%(n)s jam") % {"n": words.decimal(seconds / HOUR)}
    return _("%(n)s hari") % {"n": words.decimal(seconds / DAY)}


@register.filter
def percent(share: Share) -> str:
    """`4%` of the cases; a dash of none."""
    return "–" if share.percent is None else f"{round(share.percent)}%"


@register.filter
def figure(n: float | None) -> str:
    """`12,4`, `1.204`; a dash where it is unknown."""
    if n is None:
        return "–"
    return words.thousands(round(n)) if n >= 100 else words.decimal(n)


@register.filter
def places(place: Place | None) -> str:
    """`3–17`; a dash where there is none, or nobody to be before."""
    if place is None or place.of == 1:
        return "–"
    return str(place.best) if place.best == place.worst else f"{place.best}–{place.worst}"


def drawn(median: Quantile, city: Quantile, scale: float, *, enough: bool) -> SafeString:
    """Where a median truly lies, with nine tenths certainty, on a line from nothing to `scale` seconds."""

    def at(seconds: float) -> int:
        return round(min(seconds, scale) / scale * (WIDE - 12)) + 6

    low, high = at(median.low) - 5, at(median.high) + 5
    return format_html(INTERVAL, few="" if enough else " interval-few", wide=WIDE, city=at(city.value), low=low,
                       width=high - low, at=at(median.value))  # fmt: skip


@register.simple_tag
def line(median: Quantile, city: Quantile, scale: float, enough: bool) -> SafeString:  # noqa: FBT001 a template gives it in its place
    return drawn(median, city, scale, enough=enough)


@register.simple_tag
def bar(seconds: float, longest: float) -> int:
    """How long a bar is, in per cent of the longest; what was never reached is longer than all."""
    return max(1, round(100 * min(seconds / longest, 1))) if longest else 1
