"""The reads: what holds now, and what was given out."""

from datetime import timedelta

from smartcity.alerts.models import Message, MessageQuerySet
from smartcity.lib.time import now

MOST = 50
TOLD = timedelta(days=30)


def _whole() -> MessageQuerySet:
    return Message.objects.select_related("area__parent__parent", "office", "previous")


def current() -> list[Message]:
    """What holds now, the newest first."""
    return list(_whole().current().order_by("-sent_at", "-pk")[:MOST])


def lately() -> list[Message]:
    """What was given out within TOLD, updates and ends included, the newest first."""
    return list(_whole().filter(sent_at__gt=now() - TOLD).order_by("-sent_at", "-pk")[:MOST])


def one(name: str) -> Message | None:
    return _whole().filter(name=name).first()
