"""Cards as the shared templates want them: with their links."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from smartcity.reports.queries import Card
from smartcity.reports.workflow import CLOSED

FIELDS = [field.name for field in fields(Card)]


def shown(cards: Iterable[Card], *, back: str, photos: bool = True) -> list[dict[str, Any]]:
    """`back` is the page a support given without script returns to; without `photos` for who saves data."""
    return [_shown(card, back) | ({} if photos else {"photo_url": ""}) for card in cards]


def _shown(card: Card, back: str) -> dict[str, Any]:
    on = {"on": 0 if card.supported else 1, "next": f"{back}#l{card.number}"}
    return {name: getattr(card, name) for name in FIELDS} | {
        "url": reverse("qlue:report", args=[card.number]),
        "support_url": "" if card.mine or card.status in CLOSED else f"{reverse('qlue:support', args=[card.number])}?{urlencode(on)}",
        "place": f"{card.landmark}, {card.place.partition(',')[0]}" if card.landmark else card.place,
        "photo_url": card.photo_url,
        "photo_alt": card.category,
    }  # fmt: skip
