"""One listener: what is sent to it, and what becomes of it when it does not keep up."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterator
from typing import Any

from smartcity.accounts.queries import Reach
from smartcity.events.live_log import Wish

Send = Callable[[dict[str, Any]], Awaitable[None]]
MAX_WAITING = 128 * 1024  # bytes kept for a listener that is slower than the events
TAKEN = object()
STALL = 30.0  # seconds in which it must take what is being sent


def message(body: bytes, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": more}


class Client:
    """`over` is done when the listener is to be let go; its result says why.

    While the listener keeps up nothing is queued and no task runs for it: `put` hands the bytes to the server
    and returns. Only when the server does not take them at once, `pump` carries on."""

    __slots__ = (
        "checked",
        "credential",
        "heard",
        "over",
        "pump",
        "queue",
        "reach",
        "send",
        "size",
        "stuck",
        "wish",
    )

    def __init__(self, send: Send, wish: Wish, reach: Reach, credential: str = "") -> None:
        self.send = send
        self.wish = wish
        self.reach = reach
        self.credential = credential  # how it proved who it is; empty for anyone
        self.over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.pump: asyncio.Task[None] | None = None
        self.queue: list[bytes] = []
        self.size = 0
        self.stuck = self.heard = self.checked = asyncio.get_running_loop().time()

    @property
    def voice(self) -> tuple[Wish, int | None, frozenset[int]]:
        """Listeners of one voice are sent the same."""
        return self.wish, self.reach.user_id, self.reach.covers

    def put(self, body: bytes, ready: dict[str, Any], moment: float) -> None:
        """Send `body`; `ready` is its message, the same object for all who get it."""
        self.heard = moment
        if self.over.done():
            return
        if self.pump is not None:
            self._keep(body)
            return
        try:
            step = self.send(ready).__await__()
            awaited = next(step, TAKEN)
        except (RuntimeError, OSError):
            self.drop("gone")
            return
        if awaited is TAKEN:
            return  # what Python 3.12 calls an eager task, without the task
        self.stuck = moment
        self.pump = asyncio.get_running_loop().create_task(self._pump(_Rest(step, awaited)))

    def _keep(self, body: bytes) -> None:
        if self.queue and self.size + len(body) > MAX_WAITING:
            self.drop("slow")
        else:
            self.queue.append(body)
            self.size += len(body)

    async def _pump(self, rest: Awaitable[None]) -> None:
        try:
            await rest
            while self.queue:
                bodies, self.queue, self.size = self.queue, [], 0
                self.stuck = asyncio.get_running_loop().time()
                await self.send(message(b"".join(bodies)))
        except (RuntimeError, OSError):
            self.drop("gone")
        self.pump = None

    async def caught_up(self) -> None:
        """Returns when everything put so far was taken, or the listener is over."""
        while self.pump is not None and not self.over.done():
            either: list[asyncio.Future[Any]] = [self.pump, self.over]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)

    def drop(self, why: str) -> None:
        if not self.over.done():
            self.over.set_result(why)
        if self.pump is not None and self.pump is not asyncio.current_task():
            self.pump.cancel()
        self.queue = []


class _Rest:
    """What is left of an awaitable that was stepped once, and waits for `awaited`."""

    def __init__(self, step: Iterator[Any], awaited: Any) -> None:
        self.step = step
        self.awaited = awaited

    def __await__(self) -> Generator[Any, Any, None]:
        yield self.awaited
        yield from self.step
