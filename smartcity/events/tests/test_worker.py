"""Leases: one worker does a chore at a time, and a dead one's is taken over."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.module_loading import autodiscover_modules

from smartcity.events import worker as module
from smartcity.events.chores import DUTIES, chore, each
from smartcity.events.models import Chore
from smartcity.events.worker import LEASE, WORKER, Worker, run_forever
from smartcity.lib.processes import identity
from smartcity.lib.time import now

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
Clock = time_machine.Traveller


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """A clock that stands still until shifted; the monotonic one goes with it."""
    with time_machine.travel(NOON, tick=False) as clock:
        monkeypatch.setattr(module, "monotonic", lambda: now().timestamp())
        yield clock


@pytest.fixture(autouse=True)
def no_other_duties() -> Iterator[None]:
    autodiscover_modules("chores")
    kept = dict(DUTIES)
    DUTIES.clear()
    yield
    DUTIES.clear()
    DUTIES.update(kept)


@pytest.fixture
def bell() -> list[int]:
    """Grows by one whenever the only chore, tests.ring, is done; it is due every second."""
    rung: list[int] = []

    @chore(every=1)
    def ring() -> None:
        rung.append(1)

    return rung


def elsewhere() -> Worker:
    worker = Worker()
    worker.me = "elsewhere:1:1"
    return worker


def test_it_works(clock: Clock, bell: list[int]) -> None:
    worker = Worker()
    assert worker.round() == 1
    worker.round()
    assert len(bell) == 1
    clock.shift(1)
    worker.round()
    assert len(bell) == 2


def test_a_second_worker_leaves_the_chore_to_the_first(clock: Clock, bell: list[int]) -> None:
    first, second = Worker(), elsewhere()
    first.round()
    clock.shift(2)
    second.round()
    assert Chore.objects.get(name="tests.ring").holder == first.me
    assert len(bell) == 1


def test_a_silent_workers_lease_runs_out(clock: Clock, bell: list[int]) -> None:
    elsewhere().round()
    mine = Worker()
    clock.shift(LEASE - 1)
    mine.round()
    assert len(bell) == 1
    clock.shift(3)
    mine.round()
    assert len(bell) == 2


def test_a_busy_worker_keeps_its_lease(clock: Clock, bell: list[int]) -> None:
    first, second = Worker(), elsewhere()
    for _second in range(60):
        first.round()
        clock.shift(1)
        second.round()
    assert len(bell) == 60
    assert Chore.objects.get(name="tests.ring").holder == first.me


def test_a_dead_workers_chores_are_taken_over_at_once(clock: Clock, bell: list[int]) -> None:
    dead = Worker()
    dead.me = dead.me.rpartition(":")[0] + ":0"  # this machine, this pid, started at another time
    dead.round()
    mine = Worker()
    mine.round()
    clock.shift(2)
    mine.round()
    assert len(bell) == 2


def test_a_clean_end_frees_its_leases(clock: Clock, bell: list[int]) -> None:
    worker = Worker()
    worker.round()
    worker.release()
    clock.shift(1)
    elsewhere().round()
    assert len(bell) == 2


def test_a_rare_chore_is_done_once_by_two_workers(clock: Clock) -> None:
    rung: list[int] = []

    @chore(every=600)
    def sweep() -> None:
        rung.append(1)

    first, second = Worker(), elsewhere()
    for _minute in range(20):
        first.round()
        second.round()
        clock.shift(60)
    assert len(rung) == 2


def test_a_worker_that_lost_its_lease_stops_between_two_items(clock: Clock) -> None:
    done: list[str] = []

    def work(item: str) -> None:
        done.append(item)
        clock.shift(LEASE + 1)  # so slow that the lease runs out ...
        Chore.objects.filter(name="tests.slow").update(holder="elsewhere:1:1")  # ... and another takes over

    @chore(every=1)
    def slow() -> None:
        each(["one", "two"], key=str, do=work)

    Worker().round()
    assert done == ["one"]


def test_a_long_run_renews_its_lease(clock: Clock) -> None:
    @chore(every=1)
    def slow() -> None:
        each(range(5), key=str, do=lambda item: clock.shift(LEASE / 2 + 1))

    Worker().round()
    assert Chore.objects.get(name="tests.slow").lease_until > now()


def test_a_broken_chore_is_tried_ever_later_and_stops_nobody(clock: Clock, bell: list[int]) -> None:
    tries: list[int] = []

    @chore(every=1)
    def broken() -> None:
        tries.append(1)
        raise ValueError("bug")

    worker = Worker()
    for _second in range(60):
        worker.round()
        clock.shift(1)
    assert len(bell) == 60
    assert len(tries) == 5  # after 0, 2, 6, 14 and 30 seconds
    row = Chore.objects.get(name="tests.broken")
    assert (row.failures, row.last_error) == (5, "ValueError('bug')")


def test_a_mended_chore_forgets_its_failures(clock: Clock, bell: list[int]) -> None:
    Chore.objects.create(name="tests.ring", failures=3, last_error="bug")
    Worker().round()
    assert Chore.objects.get(name="tests.ring").failures == 0


def test_it_shows_life_though_no_chore_is_due(clock: Clock) -> None:
    worker = Worker()
    worker.round()
    clock.shift(11)
    worker.round()
    assert Chore.objects.get(name=WORKER).beat_at == now()


def test_a_clock_set_back_does_not_stop_the_work(clock: Clock, bell: list[int]) -> None:
    Worker().round()
    clock.shift(-3600)
    later = elsewhere()
    later.round()
    assert len(bell) == 2


def test_it_ends_when_told_and_leaves_no_lease(bell: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "close_old_connections", lambda: None)  # the test's transaction lives in it
    stop = threading.Event()

    @chore(every=1)
    def end() -> None:
        stop.set()

    run_forever(stop)
    assert bell
    assert not Chore.objects.filter(holder=identity()).exclude(lease_until=None).exists()
