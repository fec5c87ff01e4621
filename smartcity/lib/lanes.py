"""Lanes: of a costly kind of request only so many are with a thread at a time, so that pages always find one."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Full(Exception):
    """More wait than can be served soon."""


class Lane:
    """`most` requests are served at a time; `room` more may wait, outside of any thread. Senders take turns, so that
    who sends many waits behind their own; and when the room is full, the newest of whoever fills it must go.
    All of it runs in one event loop."""

    def __init__(self, most: int, room: int) -> None:
        self.free = most
        self.room = room
        self.lines: dict[str, deque[asyncio.Future[None]]] = {}  # by sender; whose turn is next comes first

    @asynccontextmanager
    async def turn(self, sender: str) -> AsyncIterator[None]:
        """Raises Full."""
        if self.free:
            self.free -= 1
        else:
            await self._wait(sender)
        try:
            yield
        finally:
            self._next()

    async def _wait(self, sender: str) -> None:
        self._make_room(sender)
        mine = asyncio.get_running_loop().create_future()
        self.lines.setdefault(sender, deque()).append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if not mine.cancelled():  # it was called in the same moment
                self._next()
            raise

    def _make_room(self, sender: str) -> None:
        """Raises Full, here or for the one who is sent away."""
        if sum(map(len, self.lines.values())) < self.room:
            return
        longest = max(self.lines.values(), key=len, default=deque[asyncio.Future[None]]())
        if len(longest) <= len(self.lines.get(sender, ())) + 1:
            raise Full
        last = longest.pop()
        if not last.done():
            last.set_exception(Full())

    def _next(self) -> None:
        while self.lines:
            sender = next(iter(self.lines))
            line = self.lines.pop(sender)
            called = line.popleft()
            if line:
                self.lines[sender] = line  # behind all others
            if not called.done():
                called.set_result(None)
                return
        self.free += 1
