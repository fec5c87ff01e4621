"""How many notices wait, asked once in a while: every page shows it, and none is the worse for a few seconds."""

from django.core.cache import cache

from smartcity.accounts.models import User
from smartcity.notices.queries import unseen_count

HOLDS = 10  # seconds


def bell(user: User) -> int:
    return cache.get_or_set(_key(user), lambda: unseen_count(user), HOLDS) or 0


def silence(user: User) -> None:
    """They have just been read."""
    cache.delete(_key(user))


def _key(user: User) -> str:
    return f"crop-bell-{user.pk}"
