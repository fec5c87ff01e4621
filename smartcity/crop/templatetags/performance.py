"""{% load performance %}: lengths of time in seconds, shares, and the drawn interval of a median."""

from math import isinf

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from smartcity.crop.comparison import Comparison
from smartcity.lib.survival import Quantile
from smartcity.numbers.templatetags.measures import WIDE, drawn, figure, lasting, percent, places
from smartcity.reports.comparing import Measure
from smartcity.reports.models import Verdict
from smartcity.reports.performance import FEWEST, Figures

register = template.Library()
MEASURES = {
    "response": gettext_lazy("Tindakan pertama"), "resolution": gettext_lazy("Sampai dijawab dan bertahan"),
    "refused": gettext_lazy("Jawaban ditolak"), "reopened": gettext_lazy("Dibuka lagi"),
}  # fmt: skip
SIDES = {
    True: {-1: gettext_lazy("lebih cepat dari kebanyakan"), 0: gettext_lazy("seperti kebanyakan"), 1: gettext_lazy("lebih lambat dari kebanyakan")},
    False: {-1: gettext_lazy("lebih jarang dari kebanyakan"), 0: gettext_lazy("seperti kebanyakan"), 1: gettext_lazy("lebih sering dari kebanyakan")},
}  # fmt: skip
STRIP = """<svg class="interval beside-drawn" viewBox="0 0 {wide} 20" width="{wide}" height="20" aria-hidden="true"><path class="beside-line" d="M0 10H{wide}"/><rect x="{low}" y="4" width="{width}" height="12" rx="3"/><path class="beside-middle" d="M{at} 2V18"/>{own}</svg>"""
OWN = """<circle cx="{}" cy="10" r="6"/>"""

for known in (lasting, percent, figure, places):
    register.filter(known)


@register.simple_tag
def interval(one: Figures, city: Quantile, scale: float) -> SafeString:
    return drawn(one.response.median, city, scale, enough=one.enough)


@register.inclusion_tag("crop/_performance_like.html")
def beside(like: Comparison) -> dict[str, object]:
    """An office beside its like: a row a measure, drawn and in words."""
    return {"like": like, "rows": [_row(one) for one in like.measures], "fewest": FEWEST}


def _row(one: Measure) -> dict[str, object]:
    said = lasting if one.name in ("response", "resolution") else _percents
    return {
        "word": MEASURES[one.name],
        "own": said(one.own.value) if one.own else "",
        "band": [said(value) for value in one.band] if one.band else [],
        "side": SIDES[said is lasting][one.side],
        "drawn": _strip(one) if one.band else "",
    }


def _percents(share: float) -> str:
    return f"{round(share)}%"


def _strip(one: Measure) -> SafeString:
    """The middle half, its middle, and the own: on a line that all of it fits on."""
    assert one.band is not None
    ends = [end for end in (*one.band, one.own.value if one.own else 0) if not isinf(end)]
    full = 1.25 * max(ends, default=0) or 1

    def at(value: float) -> int:
        return round(min(value, full) / full * (WIDE - 12)) + 6

    own = format_html(OWN, at(one.own.value)) if one.own else ""
    return format_html(STRIP, wide=WIDE, low=at(one.band.low), width=max(2, at(one.band.high) - at(one.band.low)),
                       at=at(one.band.middle), own=own)  # fmt: skip


@register.filter
def ending(ended: str) -> str:
    """How a holding ended, in words."""
    return {
        "": _("masih dipegang"), "answered": _("dijawab"), "rejected": _("ditolak kantor"),
        "forwarded": _("diteruskan"), "merged": _("digabung"), "rehomed": _("kantornya berubah"),
    }.get(ended, _("berakhir"))  # fmt: skip


@register.filter
def verdict(name: str) -> str:
    """What came of an answer, in words; nothing yet of most."""
    return {
        Verdict.CONFIRMED: _("dibenarkan pelapor"), Verdict.SILENT: _("pelapor diam"),
        Verdict.REFUSED: _("jawabannya ditolak pelapor"), Verdict.REOPENED: _("dibuka lagi"),
        Verdict.APPEALED: pgettext("verdict", "dibanding"),
    }.get(Verdict(name), "") if name else ""  # fmt: skip
