"""Lanes: so many at a time, senders in turn, and room for so many."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import pytest

from smartcity.lib.lanes import Full, Lane


class Queue:
    """Requests in a lane; `served` names those who had their turn, `refused` those who got none."""

    def __init__(self, most: int, room: int) -> None:
        self.lane = Lane(most, room)
        self.go_on = asyncio.Event()
        self.inside = self.busiest = 0
        self.served: list[str] = []
        self.refused: list[str] = []

    async def send(self, name: str) -> "asyncio.Task[None]":
        """One from the sender that the first letter of `name` stands for; it waits there when this returns."""
        task = asyncio.ensure_future(self._serve(name))
        await asyncio.sleep(0)
        return task

    async def _serve(self, name: str) -> None:
        try:
            async with self.lane.turn(name[0]):
                self.inside += 1
                self.busiest = max(self.busiest, self.inside)
                await self.go_on.wait()
                self.served.append(name)
                self.inside -= 1
        except Full:
            self.refused.append(name)


def play(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, 10))


async def end(queue: Queue, *tasks: "asyncio.Task[None]") -> None:
    queue.go_on.set()
    await asyncio.gather(*tasks)


def test_it_works() -> None:
    async def test() -> None:
        queue = Queue(most=2, room=9)
        await end(queue, *[await queue.send(f"a{n}") for n in range(5)])
        assert (queue.busiest, queue.served) == (2, ["a0", "a1", "a2", "a3", "a4"])
        assert (queue.lane.free, queue.lane.lines) == (2, {})

    play(test())


def test_senders_take_turns_however_many_one_has_sent() -> None:
    async def test() -> None:
        queue = Queue(most=1, room=9)
        await end(queue, *[await queue.send(name) for name in ("a0", "a1", "a2", "a3", "b0", "c0", "b1")])
        assert queue.served == ["a0", "a1", "b0", "c0", "a2", "b1", "a3"]

    play(test())


def test_more_than_there_is_room_for_are_refused() -> None:
    async def test() -> None:
        queue = Queue(most=1, room=2)
        await end(queue, *[await queue.send(f"a{n}") for n in range(4)])
        assert (queue.served, queue.refused) == (["a0", "a1", "a2"], ["a3"])

    play(test())


def test_who_fills_the_room_makes_place_for_others() -> None:
    async def test() -> None:
        queue = Queue(most=1, room=3)
        await end(queue, *[await queue.send(name) for name in ("a0", "a1", "a2", "a3", "b0", "b1", "c0")])
        assert sorted(queue.refused) == ["a2", "a3", "b1"]
        assert queue.served == ["a0", "a1", "b0", "c0"]

    play(test())


@pytest.mark.parametrize("called", [False, True])
def test_who_hangs_up_takes_no_place_along(called: bool) -> None:
    async def test() -> None:
        queue = Queue(most=1, room=9)
        first, second, third = [await queue.send(name) for name in ("a0", "a1", "a2")]
        if called:
            queue.go_on.set()
            while not queue.lane.lines.get("a") or len(queue.lane.lines["a"]) > 1:
                await asyncio.sleep(0)
        second.cancel()
        with suppress(asyncio.CancelledError):
            await second
        await end(queue, first, third)
        assert "a2" in queue.served
        assert queue.lane.free == 1

    play(test())
