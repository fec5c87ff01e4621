"""The log as the live stream tells it: each event read once, encoded once; and what a listener asked to hear."""

import json
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Max

from smartcity.accounts.queries import Reach
from smartcity.events.models import Event

KINDS = {"reports": "report", "cameras": "camera", "beds": "bed", "gauges": "gauge"}
"""What ?kind= may say, and the word before the colon of the subjects it stands for."""

TAKES_BACK = frozenset({"hidden", "withdrawn"})
MOVES_THE_PIN = ("corrected", "place")


@dataclass(frozen=True, slots=True)
class Item:
    """An event ready to be sent: `frame` is its text in the event stream, `area` its code or empty."""

    id: int
    event: Event
    kind: str
    area: str
    frame: bytes


@dataclass(frozen=True, slots=True)
class Wish:
    """What a listener asked for; empty asks for everything the listener may hear."""

    area: str = ""
    kinds: frozenset[str] = frozenset()
    mine: bool = False

    def wants(self, item: Item, reach: Reach) -> bool:
        if self.kinds and item.kind not in self.kinds:
            return False
        if self.area and item.area != self.area and not item.area.startswith(f"{self.area}."):
            return False
        if self.mine and reach.covers.isdisjoint({item.event.office_id, item.event.from_office_id}):
            return False
        return item.event.heard_by(reach)


def takes_back(event: Event) -> bool:
    """Whether what was told of its subject before is not told again, or not with the place it told of."""
    return event.verb in TAKES_BACK or (event.verb, event.data.get("what")) == MOVES_THE_PIN


def item_of(event: Event) -> Item:
    """`event.area` should have been fetched with it."""
    area, data = event.area.code if event.area else "", told(event)
    return Item(
        event.pk, event, event.subject.partition(":")[0], area, f"id: {event.pk}\ndata: {data}\n\n".encode()
    )


def told(event: Event) -> str:
    """Its JSON, as everyone reads it who may: the live stream, a webhook."""
    head = {
        "id": event.pk,
        "at": event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "verb": event.verb,
        "subject": event.subject,
        "area": event.area.code if event.area else "",
    }
    return json.dumps(head | event.data | head, separators=(",", ":"), ensure_ascii=False)


def read(after: int, upto: int | None, limit: int) -> list[Item]:
    """The next `limit` items after one id, up to and with another if given."""
    events = Event.objects.after(after).select_related("area")
    if upto is not None:
        events = events.filter(pk__lte=upto)
    return [item_of(event) for event in events[:limit]]


def newest() -> int:
    """The id of the last event, 0 when nothing has happened yet."""
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
