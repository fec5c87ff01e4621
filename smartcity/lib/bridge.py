"""WSGI behind an ASGI server: a thread is busy only while there is a page to compute.

The whole request is here before a thread takes it, and the thread goes on to the next one as soon as the answer
is written down, so neither a slow sender nor a slow reader ever holds one. Long answers are written to a temporary
file and read from it while they grow; one that breaks off ends without its end, so that nobody takes it for whole.
Specifications: PEP 3333; https://asgi.readthedocs.io/en/stable/specs/www.html"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from smartcity.lib.lanes import Full, Lane
from smartcity.lib.refusals import refusal

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
IN_MEMORY = 1 << 20  # bytes of a body kept in memory; what is longer goes to a file
CHUNK = 1 << 16
PATIENCE = 30.0  # seconds a sender may be silent
DRAINED = 2  # times the limit: so much of a body that is too long is still read
RETRY_AFTER = b"5"  # seconds
ENDLESS = ("0.9", "1.0")  # in these an answer ends where it breaks off: they hear it only whole
QUEUE = 64  # requests that may wait for each thread
STALLED = (
    600.0  # seconds a reader may take nothing; the kernel asks for more only when much of its buffer is read
)
SHELF = 4 << 30  # bytes of long answers that lie in files for slow readers; beyond it no further one is begun
log = logging.getLogger(__name__)


class Unanswerable(Exception):
    """The request cannot be given to the application; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Gone(Exception):
    """Nobody is there any more to be answered."""


class Bridge:
    """An ASGI application (http only) that gives its requests to a WSGI one. `max_body` in bytes; `lane_of` names the
    lane in which a costly request waits for its turn, before it waits for a thread."""

    def __init__(
        self,
        app: Wsgi,
        threads: int,
        max_body: int,
        lane_of: Callable[[Message], Lane | None] = lambda _scope: None,
    ) -> None:
        self.app = app
        self.max_body = max_body
        self.lane_of = lane_of
        self.threads = threads
        self.waiting = 0
        self.shelf = Shelf()
        self.pool = ThreadPoolExecutor(threads, "page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        answer = Answer(asyncio.get_running_loop(), self.shelf)
        work = asyncio.ensure_future(self.answer(answer, scope, receive))
        work.add_done_callback(lambda _work: answer.news.set())
        try:
            await answer.news.wait()
            if scope["http_version"] in ENDLESS:
                await asyncio.wait({work})
            if work.done() and (why := work.exception()):
                if not isinstance(why, Unanswerable):
                    return
                answer.refuse(why, scope, self.max_body)
            await _say(answer, work, receive, send)
        finally:
            answer.wanted = False
            with suppress(Gone, Unanswerable):
                await work
            answer.close()

    async def answer(self, answer: "Answer", scope: Message, receive: Receive) -> None:
        """Raises Gone, Unanswerable."""
        with SpooledTemporaryFile(IN_MEMORY) as body:
            await _take_body(body, scope, receive, self.max_body)
            lane = self.lane_of(scope)
            try:
                async with lane.turn((scope.get("client") or ("",))[0]) if lane else nullcontext():
                    await self.in_a_thread(answer, environ(scope, body))
            except Full:
                raise Unanswerable(HTTPStatus.SERVICE_UNAVAILABLE) from None

    async def in_a_thread(self, answer: "Answer", environ: dict[str, Any]) -> None:
        """Raises Full, Gone, Unanswerable."""
        if self.waiting >= self.threads * QUEUE:
            raise Full
        self.waiting += 1
        try:
            await asyncio.get_running_loop().run_in_executor(self.pool, self.work, answer, environ)
        finally:
            self.waiting -= 1

    def work(self, answer: "Answer", environ: dict[str, Any]) -> None:
        """In a thread: let the application answer, as long as anybody listens, and close it there, where its
        connections are."""
        try:
            chunks = self.app(environ, answer.start)
            try:
                for chunk in chunks:
                    answer.write(chunk)
            finally:
                getattr(chunks, "close", lambda: None)()
        except (Gone, Full):
            raise
        except Exception as bug:  # whatever the application did, this thread answers and lives on
            log.exception("no answer to %s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            raise Unanswerable(HTTPStatus.INTERNAL_SERVER_ERROR) from bug

    def close(self, last: Callable[[], None]) -> None:
        """Take no more; each thread that is idle calls `last` (to close its connections)."""
        for _thread in range(self.threads):
            self.pool.submit(last)
        self.pool.shutdown(wait=False)


class Shelf:
    """Counts the bytes of all long answers there are, so that readers who do not read fill no disk."""

    def __init__(self) -> None:
        self._kept = 0
        self._lock = Lock()

    def put(self, size: int, *, first: bool = False) -> None:
        """Raises Full for the `first` bytes of one when there is no more room; one that is begun is let end."""
        with self._lock:
            if first and self._kept >= SHELF:
                raise Full
            self._kept += size

    def take(self, size: int) -> None:
        with self._lock:
            self._kept -= size


class Answer:
    """What the application says, while it says it: a thread writes, the event loop reads behind it. `news` is set
    when what is written no longer fits in memory, and at each piece after that."""

    def __init__(self, loop: asyncio.AbstractEventLoop, shelf: Shelf) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 closed when it was sent
        self.size = 0
        self.wanted = True
        self.news = asyncio.Event()
        self._loop = loop
        self._shelf, self._shelved = shelf, 0
        self._lock = Lock()

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], Any]:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return self.write

    def write(self, chunk: bytes) -> None:
        """Raises Gone when nobody listens any more, Full when it is long and too much lies there already."""
        if not self.wanted:
            raise Gone
        if (long := self.size + len(chunk)) > IN_MEMORY:
            self._shelf.put(long - self._shelved, first=not self._shelved)
            self._shelved = long
        with self._lock:
            self.body.seek(self.size)
            self.size += self.body.write(chunk)
        if self.size > IN_MEMORY:
            self._loop.call_soon_threadsafe(self.news.set)

    def read(self, at: int) -> bytes:
        """What stands there, CHUNK at most."""
        with self._lock:
            self.body.seek(at)
            return self.body.read(CHUNK)

    def close(self) -> None:
        self.body.close()
        self._shelf.take(self._shelved)

    def refuse(self, why: Unanswerable, scope: Message, most: int) -> None:
        """Say this instead. In the event loop, for there may be no thread for it."""
        with SpooledTemporaryFile() as nothing:
            kind, said = refusal(environ(scope, nothing), why.status, most)
        self.status = why.status
        self.headers = [
            (b"content-type", kind.encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ]
        if why.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.headers.append((b"retry-after", RETRY_AFTER))
        self.size = 0
        self.body.seek(0)
        self.body.truncate()
        self.write(said)


async def _say(answer: Answer, work: "asyncio.Future[None]", receive: Receive, send: Send) -> None:
    """Send what is written, and what is written meanwhile. What breaks off is left without an end."""
    head = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
    if not await _taken(send(head)):
        return
    leaving = None if work.done() else asyncio.ensure_future(_left(answer, receive))
    at, over = 0, False
    while answer.wanted and not over:
        answer.news.clear()
        ended = work.done()
        chunk = answer.read(at)
        at += len(chunk)
        over = ended and at == answer.size
        if over and leaving and work.exception():
            break
        if chunk or over:
            part = {"type": "http.response.body", "body": chunk, "more_body": not over}
            if not await _taken(send(part)):
                break
        else:
            await answer.news.wait()
    if leaving:
        leaving.cancel()


async def _taken(sending: Awaitable[None]) -> bool:
    """Whether the reader took it in time."""
    try:
        async with asyncio.timeout(STALLED):
            await sending
    except TimeoutError:
        return False
    return True


async def _left(answer: Answer, receive: Receive) -> None:
    """Nobody need go on for a reader who hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass
    answer.wanted = False
    answer.news.set()


async def _take_body(body: IO[bytes], scope: Message, receive: Receive, limit: int) -> None:
    """Write the whole request body there. One beyond the limit is still read for a while before it is refused, for
    a browser shows no answer to what it could not finish sending. Raises Gone, Unanswerable."""
    declared = dict(scope["headers"]).get(b"content-length")
    if declared is None and scope["method"] in ("GET", "HEAD"):
        return
    size = int(declared or 0) if int(declared or 0) > DRAINED * limit else 0
    more = True
    while more and size <= DRAINED * limit:
        message = await _next(receive)
        size += len(message.get("body", b""))
        if size <= limit:
            body.write(message.get("body", b""))
        more = message.get("more_body", False)
    if size > limit:
        raise Unanswerable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


async def _next(receive: Receive) -> Message:
    """The next part of a body. Raises Gone: half a form must not look like a whole one."""
    try:
        async with asyncio.timeout(PATIENCE):
            message = await receive()
    except TimeoutError:
        raise Unanswerable(HTTPStatus.REQUEST_TIMEOUT) from None
    if message["type"] == "http.disconnect":
        raise Gone
    return message


def environ(scope: Message, body: IO[bytes]) -> dict[str, Any]:
    """PEP 3333's dictionary. A header with an underscore in its name is dropped: it could pass for another."""
    size = body.tell()
    body.seek(0)
    path = scope.get("raw_path") or scope["path"].encode()
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    made = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": lambda file, _size=0: FileWrapper(file, CHUNK),
    }
    for name, value in scope["headers"]:
        if b"_" not in name:
            key = name.decode("latin-1").upper().replace("-", "_")
            key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
            said = value.decode("latin-1")
            joint = "; " if key == "HTTP_COOKIE" else ","  # HTTP/2 sends each cookie on its own
            made[key] = f"{made[key]}{joint}{said}" if key in made else said
    made["CONTENT_LENGTH"] = str(
        size
    )  # chunked requests declare none, and Django reads only what is declared
    return made
