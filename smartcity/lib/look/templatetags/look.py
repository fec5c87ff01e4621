"""Tags and filters of the look: {% load look %}."""

from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from smartcity.lib import time
from smartcity.lib.look import words
from smartcity.lib.look.forms import PhotoInput, SheetInput
from smartcity.lib.look.icons import ICONS, MARKS

register = template.Library()


@cache
def _drawing(name: str) -> SafeString:
    return mark_safe(ICONS.get(name, ICONS["other"]))  # noqa: S308 our own constant drawings


@register.simple_tag
@lru_cache(512)  # the same few drawings, many times a page
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """An icon by name; an unknown name (icons of categories are data) is drawn as "other".

    `css` adds classes (icon-20, icon-16, icon-solid); `label` names it for those who cannot see it.
    """
    css = f"icon {css}".strip()
    if label:
        return format_html('<svg class="{}" viewBox="0 0 24 24" width="24" height="24" role="img" aria-label="{}">{}</svg>',
                           css, label, _drawing(name))  # fmt: skip
    return format_html('<svg class="{}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{}</svg>',
                       css, _drawing(name))  # fmt: skip


@register.simple_tag
@lru_cache(64)
def mark(status: str, css: str = "") -> SafeString:
    """The mark of a status: circle, diamond, rounded square or octagon. It says nothing without its word beside it."""
    return format_html(
        '<svg class="mark {}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{}</svg>',
        f"{words.STATUSES[status].tone} {css}".strip(),
        mark_safe(MARKS[status]),  # noqa: S308 our own constant drawings
    )


@register.simple_tag
def photo_input(name: str, id: str = "", *, many: bool = False, camera: bool = False) -> SafeString:
    """The field for photos of a form that is written by hand; `id` is what its label names."""
    return PhotoInput(many=many, camera=camera).render(name, None, {"id": id or False})


@register.simple_tag
def sheet_input(name: str) -> SafeString:
    """The field for one CSV file of a form that is written by hand; its label names it by `name`."""
    return SheetInput(required=True).render(name, None, {"id": name})


@register.simple_tag
def status(name: str) -> SafeString:
    """The badge of a status: mark and word."""
    return format_html('<span class="badge {}" data-status="{}">{}{}</span>',
                       words.STATUSES[name].tone, name, mark(name), words.status(name))  # fmt: skip


@register.simple_tag
def deadline(due: datetime | None, now: datetime | None = None) -> SafeString | str:
    """The pill of a deadline; nothing when `due` is None."""
    text = words.deadline(due, now)
    if due is None or text is None:
        return ""
    return format_html('<time class="due {}" datetime="{}" title="{}" data-due>{}<span>{}</span></time>', text.tone,
                       due.isoformat(), words.when(due, now), due_mark(text.tone), text.text)  # fmt: skip


@register.simple_tag
def overdue(due: datetime | None) -> SafeString | str:
    """The pill of a deadline that is over; nothing before."""
    text = words.deadline(due)
    return deadline(due) if text and text.tone == "late" else ""


def due_mark(tone: str) -> SafeString:
    """What stands before the words of a deadline."""
    return icon("warning" if tone == "late" else "clock")


@register.simple_tag
def when(moment: datetime | None, now: datetime | None = None) -> SafeString | str:
    """`hari ini 10.42` in a <time>."""
    if moment is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words.when(moment, now))


@register.simple_tag
def ago(moment: datetime | None, now: datetime | None = None) -> SafeString | str:
    """`2 menit lalu` in a <time> that time.js keeps true."""
    if moment is None:
        return ""
    return format_html('<time datetime="{}" title="{}" data-ago>{}</time>', moment.isoformat(),
                       words.when(moment, now), words.ago(moment, now))  # fmt: skip


@register.simple_tag
def span_left(moment: datetime | None, now: datetime | None = None) -> str:
    """How long until `moment`: `2 hari 4 jam`; nothing when it has passed."""
    if moment is None or moment <= (now or time.now()):
        return ""
    return words.span(moment - (now or time.now()))


@register.simple_tag
def photo(url: str | None, alt: str, css: str = "", *, eager: bool = False) -> SafeString:
    """A photo, loaded when it comes near the screen (`eager` for the one above the fold), or a still place without one."""
    css = f"photo {css}".strip()
    if not url:
        return format_html('<span class="{} photo-none">{}</span>', css, icon("photo"))
    when_near = "eager" if eager else "lazy"
    return format_html(
        '<img class="{}" src="{}" alt="{}" loading="{}" decoding="async">', css, url, alt, when_near
    )


@register.simple_tag
def ticking_words() -> SafeString:
    """The phrases time.js needs, in the page's language, as data the browser never runs."""
    return json_script(words.ticking(), "look-words")


@register.filter
def number(n: int | None) -> str:
    """`482 917`: a report's number as it is spoken."""
    return "" if n is None else words.number(n)


@register.filter
def thousands(n: int | None) -> str:
    """`1.204`."""
    return "" if n is None else words.thousands(n)


@register.filter
def metres(n: float | None) -> str:
    """`140 m`, `1,1 km`."""
    return "" if n is None else words.distance(n)


@register.filter
def day(moment: datetime | None) -> str:
    """`hari ini`, `kemarin`, `20 Nov`."""
    return "" if moment is None else words.day(moment)


@register.filter
def clock(moment: datetime | None) -> str:
    """`10.42`."""
    return "" if moment is None else words.clock(moment)


@register.filter
def span(length: timedelta | None) -> str:
    """`2 hari 4 jam`."""
    return "" if length is None else words.span(length)


@register.filter
def status_word(name: str) -> str:
    """`Menunggu`: the word alone."""
    return words.status(name)


@register.filter
def status_tone(name: str) -> str:
    """red, amber, green or grey."""
    return words.STATUSES[name].tone


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], *prefixes: str) -> SafeString | str:
    """` aria-current="page"` when the page's path begins with one of `prefixes` (one ending in "$" must match wholly)."""
    path = context["request"].path if "request" in context else ""
    chosen = any(path == p[:-1] if p.endswith("$") else path.startswith(p) for p in prefixes)
    return mark_safe(' aria-current="page"') if chosen else ""
