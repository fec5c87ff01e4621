"""WSGI behind an ASGI server: a thread is busy only while there is a page to compute.

The whole request is here before a thread takes it, and the thread goes on to the next one as soon as the answer
is written down, so neither a slow sender nor a slow reader ever holds one. Long answers wait in a temporary file.
Specifications: PEP 3333; https://asgi.readthedocs.io/en/stable/specs/www.html"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
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
QUEUE = 64  # requests that may wait for each thread
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
        self.pool = ThreadPoolExecutor(threads, "page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            answer = await self.answer(scope, receive)
        except Gone:
            return
        except Unanswerable as why:
            answer = _refused(why, scope, self.max_body)
        with answer.body as body:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            chunk = body.read(CHUNK)
            while len(chunk) == CHUNK:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
                chunk = body.read(CHUNK)
            await send({"type": "http.response.body", "body": chunk})

    async def answer(self, scope: Message, receive: Receive) -> "Answer":
        """Raises Gone, Unanswerable."""
        with SpooledTemporaryFile(IN_MEMORY) as body:
            await _take_body(body, scope, receive, self.max_body)
            lane = self.lane_of(scope)
            try:
                async with lane.turn((scope.get("client") or ("",))[0]) if lane else nullcontext():
                    return await self.in_a_thread(environ(scope, body))
            except Full:
                raise Unanswerable(HTTPStatus.SERVICE_UNAVAILABLE) from None

    async def in_a_thread(self, environ: dict[str, Any]) -> "Answer":
        """Raises Full, Unanswerable."""
        if self.waiting >= self.threads * QUEUE:
            raise Full
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, self.work, environ)
        finally:
            self.waiting -= 1

    def work(self, environ: dict[str, Any]) -> "Answer":
        """In a thread: let the application answer, whole, and close it there, where its connections are."""
        answer = Answer()
        try:
            chunks = self.app(environ, answer.start)
            try:
                for chunk in chunks:
                    answer.body.write(chunk)
            finally:
                getattr(chunks, "close", lambda: None)()
        except Exception as bug:  # whatever the application did, this thread answers and lives on
            answer.body.close()
            log.exception("no answer to %s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            raise Unanswerable(HTTPStatus.INTERNAL_SERVER_ERROR) from bug
        answer.body.seek(0)
        return answer

    def close(self, last: Callable[[], None]) -> None:
        """Take no more; each thread that is idle calls `last` (to close its connections)."""
        for _thread in range(self.threads):
            self.pool.submit(last)
        self.pool.shutdown(wait=False)


class Answer:
    """What the application said."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 closed when it was sent

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], Any]:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return self.body.write


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


def _refused(why: Unanswerable, scope: Message, most: int) -> Answer:
    """Said in the event loop, for there may be no thread for it."""
    answer = Answer()
    with SpooledTemporaryFile() as nothing:
        kind, said = refusal(environ(scope, nothing), why.status, most)
    answer.status = why.status
    answer.headers = [
        (b"content-type", kind.encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if why.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers.append((b"retry-after", RETRY_AFTER))
    answer.body.write(said)
    answer.body.seek(0)
    return answer
