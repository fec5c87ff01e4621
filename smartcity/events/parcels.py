"""What is to leave the house, as state in rows: claimed by lease, tried again with patience, parked after eight tries.

A parcel may be sent twice, for a worker may die between sending and writing it down; its `key` is the same each time.
Whose parcels they are (pushes and e-mails of notices, deliveries of webhooks, reports for other systems) says what is in
them and who is told."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q

from smartcity.events.chores import TRIES
from smartcity.lib.db import write
from smartcity.lib.processes import identity, is_gone
from smartcity.lib.time import now

LEASE = timedelta(seconds=120)  # more than what is claimed together can take
WAITS = [
    timedelta(seconds=s) for s in (15, 60, 240, 900, 1800, 2400, 10_800)
]  # after the first try, the second ...
BREATH = timedelta(seconds=30)  # before a place that did not answer is asked again
DIED = "its worker died each time"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` empty: it was taken. `gone`: nobody is there any more. `away`: the whole service does not answer, so
    that nothing else need be tried there for the next `wait`. `status` is what HTTP answered, 0 for nothing."""

    error: str = ""
    gone: bool = False
    away: bool = False
    wait: timedelta = timedelta(0)
    status: int = 0


def fresh_key() -> str:
    """Names a message for good: 24 letters that may stand in a Topic (RFC 8030, 5.4) and in a Message-ID."""
    return secrets.token_urlsafe(18)


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"  # given up after 8 tries
    DROPPED = "dropped"  # nothing left to say, or nobody to say it to


P = TypeVar("P", bound="Parcel")
T = TypeVar("T")
R = TypeVar("R")


class ParcelQuerySet(models.QuerySet[P]):
    def waiting(self) -> ParcelQuerySet[P]:
        return self.filter(state=State.WAITING)

    def free(self) -> ParcelQuerySet[P]:
        """To be sent now, and nobody is at it."""
        unheld = Q(lease_until=None) | Q(lease_until__lt=now())
        return self.waiting().filter(unheld, due_at__lte=now())


class Parcel(models.Model):
    """`tries` counts the failures; `deaths` the claims since the last outcome, so that what kills its worker each time
    is given up too, and what was only in the hands of a worker that was killed is not. `key` never changes."""

    key = models.CharField(max_length=24, unique=True, default=fresh_key)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=now)
    lease_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True


def fair(due: Iterable[tuple[int, int]], *, most: int, of_one: int) -> list[int]:
    """Of rows as (id, id of its place), in the order they are due, the ids of up to `most`, of each place `of_one`: a
    slow place holds up only itself."""
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    for pk, place in due:
        taken[place] += 1
        if taken[place] <= of_one and len(chosen) < most:
            chosen.append(pk)
    return chosen


def abreast(do: Callable[[T], R], ready: Sequence[tuple[P, T]], note: Callable[[P, R], None]) -> None:
    """`do` what each parcel asks for in a thread of its own, which touches no database; `note` what it became as soon as
    that is known."""
    if not ready:
        return
    with ThreadPoolExecutor(len(ready)) as pool:
        tries = {pool.submit(do, asked): parcel for parcel, asked in ready}
        for done in as_completed(tries):
            note(tries[done], done.result())


def _all(kind: type[P]) -> ParcelQuerySet[P]:
    """Every row of this kind; its manager is one of ParcelQuerySet."""
    rows: Any = kind._default_manager.all()
    return rows  # type: ignore[no-any-return]


def mine(parcel: P) -> ParcelQuerySet[P]:
    """Its row, while it waits and this process holds it."""
    return _all(type(parcel)).waiting().filter(pk=parcel.pk, holder=identity())


def free_the_dead(kind: type[Parcel]) -> None:
    """Give up the claims of processes of this machine that have died."""
    held = _all(kind).waiting().filter(lease_until__gt=now()).exclude(holder=identity())
    dead = [who for who in held.values_list("holder", flat=True).distinct() if is_gone(who)]
    if dead:
        _all(kind).waiting().filter(holder__in=dead).update(lease_until=None)


def hold(found: Iterable[P], give_up: Callable[[P, str], None]) -> list[P]:
    """Those of `found` that are this process's for LEASE; what eight workers in a row have died with is given up instead.
    Whoever has outlived one of them waits longer each time: eight kills within seconds are the machine's fault, not the
    parcel's. Inside a write()."""
    taken = []
    for parcel in found:
        if parcel.deaths >= TRIES:
            give_up(parcel, DIED)
        elif (
            _all(type(parcel))
            .free()
            .filter(pk=parcel.pk)
            .update(
                deaths=F("deaths") + 1,
                lease_until=now() + LEASE,
                holder=identity(),
                due_at=now() + WAITS[min(parcel.deaths, len(WAITS)) - 1] if parcel.deaths else F("due_at"),
            )
        ):
            taken.append(parcel)
    return taken


def end(parcel: Parcel, state: str, error: str = "") -> None:
    _all(type(parcel)).filter(pk=parcel.pk).update(
        state=state, ended_at=now(), lease_until=None, last_error=error[:500]
    )


def failed(parcel: P, outcome: Outcome, give_up: Callable[[P, str], None]) -> None:
    """One more try was in vain: due again later, or given up after the eighth. Inside a write()."""
    parcel.tries += 1
    mine(parcel).update(tries=parcel.tries, deaths=0)
    if parcel.tries >= TRIES:
        give_up(parcel, outcome.error)
        return
    pause = WAITS[parcel.tries - 1] * random.uniform(0.8, 1.2)  # noqa: S311 so that not all come back at once
    mine(parcel).update(
        due_at=now() + max(pause, outcome.wait), lease_until=None, last_error=outcome.error[:500]
    )


def put_off(others: ParcelQuerySet[Any], outcome: Outcome) -> None:
    """What else waits for a place that does not answer waits untried."""
    rest = now() + max(outcome.wait, BREATH)
    others.waiting().filter(due_at__lt=rest, lease_until=None).update(due_at=rest)


def afresh(parked: ParcelQuerySet[Any]) -> int:
    """Sent again as if for the first time, under the same key. Returns how many. Inside a write()."""
    return parked.update(
        state=State.WAITING, tries=0, deaths=0, due_at=now(), ended_at=None, lease_until=None
    )


def sweep(ended: ParcelQuerySet[Any], older: timedelta) -> None:
    """What ended long ago leaves the table."""
    with write():
        old = ended.filter(ended_at__lt=now() - older)
        old.model._default_manager.filter(pk__in=list(old.values_list("pk", flat=True)[:1000])).delete()
