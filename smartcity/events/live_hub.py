"""The hub: reads the log once for all listeners of this process, and tells each what it may and wants to hear."""

import asyncio
import logging
import os
import signal
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import uniform
from typing import Any, TypeVar

from django.db import Error, close_old_connections, connections

from smartcity.accounts.queries import Reach
from smartcity.events import live_log, wake
from smartcity.events.live_client import STALL, Client, message
from smartcity.events.live_log import Item, takes_back

T = TypeVar("T")
BATCH = 100  # events read at a time while following
PART = 64 << 10  # bytes told at a time
RATE = 4 << 20  # bytes told a second: in a burst too, who reads on shall not be taken for slow
PAGE = 50  # events read at a time for one who was away for long
RING, RING_BYTES = 1000, 4 << 20  # what is kept in memory for those who were away shortly
POLL = 0.5  # seconds between two looks at the log, for what no tap on the shoulder tells of
BEAT = 15.0  # seconds after which a listener is told that nothing happened
CHECK = 30.0  # seconds after which it is asked again who somebody is
SEATS = timedelta(seconds=10)  # seats that changed in this time are looked at before anything is told
SLICE = 400  # listeners told before the loop may turn to something else
HEARTBEAT = b":\n"
log = logging.getLogger(__name__)
Resolve = Callable[[str], Reach | None]
Reseated = Callable[[timedelta], frozenset[int]]


class Hub:
    """`cursor` is the last event told, -1 before the log was first read; `ring` holds all those after `floor`. Everything runs in one event loop;
    only the questions to the database run in threads: `reader` for the log, `asker` for single listeners."""

    def __init__(self, resolve: Resolve, reseated: Reseated) -> None:
        self.resolve = resolve
        self.reseated = reseated
        self.cursor = -1
        self.floor = 0
        self.ring: deque[Item] = deque()
        self.ring_bytes = 0
        self.voices: dict[Any, set[Client]] = defaultdict(set)
        self.clients: set[Client] = set()
        self.ended: dict[str, int] = defaultdict(int)
        self.told = 0
        self.tapped = False
        self.stopping = False
        self.tasks: list[asyncio.Task[None]] = []

    # --- Starting and stopping

    async def start(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.woken = asyncio.Event()
        self.begun = asyncio.Event()
        self.reader = ThreadPoolExecutor(1, "live-log")
        self.asker = ThreadPoolExecutor(1, "live-ask")
        wake.when_woken(self.tap)
        self.tasks = [self.loop.create_task(work) for work in (self.follow(), self.keep(), self.check())]
        for task in self.tasks:
            task.add_done_callback(_must_not_end)

    async def settle(self, patience: float) -> None:
        """Until the log was first read, so that who comes at once is not sent away; at most `patience` seconds, for the
        pages can do without."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self.begun.wait()

    async def stop(self) -> None:
        """Let everybody go; they come back to whoever serves next. Again does nothing."""
        if self.stopping:
            return
        self.stopping = True
        wake.let_sleep(self.tap)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        for client in tuple(self.clients):
            client.drop("stop")
        for pool in (self.reader, self.asker):
            pool.submit(connections.close_all)
            pool.shutdown(wait=False)

    def tap(self) -> None:
        """The log has grown; called from any thread."""
        if not self.tapped:
            self.tapped = True
            self.loop.call_soon_threadsafe(self.woken.set)

    async def ask(self, question: Callable[..., T], *args: Any, pool: ThreadPoolExecutor | None = None) -> T:
        return await self.loop.run_in_executor(pool or self.asker, partial(_asked, question, *args))

    # --- Following the log

    async def follow(self) -> None:
        pause = POLL
        while True:
            self.tapped = False
            self.woken.clear()
            try:
                items = await self.read_on()
                self.begun.set()
                if items:
                    await self.look_at_seats()
                pause = POLL
            except Error as wrong:
                pause = min(pause * 2, 10)
                log.warning("the log cannot be read (%s); trying again in %.0f s", wrong, pause)
                await asyncio.sleep(pause)
                continue
            for part in _parts(items):
                await self.tell(part)
            if len(items) < BATCH:
                await self.sleep()

    async def read_on(self) -> list[Item]:
        """What is new; the first time, where the log ends and what came last."""
        if self.cursor < 0:
            newest = await self.ask(live_log.newest, pool=self.reader)
            self.ring.extend(
                await self.ask(live_log.read, max(0, newest - RING), newest, RING, pool=self.reader)
            )
            self.floor, self.cursor = max(0, newest - RING), newest
        return await self.ask(live_log.read, self.cursor, None, BATCH, pool=self.reader)

    def remember(self, items: list[Item]) -> None:
        """After something was taken back, whoever was away is told from the log and not from memory."""
        if any(takes_back(item.event) for item in items):
            self.ring.clear()
            self.ring_bytes, self.floor = 0, self.cursor
        self.ring.extend(items)
        self.ring_bytes += sum(len(item.frame) for item in items)
        while len(self.ring) > RING or self.ring_bytes > RING_BYTES:
            oldest = self.ring.popleft()
            self.ring_bytes -= len(oldest.frame)
            self.floor = oldest.id

    async def sleep(self) -> None:
        try:
            async with asyncio.timeout(POLL):
                await self.woken.wait()
        except TimeoutError:
            pass

    # --- Telling

    async def tell(self, items: list[Item]) -> None:
        """Whoever joins while this goes on finds the items in the ring, for the cursor is set first."""
        began = self.loop.time()
        self.remember(items)
        self.cursor = items[-1].id
        for clients, body, ready in self.plan(items):
            for start in range(0, len(clients), SLICE):
                for client in clients[start : start + SLICE]:
                    client.put(body, ready, began)
                await asyncio.sleep(0)
            self.told += len(clients)
        took = self.loop.time() - began  # half of the time is for everything else
        needs = sum(len(item.frame) for item in items) / RATE
        if (pause := max(took, needs)) > 0.01:
            await asyncio.sleep(pause)

    def plan(self, items: list[Item]) -> list[tuple[list[Client], bytes, dict[str, Any]]]:
        """Who is to be sent what; all who hear the same get the same object."""
        made: dict[tuple[int, ...], tuple[list[Client], bytes, dict[str, Any]]] = {}
        for (wish, *_who), clients in self.voices.items():
            reach = next(iter(clients)).reach
            heard = [item for item in items if wish.wants(item, reach)]
            if not heard:
                continue
            ids = tuple(item.id for item in heard)
            if ids not in made:
                body = b"".join(item.frame for item in heard)
                made[ids] = [], body, message(body)
            made[ids][0].extend(clients)
        return list(made.values())

    # --- Coming and going

    async def join(self, client: Client, after: int | None) -> None:
        """Tell what happened after that event (None: nothing of the past), then let it hear what happens.
        Between the last look at the cursor and the joining nothing else can run: no gap, no repeat."""
        self.clients.add(client)
        if self.stopping:
            client.drop("stop")
        after = self.cursor if after is None else after
        if after > self.cursor:
            await self.come_up_to(after)
        while after < self.cursor and not client.over.done():
            items, after = await self.missed(after, self.cursor)
            for part in _parts([item for item in items if client.wish.wants(item, client.reach)]):
                body = b"".join(item.frame for item in part)
                client.put(body, message(body), self.loop.time())
                await client.caught_up()
        if not client.over.done():
            self.voices[client.voice].add(client)

    async def come_up_to(self, after: int) -> None:
        """The process that served this listener before may have been ahead; if not, there is no such event."""
        there = min(after, await self.ask(live_log.newest))
        while self.cursor < there:
            self.tap()
            await asyncio.sleep(0.02)

    async def missed(self, after: int, upto: int) -> tuple[list[Item], int]:
        """The next page of the past, and the last event it has dealt with."""
        if after >= self.floor:
            items = [item for item in self.ring if after < item.id <= upto]
            return items, upto
        items = await self.ask(live_log.read, after, upto, PAGE)
        return items, items[-1].id if len(items) == PAGE else upto

    def leave(self, client: Client) -> None:
        self.clients.discard(client)
        self._unvoice(client)
        if client.over.done():
            self.ended[client.over.result()] += 1

    def _unvoice(self, client: Client) -> bool:
        group = self.voices.get(client.voice, set())
        heard = client in group
        group.discard(client)
        if not group:
            self.voices.pop(client.voice, None)
        return heard

    # --- Keeping house

    async def keep(self) -> None:
        while True:
            await asyncio.sleep(1)
            await self.sweep()

    async def sweep(self) -> None:
        """Drop who takes nothing, and tell the others that nothing happened."""
        moment, ready = self.loop.time(), message(HEARTBEAT)
        for n, client in enumerate(tuple(self.clients), 1):
            if client.pump is not None and moment - client.stuck > STALL:
                client.drop("slow")
            elif moment - client.heard > BEAT:
                client.put(HEARTBEAT, ready, moment - uniform(0, 3))  # noqa: S311 to spread the next beat
            if n % SLICE == 0:
                await asyncio.sleep(0)

    async def check(self) -> None:
        while True:
            await asyncio.sleep(1)
            with suppress(Error):  # without the database there are no events either
                await self.look_at_seats()
                await self.look_again()

    async def look_again(self) -> None:
        """Who are they now? A token may have been taken back, somebody signed out. Raises Error."""
        stale: dict[str, list[Client]] = defaultdict(list)
        for client in self.clients:
            if client.credential and self.loop.time() - client.checked > CHECK:
                stale[client.credential].append(client)
        await self.ask_who(stale)

    async def look_at_seats(self) -> None:
        """Every second, and before new events are told: whose seat has ended hears no more of them, and is let go with
        the session that ended with it. Raises Error."""
        if not any(client.credential for client in self.clients):
            return
        moved = await self.ask(self.reseated, SEATS, pool=self.reader)
        theirs: dict[str, list[Client]] = defaultdict(list)
        for client in self.clients if moved else ():
            if client.reach.user_id in moved:
                theirs[client.credential].append(client)
        await self.ask_who(theirs)

    async def ask_who(self, clients: dict[str, list[Client]]) -> None:
        """Anew, by their credentials. Raises Error."""
        for credential, theirs in clients.items():
            reach = await self.ask(self.resolve, credential)
            for client in theirs:
                self.see(client, reach)

    def see(self, client: Client, reach: Reach | None) -> None:
        client.checked = self.loop.time()
        if reach is None or reach.user_id != client.reach.user_id:
            client.drop("signed out")
            return
        heard = self._unvoice(client)
        client.reach = reach
        if heard:
            self.voices[client.voice].add(client)


def _parts(items: list[Item]) -> Iterator[list[Item]]:
    """In their order, no part larger than PART unless it is a single item."""
    part: list[Item] = []
    size = 0
    for item in items:
        if part and size + len(item.frame) > PART:
            yield part
            part, size = [], 0
        part.append(item)
        size += len(item.frame)
    if part:
        yield part


def _must_not_end(task: asyncio.Task[None]) -> None:
    """A hub with a bug in it is of no use to anyone: end the process, the supervisor starts a fresh one."""
    if not task.cancelled():
        log.critical("the live stream has broken down", exc_info=task.exception())
        os.kill(os.getpid(), signal.SIGTERM)


def _asked(question: Callable[..., T], *args: Any) -> T:
    """In a thread whose connection may have died since the last question."""
    close_old_connections()
    return question(*args)
