"""Moments: aware and in UTC inside, in the city's zone for people."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """This moment, aware, UTC; inside `at(moment)` that moment."""
    return _moment.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let what happens inside have happened at `moment`: for importing what is past."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def hours(n: float) -> timedelta:
    return timedelta(hours=n)


def w3c(moment: datetime) -> str:
    """W3CDTF in UTC with whole seconds: 2026-11-23T09:41:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_w3c(text: str) -> datetime:
    """The moment W3CDTF says: 2026-11-23T09:41:00Z, with fractions, +07:00, or a bare date. Without a zone it is
    the city's. A "+" that an address turned into a space is mended. Raises ValueError; years 1970 to 2999 only."""
    zoned = re.sub(r" (?=\d\d:\d\d$)", "+", text.strip())
    moment = datetime.fromisoformat(zoned)
    if not 1970 <= moment.year < 3000:
        raise ValueError(text)
    return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment).astimezone(UTC)
