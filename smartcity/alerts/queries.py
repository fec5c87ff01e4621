"""The reads: what holds now, and what was given out."""

from datetime import timedelta

from django.core.cache import cache

from smartcity.alerts.models import GivenOutQuerySet, Message
from smartcity.lib.time import now

MOST = 50
TOLD = timedelta(days=30)
AT_HAND, KEPT_S = "alerts:current", 10


def _whole() -> GivenOutQuerySet:
    return Message.objects.select_related("area__parent__parent", "office", "previous")


def current() -> list[Message]:
    """What holds now, the newest first."""
    return list(_whole().current().order_by("-sent_at", "-pk")[:MOST])


def at_hand() -> list[Message]:
    """What holds now, for the head of every page: kept for KEPT_S, and not past its end."""
    found: list[Message] | None = cache.get(AT_HAND)
    if found is None:
        found = current()
        cache.set(AT_HAND, found, KEPT_S)
    moment = now()
    return [one for one in found if one.expires_at > moment]


def forget() -> None:
    """What is at hand is no longer so: this process looks anew, the others within KEPT_S."""
    cache.delete(AT_HAND)


def lately() -> list[Message]:
    """What was given out within TOLD, updates and ends included, the newest first."""
    return list(_whole().filter(sent_at__gt=now() - TOLD).order_by("-sent_at", "-pk")[:MOST])


def one(name: str) -> Message | None:
    return _whole().filter(name=name).first()
