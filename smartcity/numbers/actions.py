"""Counting anew."""

from dataclasses import asdict
from datetime import timedelta
from time import monotonic

from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.numbers.counting import closings, count, months_before, read
from smartcity.numbers.models import Sheet

SPANS = (30, 90, 180, 365)  # days


def count_anew() -> None:
    """All sheets from one reading of the log, each replaced whole; a reader sees the old ones until then."""
    began, until = monotonic(), now()
    oldest = min(until - timedelta(days=SPANS[-1]), months_before(until))
    held, closed = read(oldest, until), closings(oldest, until)
    for days in SPANS:
        data = asdict(count(held, closed, until - timedelta(days=days), until))
        with write():
            Sheet.objects.update_or_create(
                days=days, defaults={"at": until, "took": monotonic() - began, "data": data}
            )
