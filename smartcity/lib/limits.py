"""How often somebody may do a thing: counted by the minute, in this process."""

from time import time

from django.core.cache import cache

MINUTE = 60


def over(what: str, who: object, most: int) -> int:
    """Count one more of `what` by `who` in this minute. 0 when there is room, else the seconds until there is.
    `most` 0 means no limit."""
    if most <= 0:
        return 0
    minute, passed = divmod(time(), MINUTE)
    key = f"limit:{what}:{who}:{minute:.0f}"
    cache.add(key, 0, MINUTE)
    try:
        counted = cache.incr(key)
    except ValueError:  # the minute ended, or the cache made room, between the two
        return 0
    return MINUTE - int(passed) if counted > most else 0
