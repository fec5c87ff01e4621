"""Background work as state in rows: a chore finds what is not yet so, and makes it so.

Apps register theirs in <app>/chores.py. A worker may die at any line: what it had not committed is found again."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from django.db.models import Max

from smartcity.events.models import Chore, Event, Parked
from smartcity.lib.db import write
from smartcity.lib.time import now

T = TypeVar("T")
TRIES = 8
SLICE = 5.0  # seconds after which a chore lets the others have their turn
PAGE = 20  # events a follower deals with in one transaction
log = logging.getLogger(__name__)


@dataclass
class Run:
    """One run of a chore. `beat` says that it lives; `more` that it stopped for time and not for want of work."""

    name: str
    beat: Callable[[], None]
    ends: float
    more: bool = False

    def goes_on(self) -> bool:
        self.beat()
        self.more = monotonic() > self.ends
        return not self.more


@dataclass(frozen=True)
class Duty:
    """A registered chore."""

    name: str
    every: float
    do: Callable[[], None]


DUTIES: dict[str, Duty] = {}
_run: ContextVar[Run] = ContextVar("run")


def chore(*, every: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Let the worker call this function every so many seconds; by at most one of several workers at a time."""

    def register(do: Callable[[], None]) -> Callable[[], None]:
        name = f"{do.__module__.split('.')[-2]}.{do.__name__}"
        DUTIES[name] = Duty(name, every, do)
        return do

    return register


def this_run(name: str) -> Run:
    """The run of the chore that calls this; outside the worker, one without an end."""
    return _run.get(None) or Run(name, lambda: None, ends=float("inf"))


@contextmanager
def running(name: str, beat: Callable[[], None] = lambda: None) -> Iterator[Run]:
    run = Run(name, beat, ends=monotonic() + SLICE)
    token = _run.set(run)
    try:
        yield run
    finally:
        _run.reset(token)


def each(items: Iterable[T], key: Callable[[T], str], do: Callable[[T], object]) -> int:
    """`do` each item in a transaction of its own; returns how many were done.

    One that fails is noted under its key, tried again later (2 s, 8 s, ... 2 h) and parked after 8 tries;
    it never stops the others."""
    run = this_run(do.__qualname__)
    waiting = set(Parked.objects.filter(chore=run.name).resting().values_list("key", flat=True))
    done = 0
    for item in items:
        if key(item) in waiting:
            continue
        done += _try(run.name, key(item), partial(do, item))
        if not run.goes_on():
            break
    return done


def follow(name: str, do: Callable[[Event], object]) -> None:
    """Hand `do` every event, in order, exactly once as far as the database goes: what `do` writes and the
    follower's place in the log are committed together. Events that fail are tried again as in `each`."""
    Chore.objects.get_or_create(name=name)
    run = this_run(name)
    retry = Parked.objects.filter(chore=name, parked_at=None, retry_at__lte=now()).values_list(
        "key", flat=True
    )
    for event in Event.objects.filter(pk__in=[int(key) for key in retry]):
        _try(name, str(event.pk), partial(do, event))
    while _next_page(name, do) and run.goes_on():
        pass


def skip_the_past(name: str) -> None:
    """Let this follower begin at the end of the log."""
    newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    Chore.objects.update_or_create(name=name, defaults={"cursor": newest})


def _next_page(name: str, do: Callable[[Event], object]) -> bool:
    """Deal with the next events; False when there was none."""
    if not Event.objects.filter(pk__gt=Chore.objects.values("cursor").get(name=name)["cursor"]).exists():
        return False  # without a transaction, for this is asked every second
    with write():
        place = Chore.objects.select_for_update().get(name=name)
        events = list(Event.objects.after(place.cursor).select_related("office", "area")[:PAGE])
        for event in events:
            _try(name, str(event.pk), partial(do, event))
            place.cursor = event.pk
        place.save(update_fields=["cursor"])
    return bool(events)


def _try(name: str, key: str, act: Callable[[], Any]) -> bool:
    try:
        with write():
            act()
            Parked.objects.filter(chore=name, key=key).delete()
    except Exception as wrong:  # noqa: BLE001 whatever one item brings, the others must go on
        _note(name, key, wrong)
        return False
    return True


def _note(name: str, key: str, wrong: Exception) -> None:
    """When the database itself is away this raises too, and the run ends without blaming the item."""
    with write():
        row, _new = Parked.objects.get_or_create(chore=name, key=key)
        row.failures += 1
        row.last_error = repr(wrong)[:500]
        row.retry_at = now() + timedelta(seconds=2 * 4 ** (row.failures - 1))
        row.parked_at = now() if row.failures >= TRIES else None
        row.save()
    fate = "parked" if row.parked_at else f"again at {row.retry_at:%H:%M:%S}"
    log.warning("%s could not do %s (try %d, %s)", name, key, row.failures, fate, exc_info=wrong)
