"""How every page shows a gauge: {% load water %}. The sheet is gauges/gauges.css."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartcity.gauges.models import Gauge, Siaga
from smartcity.lib.look.templatetags.look import ago, icon
from smartcity.lib.look.words import thousands

register = template.Library()
TONES = {1: "solid", 2: "red", 3: "amber", 4: "green"}


@register.simple_tag
def siaga(gauge: Gauge) -> SafeString:
    """The badge of what is known now: `Siaga 2`, `Normal`, or grey: `tanpa siaga` where only a level was told, `tidak
    diketahui` where nothing was lately."""
    return siaga_badge(gauge.siaga_now, known=gauge.fresh)


@register.simple_tag
def siaga_badge(step: int | None, *, known: bool = True) -> SafeString:
    name = Siaga(step).label if step else _("tanpa siaga") if known else _("tidak diketahui")
    return format_html('<span class="badge {}">{}</span>', TONES.get(step or 0, ""), name)


@register.simple_tag
def level(gauge: Gauge) -> SafeString | str:
    """`850 cm`; muted once it is old; nothing where none was told."""
    if gauge.level is None:
        return ""
    return format_html('<span class="gauge-level{}">{} {}</span>', "" if gauge.fresh else " is-old", signed(gauge.level), gauge.unit)  # fmt: skip


@register.simple_tag
def trend(gauge: Gauge) -> SafeString | str:
    """An arrow and its word, of a fresh reading only."""
    if not gauge.trend or not gauge.fresh:
        return ""
    return format_html('<span class="gauge-trend {}">{}{}</span>', gauge.trend, icon("forward-arrow", "icon-16"), gauge.get_trend_display())  # fmt: skip


@register.simple_tag
def age(gauge: Gauge) -> SafeString | str:
    """`12 menit lalu`; `data 3 jam lalu` once it says nothing of now."""
    if gauge.read_at is None:
        return _("belum pernah dibaca")
    return ago(gauge.read_at) if gauge.fresh else format_html(_("data {}"), ago(gauge.read_at))


@register.filter
def signed(n: int) -> str:
    """`1.204`, `−190`."""
    return f"−{thousands(-n)}" if n < 0 else thousands(n)
