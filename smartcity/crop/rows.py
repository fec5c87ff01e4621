"""The rows of an inbox, as HTML. A page has fifty, so what many say alike is made once."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from html import escape  # of plain words only; Django's looks first whether they are lazy, twice a row

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from smartcity.lib.look import words
from smartcity.lib.look.templatetags import look
from smartcity.lib.time import now
from smartcity.reports.models import Verdict
from smartcity.reports.queries import Card
from smartcity.reports.workflow import Status


@dataclass(frozen=True, slots=True)
class Rows:
    """How one person's rows are drawn: `seats` are theirs, what came after `since` and was not opened is new to them,
    `own` is their id."""

    seats: frozenset[int]
    since: datetime
    own: int
    moment: datetime = field(default_factory=now)
    language: str | None = field(default_factory=get_language)

    def row(self, card: Card, *, first: bool) -> str:
        """What is late comes before what it is. `data-version` changes when the row does."""
        new = card.since > self.since and not card.opened
        away = "" if card.distance_m is None else words.distance(card.distance_m)
        version = f"{card.last_event}-{card.supports}-{away.replace(' ', '')}-{new:d}-{card.assignee_id or 0}"
        return f"""<li data-report="{card.number}" data-version="{version}" data-lon="{card.lon:.6f}" data-lat="{card.lat:.6f}" data-status="{card.status}">{self._pick(card)}{_photo(card, first=first)}
<div class="item-lines"><div class="row apart">{self._due(card)}<span class="row row-end">{self._signs(card, away, new=new)}</span></div>
<h2 class="clamp"><a class="cover" href="{_address(card.number)}">{escape(card.title)}</a></h2>
<div class="row apart"><p class="facts">{escape(" · ".join(self._facts(card)))}</p>{_badge(card.status, self.language)}</div></div></li>"""

    def _pick(self, card: Card) -> str:
        """Ticked, it is among those something is done to together."""
        name = escape(_pick_words(self.language) % {"title": card.title})
        value = f"{card.number}-{card.last_event}"
        return f'<label class="pick"><input type="checkbox" form="together" name="case" value="{value}" aria-label="{name}"></label>'

    def _due(self, card: Card) -> str:
        due = words.deadline(card.due, self.moment, self.language)
        if due is None or card.due is None:
            return f'<span class="small muted">{look.when(card.when, self.moment)}</span>'
        return (
            f'<time class="due {due.tone}" datetime="{card.due.isoformat()}" title="{words.when(card.due, self.moment, self.language)}"'
            f" data-due>{look.due_mark(due.tone)}<span>{due.text}</span></time>"
        )

    def _signs(self, card: Card, away: str, *, new: bool) -> str:
        return (
            (_again(card.again, card.status, self.language) if card.again else "")
            + (_private(self.language) if card.private else "")
            + (_new(self.language) if new else "")
            + (f'<span class="hint">{away}</span>' if away else "")
        )

    def _facts(self, card: Card) -> list[str]:
        """Where, with whom if not with us, who was sent, how many want it, for whom it waits."""
        facts = [card.landmark or card.place]
        if card.holder_id not in self.seats:
            facts.append(card.holder)
        if card.assignee_id:
            name = _("Anda") if card.assignee_id == self.own else card.sent
            facts.append(_("petugas: %(name)s") % {"name": name})
        if card.supports:
            facts.append(_supports(card.supports, self.language))
        if card.waiting_for:
            facts.append(_("menunggu %(party)s") % {"party": card.waiting_for})
        return facts


def _photo(card: Card, *, first: bool) -> str:
    if not card.photo:
        return look.photo("", "")
    when_near = "eager" if first else "lazy"
    return f'<img class="photo" src="{escape(card.photo_url)}" alt="" loading="{when_near}" decoding="async">'


@cache
def _case() -> str:
    return reverse("crop:case", args=[0])


def _address(number: int) -> str:
    return _case().replace("/0/", f"/{number}/")


@cache
def _badge(status: str, _language: str | None) -> str:
    return look.status(status)


@cache
def _again(verdict: str, status: str, _language: str | None) -> str:
    if verdict != Verdict.APPEALED:
        return f'<span class="badge amber">{escape(_("Dibuka lagi"))}</span>'
    return f'<span class="badge amber">{escape(_("Banding"))}</span>' if status == Status.WAITING else ""


@cache
def _private(_language: str | None) -> str:
    return f'<span class="hint">{look.icon("lock", "icon-16")}{escape(_("pribadi"))}</span>'


@cache
def _pick_words(_language: str | None) -> str:
    return _("Pilih: %(title)s")


@cache
def _new(_language: str | None) -> str:
    return f'<span class="badge brand">{escape(_("baru"))}</span>'


@lru_cache(1024)
def _supports(n: int, _language: str | None) -> str:
    said = ngettext("%(n)s dukungan", "%(n)s dukungan", n) % {"n": words.thousands(n)}
    return said.replace(" ", "\N{NO-BREAK SPACE}")
