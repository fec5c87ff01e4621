"""What the form of a new report offers while it is written: kinds its text may be of, and reports like it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from smartcity.accounts.models import User
from smartcity.qlue.cards import FIELDS
from smartcity.qlue.receiver import Place
from smartcity.reports.alike import Alike, Wanted, alike
from smartcity.reports.models import Category
from smartcity.reports.suggesting import suggest
from smartcity.reports.workflow import CLOSED

FIRST = 5  # categories shown before "Semua kategori" when nothing is suggested


def suggested(text: str, categories: Sequence[Category]) -> list[Category]:
    """The active categories `text` may be about, the likeliest first; nothing for a text that says nothing."""
    active = {category.code: category for category in categories}
    return [active[code] for code in suggest(text, settings.CITY) if code in active]


def ordered(
    categories: Sequence[Category], chosen: str, text: str
) -> tuple[list[Category], list[Category], bool]:
    """Those to show first, the rest, and whether the text had a say: the chosen one stays, suggestions follow."""
    kinds = suggested(text, categories)
    first = [c for c in categories if c.code == chosen] + [c for c in kinds if c.code != chosen]
    if not kinds:
        first = list(categories[:FIRST])
    return first, [c for c in categories if c not in first], bool(kinds)


def alike_to(
    request: HttpRequest, place: Place | None, form: Mapping[str, Any], stashed: Sequence[str]
) -> list[dict[str, Any]]:
    """Cards of reports that may tell of the same problem. Without a category those its text suggests."""
    if place is None:
        return []
    text, chosen = str(form.get("text") or ""), str(form.get("category") or "")
    kinds = [chosen] if chosen else list(suggest(text, settings.CITY))
    by = request.user if isinstance(request.user, User) else None
    wanted = Wanted(place.lon, place.lat, text, kinds, stashed)
    return [_card(found) for found in alike(wanted, by)]


def _card(found: Alike) -> dict[str, Any]:
    """`done`: it was put right, and may have come back."""
    address = reverse("qlue:report", args=[found.card.number])
    back = f"{address}?{urlencode({'dari': 'lapor'})}#komentar"
    support = (
        f"{reverse('qlue:support', args=[found.card.number])}?{urlencode([('on', '1'), ('next', back)])}"
    )
    done = found.card.status in CLOSED
    return {name: getattr(found.card, name) for name in FIELDS} | {
        "url": address, "photo_url": found.card.photo_url, "photo_alt": found.card.category, "done": done,
        "mine": found.mine, "match": found.match, "support_url": "" if done or found.mine else support,
    }  # fmt: skip
