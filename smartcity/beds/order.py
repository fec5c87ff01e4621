"""How old a number is, and how far down that puts a hospital."""

from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
FRESH, STALE = timedelta(hours=1), timedelta(hours=6)  # as good as now; phone first
A_DAY = 24.0  # hours: older than this, and never told, is equally worthless
KM_AN_HOUR, KM_FULL, KM_A_DENIAL = 1.0, 40.0, 2.0
MOST_DENIALS = 5


def effort(km: float, free: int | None, at: datetime | None, denials: int, now: datetime) -> float:
    """How many kilometres away a hospital is as good as: the list begins with the least.

    km + 1 for each hour since it was counted (at most 24, and 24 when never told) + 40 when it is full + 2 for each
    citizen who found it full since (at most 5). So 2 km and fresh comes before 1 km and three hours old; a full one
    comes after all that may have a bed; one that never told comes after those of today, and before the full ones."""
    return (
        km
        + KM_AN_HOUR * hours_old(at, now)
        + (KM_FULL if free == 0 else 0.0)
        + KM_A_DENIAL * min(denials, MOST_DENIALS)
    )


def hours_old(at: datetime | None, now: datetime) -> float:
    """From 0 to A_DAY."""
    return A_DAY if at is None else min(max((now - at) / HOUR, 0.0), A_DAY)


def staleness(at: datetime | None, now: datetime) -> str:
    """ "fresh" within the hour, "aging" within six, "stale" after, "never"."""
    if at is None:
        return "never"
    age = now - at
    return "fresh" if age <= FRESH else "aging" if age <= STALE else "stale"
