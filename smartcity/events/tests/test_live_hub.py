"""The hub: everything once and in order, to each what it may hear, and no memory for those who do not listen."""

import asyncio
import random
import threading

import pytest

from smartcity.accounts.queries import Reach
from smartcity.events import live_hub
from smartcity.events.live_client import MAX_WAITING
from smartcity.events.live_hub import HEARTBEAT, Hub
from smartcity.events.live_log import Wish
from smartcity.events.tests.listening import Ear, Log, listener, until, with_hub
from smartcity.events.wake import wake

GAMBIR, SENEN = 7, 8
LURAH = Reach(user_id=5, covers=frozenset({GAMBIR}))


@pytest.fixture
def log() -> Log:
    return Log()


def test_it_works(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        siti, budi = Ear(), Ear()
        await hub.join(listener(siti), None)
        await hub.join(listener(budi), None)
        log.happen()
        log.happen()
        hub.tap()
        await until(lambda: budi.ids == [1, 2])
        assert siti.bodies[0] is budi.bodies[0]

    with_hub(log, test, monkeypatch)


def test_without_a_last_id_it_begins_with_what_happens_next(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear), None)
        log.happen()
        hub.tap()
        await until(lambda: bool(ear.ids))
        assert ear.ids == [2]

    log.happen()
    with_hub(log, test, monkeypatch)


@pytest.mark.parametrize("seed", range(12))
def test_who_was_away_hears_all_in_order_and_once(
    log: Log, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The log grows before every read, so that catching up and what is new interleave in many ways."""
    dice = random.Random(seed)
    monkeypatch.setattr(live_hub, "RING", 20)
    monkeypatch.setattr(live_hub, "PAGE", 7)
    monkeypatch.setattr(live_hub, "BATCH", 5)

    def grow() -> None:
        if len(log.items) < 300:
            for _event in range(dice.choice([0, 0, 1, 3, 9])):
                log.happen()
            wake()

    async def test(hub: Hub) -> None:
        ears = {}
        for after in (0, 1, 50, 79, 85, 99, 100):
            ears[after] = Ear()
            asyncio.ensure_future(hub.join(listener(ears[after]), after))
        while len(log.items) < 300:
            grow()
            await asyncio.sleep(0)
        wake()
        for after, ear in ears.items():
            await until(lambda ear=ear: ear.ids[-1:] == [len(log.items)])
            assert ear.ids == list(range(after + 1, len(log.items) + 1))

    for _event in range(100):
        log.happen()
    log.before_read = grow
    with_hub(log, test, monkeypatch)


def test_who_comes_from_a_process_that_was_ahead_hears_nothing_twice(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(hub: Hub) -> None:
        log.happen()
        log.happen()
        ear = Ear()
        await hub.join(listener(ear), 1)
        log.happen()
        hub.tap()
        await until(lambda: 3 in ear.ids)
        assert ear.ids == [2, 3]

    monkeypatch.setattr(live_hub, "POLL", 60)
    with_hub(log, test, monkeypatch)


def test_an_id_from_another_log_counts_as_the_newest(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear), 4711)
        log.happen()
        hub.tap()
        await until(lambda: ear.ids == [2])

    log.happen()
    with_hub(log, test, monkeypatch)


def test_one_who_never_reads_is_dropped_and_keeps_little(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        ear.open.clear()
        client = listener(ear)
        await hub.join(client, None)
        while not client.over.done():
            log.happen(data={"text": "x" * 10_000})
            hub.tap()
            await until(lambda: hub.cursor == len(log.items))
            assert client.size <= MAX_WAITING
            assert len(log.items) < 30
        hub.leave(client)
        assert hub.ended == {"slow": 1}
        assert not client.queue
        assert not hub.voices

    with_hub(log, test, monkeypatch)


def test_one_who_only_stumbles_hears_all(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear), None)
        ear.open.clear()
        for _event in range(10):
            log.happen()
            hub.tap()
            await until(lambda: hub.cursor == len(log.items))
        ear.open.set()
        await until(lambda: ear.ids == list(range(1, 11)))
        log.happen()
        hub.tap()
        await until(lambda: ear.ids[-1] == 11)
        assert len(ear.bodies) == 3  # the one that stuck, the nine that waited as one, the next

    with_hub(log, test, monkeypatch)


def test_one_slow_reader_holds_up_nobody(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        slow, quick = Ear(), Ear()
        slow.open.clear()
        await hub.join(listener(slow), None)
        await hub.join(listener(quick), None)
        log.happen()
        hub.tap()
        await until(lambda: quick.ids == [1])
        assert slow.ids == []

    with_hub(log, test, monkeypatch)


def test_a_slow_reader_of_the_past_is_not_sent_the_next_page(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        ear.open.clear()
        client = listener(ear)
        joining = asyncio.ensure_future(hub.join(client, 0))
        await until(lambda: client.pump is not None)
        log.before_read = lambda: pytest.fail("read on for one who does not take")
        await asyncio.sleep(0.01)
        assert client.queue == []
        log.before_read = lambda: None
        client.drop("left")
        await joining

    monkeypatch.setattr(live_hub, "RING", 1)
    monkeypatch.setattr(live_hub, "POLL", 60)
    for _event in range(500):
        log.happen()
    with_hub(log, test, monkeypatch)


def test_who_takes_nothing_for_long_is_dropped(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        client = listener(ear)
        await hub.join(client, None)
        ear.open.clear()
        log.happen()
        hub.tap()
        await until(lambda: client.pump is not None)
        client.stuck -= live_hub.STALL + 1
        await hub.sweep()
        assert client.over.result() == "slow"

    with_hub(log, test, monkeypatch)


def test_silence_is_told(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        client = listener(ear)
        await hub.join(client, None)
        await hub.sweep()
        assert ear.bodies == []
        client.heard -= live_hub.BEAT + 1
        await hub.sweep()
        await hub.sweep()
        assert ear.bodies == [HEARTBEAT]

    with_hub(log, test, monkeypatch)


def test_a_broken_connection_stops_nobody_else(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_message: object) -> None:
        raise RuntimeError("transport closed")

    async def test(hub: Hub) -> None:
        gone, ear = listener(Ear()), Ear()
        gone.send = broken
        await hub.join(gone, None)
        await hub.join(listener(ear), None)
        log.happen()
        hub.tap()
        await until(lambda: ear.ids == [1])
        assert gone.over.result() == "gone"

    with_hub(log, test, monkeypatch)


def test_each_hears_what_it_may(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        anybody, lurah, siti = Ear(), Ear(), Ear()
        await hub.join(listener(anybody), 0)
        await hub.join(listener(lurah, reach=LURAH), 0)
        await hub.join(listener(siti, reach=Reach(user_id=1)), 0)
        for _again in range(2):  # once from the past, once as it happens
            log.happen(audience="public")
            log.happen(audience="office", office_id=GAMBIR)
            log.happen(audience="office", office_id=SENEN)
            log.happen(audience="office", office_id=SENEN, person_id=1)
            log.happen(audience="person", person_id=1)
            hub.tap()
            await until(lambda: hub.cursor == len(log.items))
        await until(lambda: [ear.ids[-1:] for ear in (anybody, lurah, siti)] == [[6], [7], [10]])
        assert anybody.ids == [1, 6]
        assert lurah.ids == [1, 2, 6, 7]
        assert siti.ids == [1, 4, 5, 6, 9, 10]

    with_hub(log, test, monkeypatch)


def test_an_ended_post_hears_its_office_no_more(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        client = listener(ear, reach=LURAH, credential="session x")
        await hub.join(client, None)
        hub.resolve = lambda credential: Reach(user_id=5)
        await hub.look_again()
        assert client.reach is LURAH  # asked only now and then
        client.checked -= live_hub.CHECK + 1
        await hub.look_again()
        log.happen(audience="office", office_id=GAMBIR)
        log.happen()
        hub.tap()
        await until(lambda: bool(ear.ids))
        assert ear.ids == [2]

    with_hub(log, test, monkeypatch)


def test_whose_seat_has_ended_does_not_hear_the_next_event(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear, other = Ear(), Ear()
        await hub.join(listener(ear, reach=LURAH, credential="session x"), None)
        await hub.join(
            listener(other, reach=Reach(user_id=6, covers=LURAH.covers), credential="session y"), None
        )
        hub.resolve = lambda credential: Reach(user_id=LURAH.user_id)
        hub.reseated = lambda within: frozenset({LURAH.user_id or 0})
        log.happen(audience="office", office_id=GAMBIR)
        log.happen()
        hub.tap()
        await until(lambda: bool(ear.ids) and len(other.ids) == 2)
        assert ear.ids == [2]

    with_hub(log, test, monkeypatch)


def test_whose_seat_has_ended_is_let_go_within_seconds_though_nothing_happens(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(hub: Hub) -> None:
        theirs, anothers = (
            listener(Ear(), reach=Reach(user_id=n), credential=f"session {n}") for n in (5, 6)
        )
        await hub.join(theirs, None)
        await hub.join(anothers, None)
        hub.reseated = lambda within: frozenset({5})
        hub.resolve = lambda credential: Reach()  # their session has ended with the seat
        assert await asyncio.wait_for(theirs.over, 5) == "signed out"
        assert not anothers.over.done()

    with_hub(log, test, monkeypatch)


@pytest.mark.parametrize("now", [None, Reach()])
def test_who_has_signed_out_is_let_go(log: Log, monkeypatch: pytest.MonkeyPatch, now: Reach | None) -> None:
    async def test(hub: Hub) -> None:
        client = listener(Ear(), reach=LURAH, credential="session x")
        await hub.join(client, None)
        hub.resolve = lambda credential: now
        client.checked -= live_hub.CHECK + 1
        await hub.look_again()
        assert client.over.result() == "signed out"

    with_hub(log, test, monkeypatch)


def test_a_database_that_was_away_costs_nobody_an_event(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear), None)
        failed = threading.Event()
        log.broken, log.before_read = True, failed.set
        log.happen()
        hub.tap()
        await until(failed.is_set)
        log.broken = False
        await until(lambda: ear.ids == [1])

    monkeypatch.setattr(live_hub, "POLL", 0.001)
    with_hub(log, test, monkeypatch)


def test_a_tap_from_any_thread_wakes_it_at_once(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear), None)
        log.happen()
        threading.Thread(target=wake).start()
        await until(lambda: ear.ids == [1])

    monkeypatch.setattr(live_hub, "POLL", 60)
    with_hub(log, test, monkeypatch)


def test_what_another_process_wrote_is_seen_without_a_tap(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear), None)
        log.happen()
        await until(lambda: ear.ids == [1])

    monkeypatch.setattr(live_hub, "POLL", 0.001)
    with_hub(log, test, monkeypatch)


@pytest.mark.parametrize(
    "wish, heard",
    [
        (Wish(), [1, 2, 3, 4]),
        (Wish(kinds=frozenset({"camera"})), [2]),
        (Wish(kinds=frozenset({"camera", "report"})), [1, 2, 4]),
        (Wish(mine=True), [4]),
    ],
)
def test_each_hears_what_it_wants(
    log: Log, monkeypatch: pytest.MonkeyPatch, wish: Wish, heard: list[int]
) -> None:
    async def test(hub: Hub) -> None:
        ear = Ear()
        await hub.join(listener(ear, wish, LURAH), 0)
        assert ear.ids == heard

    log.happen("report:1", office_id=SENEN)
    log.happen("camera:1")
    log.happen("bed:1")
    log.happen("report:2", from_office_id=GAMBIR)
    with_hub(log, test, monkeypatch)
