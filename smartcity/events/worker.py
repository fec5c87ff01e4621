"""The worker: does each chore when it is due, if no other worker is at it.

A lease in the chore's row says who does it. It runs out LEASE seconds after its holder last showed life, at once
when the holder is a dead process of this machine; then whoever comes next takes over."""

import logging
from datetime import timedelta
from threading import Event as Flag
from time import monotonic

from django.db import Error, close_old_connections
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from smartcity.events.chores import DUTIES, Duty, Run, running
from smartcity.events.models import Chore
from smartcity.lib.processes import identity, is_gone
from smartcity.lib.time import now

LEASE = 20.0
BEAT = 10.0
RETRY = 2.0
WORKER = "worker"
log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has taken this chore over; stop at once."""


class Worker:
    """`next` and `leases` are moments of the monotonic clock, by the chore's name."""

    def __init__(self) -> None:
        self.me = identity()
        self.next: dict[str, float] = {}
        self.leases: dict[str, float] = {}
        self.beaten = float("-inf")
        names = [WORKER, *DUTIES]
        Chore.objects.bulk_create([Chore(name=name) for name in names], ignore_conflicts=True)

    def round(self) -> float:
        """Do what is due. Returns the seconds until something else is."""
        self.beat()
        for duty in DUTIES.values():
            if monotonic() >= self.next.get(duty.name, 0):
                self.next[duty.name] = monotonic() + self.attend(duty)
        return max(0.0, min(self.next.values(), default=1.0) - monotonic())

    def attend(self, duty: Duty) -> float:
        """Do it if it may be done. Returns the seconds after which to look again."""
        if not self.claim(duty):
            self.bury()
            return min(duty.every, RETRY)
        try:
            with running(duty.name, beat=lambda: self.renew(duty)) as run:
                duty.do()
        except LeaseLost:
            return RETRY
        except Exception as wrong:  # noqa: BLE001 one broken chore must not stop the others
            return self.failed(duty, wrong)
        return self.done(duty, run)

    def claim(self, duty: Duty) -> bool:
        """Take or keep the lease; it is written down only when half of it has passed."""
        if self.leases.get(duty.name, 0) - monotonic() > LEASE / 2:
            return True
        moment = now()
        soon, never = moment + timedelta(seconds=LEASE), timedelta(seconds=2 * LEASE + duty.every)
        free = (
            Q(holder=self.me)
            | Q(lease_until=None)
            | Q(lease_until__lt=moment)
            | Q(lease_until__gt=moment + never)
        )
        due = Q(due_at__lte=moment) | Q(due_at__gt=moment + never)  # beyond `never`: the clock was set back
        return self._taken(duty, Chore.objects.filter(free & due, name=duty.name).update(
            holder=self.me, lease_until=soon, beat_at=moment, due_at=moment + timedelta(seconds=duty.every)
        ))  # fmt: skip

    def renew(self, duty: Duty) -> None:
        """Show life between two items. Raises LeaseLost."""
        self.beat()
        if self.leases[duty.name] - monotonic() < LEASE / 2:
            moment = now()
            mine = Chore.objects.filter(name=duty.name, holder=self.me)
            if not self._taken(
                duty, mine.update(lease_until=moment + timedelta(seconds=LEASE), beat_at=moment)
            ):
                raise LeaseLost(duty.name)

    def _taken(self, duty: Duty, rows: int) -> bool:
        self.leases[duty.name] = monotonic() + LEASE if rows else 0
        return bool(rows)

    def done(self, duty: Duty, run: Run) -> float:
        mine = Chore.objects.filter(name=duty.name, holder=self.me)
        if run.more:
            mine.update(due_at=now())
        mine.exclude(failures=0).update(failures=0, last_error="")
        return 0 if run.more else duty.every

    def failed(self, duty: Duty, wrong: Exception) -> float:
        """Try again later and later, some four minutes apart at last. Raises when the database itself is away."""
        row = Chore.objects.get(name=duty.name)
        row.failures += 1
        row.last_error = repr(wrong)[:500]
        row.due_at = now() + timedelta(seconds=(pause := 2.0 ** min(row.failures, 8)))
        row.save(update_fields=["failures", "last_error", "due_at"])
        log.error("%s failed (%d in a row)", duty.name, row.failures, exc_info=wrong)
        self.leases.pop(duty.name, None)
        return pause

    def beat(self) -> None:
        if monotonic() - self.beaten > BEAT:
            Chore.objects.filter(name=WORKER).update(beat_at=now(), holder=self.me)
            self.beaten = monotonic()

    def bury(self) -> None:
        """Free the leases of workers of this machine that have died."""
        held = Chore.objects.filter(lease_until__gt=now()).exclude(holder=self.me)
        dead = [who for who in held.values_list("holder", flat=True).distinct() if is_gone(who)]
        if dead:
            Chore.objects.filter(holder__in=dead).update(lease_until=None, due_at=now())

    def release(self) -> None:
        Chore.objects.filter(holder=self.me).update(lease_until=None)


def run_forever(stop: Flag) -> None:
    """Until `stop` is set; ends between two chores."""
    autodiscover_modules("chores")
    worker, pause = None, 1.0
    while not stop.is_set():
        try:
            worker = worker or Worker()
            pause = min(worker.round(), 1.0)
        except Error as wrong:
            pause = min(pause * 2 + 0.5, 10)
            log.warning("the database does not answer (%s); trying again in %.0f s", wrong, pause)
        close_old_connections()
        stop.wait(pause)
    if worker:
        worker.release()
