"""Who said what an event tells of. A citizen's name stands in no event: it is looked up when it is told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from smartcity.events.models import Event
from smartcity.reports.models import Comment
from smartcity.reports.talk import SPOKEN

SAID = ("commented", "talked", "talk_answered")


def speakers(events: Iterable[Event]) -> dict[int, str]:
    """By the events' pk: the office or company in the event, or the name that stands by the words now; empty for who
    is gone, or whose words are. One query, or none."""
    told = [event for event in events if event.verb in SAID]
    by = {event.pk: event.data.get("by") or "" for event in told}
    wanted = {
        event.pk: event.data["comment"] for event in told if not by[event.pk] and "comment" in event.data
    }
    if wanted:
        rows = Comment.objects.shown().filter(pk__in=wanted.values()).select_related(*SPOKEN).in_bulk()
        by |= {pk: _name(rows[said]) for pk, said in wanted.items() if said in rows}
    return by


def _name(said: Comment) -> str:
    return said.speaker or (_("Pelapor") if said.by_hidden_reporter else "")
