"""A log in memory and listeners without a network, for the tests of the live stream."""

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from django.db import OperationalError

from smartcity.accounts.queries import Reach
from smartcity.events import live_hub
from smartcity.events.live_client import Client
from smartcity.events.live_hub import Hub
from smartcity.events.live_log import Item, Wish, item_of
from smartcity.events.models import Event

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


class Log:
    """Stands in for live_log; `broken` lets reading fail, `before_read` runs before each."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.broken = False
        self.lock = threading.Lock()
        self.before_read: Callable[[], None] = lambda: None

    def happen(self, subject: str = "report:1", **fields: Any) -> int:
        with self.lock:
            event = Event(pk=len(self.items) + 1, at=NOON, subject=subject, verb="submit", **fields)
            self.items.append(item_of(event))
        return event.pk

    def read(self, after: int, upto: int | None, limit: int) -> list[Item]:
        self.before_read()
        if self.broken:
            raise OperationalError("away")
        return [item for item in self.items if after < item.id <= (upto or item.id)][:limit]

    def newest(self) -> int:
        return len(self.items)


class Ear:
    """What a listener's side of the network hears; while `shut`, sending to it does not return."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.start: dict[str, Any] = {}
        self.ended = False
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, message: dict[str, Any]) -> None:
        await self.open.wait()
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.bodies.append(message["body"])
            self.ended = not message["more_body"]

    @property
    def ids(self) -> list[int]:
        return [int(n) for n in re.findall(rb"^id: (\d+)$", b"".join(self.bodies), re.MULTILINE)]


def with_hub(log: Log, test: Callable[[Hub], Coroutine[Any, Any, None]], monkeypatch: Any) -> None:
    """Run the test beside a hub that follows this log."""
    monkeypatch.setattr(live_hub, "live_log", log)

    async def run() -> None:
        hub = Hub(lambda credential: None, lambda within: frozenset())
        await hub.start()
        await hub.settle(patience=10)
        try:
            await asyncio.wait_for(test(hub), 10)
        finally:
            await hub.stop()

    asyncio.run(run())


async def until(there: Callable[[], bool]) -> None:
    """Let the loop run until it is so."""
    while not there():
        await asyncio.sleep(0.001)


def listener(ear: Ear, wish: Wish = Wish(), reach: Reach = Reach(), credential: str = "") -> Client:  # noqa: B008 both are frozen
    return Client(ear.send, wish, reach, credential)
