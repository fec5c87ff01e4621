"""The bridge from ASGI to WSGI: whole requests in, whole answers out, and no thread for those who are slow."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from io import BytesIO
from typing import Any

import pytest

from smartcity.lib import bridge as module
from smartcity.lib.bridge import Bridge
from smartcity.lib.lanes import Lane

Environ = dict[str, Any]


def echo(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    start("200 OK", [("Content-Type", "text/plain"), ("X-Path", environ["PATH_INFO"])])
    return [f"{environ['REQUEST_METHOD']} {environ.get('QUERY_STRING')} ".encode(), body]


class Line:
    """One request: `parts` is its body as it arrives; None hangs up, an Event is waited for."""

    def __init__(
        self, *parts: Any, method: str = "GET", path: str = "/", headers: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        self.parts = list(parts)
        self.said: list[dict[str, Any]] = []
        self.readable = asyncio.Event()
        self.readable.set()
        self.left = asyncio.Event()  # of a reader who hangs up during the answer
        self.heard = asyncio.Event()
        self.scope = {"type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
                      "query_string": b"a=1", "headers": list(headers), "client": ("127.0.0.9", 5), "server": ("127.0.0.1", 80)}  # fmt: skip

    async def receive(self) -> dict[str, Any]:
        if not self.parts:
            await self.left.wait()
            return {"type": "http.disconnect"}
        part = self.parts.pop(0)
        while isinstance(part, asyncio.Event):
            await part.wait()
            part = self.parts.pop(0)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}

    async def send(self, message: dict[str, Any]) -> None:
        await self.readable.wait()
        self.said.append(message)
        if message.get("body"):
            self.heard.set()

    @property
    def status(self) -> int:
        return int(self.said[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.said[1:])


def run(
    app: Any,
    test: Callable[[Bridge], Coroutine[Any, Any, None]],
    threads: int = 1,
    most: int = 1000,
    lane: Lane | None = None,
) -> None:
    bridge = Bridge(app, threads, most, lambda scope: lane if scope["path"].startswith("/costly") else None)

    async def timed() -> None:
        await asyncio.wait_for(test(bridge), 10)

    asyncio.run(timed())
    bridge.close(lambda: None)


def ask(app: Any, *parts: Any, most: int = 1000, **request: Any) -> Line:
    lines = []

    async def test(bridge: Bridge) -> None:
        line = Line(*parts, **request)
        lines.append(line)
        await bridge(line.scope, line.receive, line.send)

    run(app, test, most=most)
    return lines[0]


def test_it_works() -> None:
    line = ask(echo, path="/qlue/")
    assert (line.status, line.body) == (200, b"GET a=1 ")
    assert (b"x-path", b"/qlue/") in line.said[0]["headers"]


def test_a_body_in_pieces_arrives_whole_though_no_length_was_declared() -> None:
    assert ask(echo, b"half ", b"and half", method="POST").body == b"POST a=1 half and half"


def test_a_long_body_and_a_long_answer_go_through_unchanged() -> None:
    long = bytes(range(256)) * 12_000
    line = ask(
        echo, *(long[i : i + 70_000] for i in range(0, len(long), 70_000)), method="POST", most=4_000_000
    )
    assert line.body == b"POST a=1 " + long
    assert max(len(message["body"]) for message in line.said[1:]) <= module.CHUNK
    assert [message.get("more_body", False) for message in line.said[1:]][-2:] == [True, False]


def test_half_a_form_never_reaches_the_application() -> None:
    line = ask(lambda *_: pytest.fail("was called"), b"text=Lubang be", None, method="POST")
    assert line.said == []


@pytest.mark.parametrize("declared", [[], [(b"content-length", b"1500")], [(b"content-length", b"99999999")]])
def test_too_long_a_body_is_refused_with_an_answer(declared: Any) -> None:
    line = ask(lambda *_: pytest.fail("was called"), *[b"x" * 100] * 15, method="POST", headers=declared)
    assert line.status == 413
    assert b"too_large" in line.body


@pytest.mark.parametrize("path, accept, language, kind, word", [
    ("/qlue/lapor/", "text/html,*/*", "id", "text/html; charset=utf-8", "Kiriman terlalu besar"),
    ("/qlue/lapor/", "text/html,*/*", "en", "text/html; charset=utf-8", "too large"),
    ("/qlue/foto/", "*/*", "id", "application/problem+json", "Kiriman terlalu besar"),
    ("/api/v1/reports", "text/html", "en", "application/problem+json", "too large"),
    ("/open311/v2/requests.xml", "*/*", "id", "text/xml; charset=utf-8", "<errors><error><code>413</code><description>Kiriman"),
    ("/open311/v2/requests.json", "*/*", "en", "application/json; charset=utf-8", '[{"code": 413, "description": "'),
])  # fmt: skip
def test_it_is_refused_in_the_readers_form_and_language(
    path: str, accept: str, language: str, kind: str, word: str
) -> None:
    headers = [(b"accept", accept.encode()), (b"accept-language", language.encode())]
    line = ask(echo, b"x" * 1001, method="POST", path=path, headers=headers)
    said = dict(line.said[0]["headers"])
    assert (line.status, said[b"content-type"].decode()) == (413, kind)
    assert word in line.body.decode()


def test_a_sender_that_falls_silent_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.001)
    lines = []

    async def test(bridge: Bridge) -> None:
        line = Line(b"half", asyncio.Event(), b"", method="POST")
        lines.append(line)
        await bridge(line.scope, line.receive, line.send)

    run(echo, test)
    assert lines[0].status == 408


def test_a_slow_sender_holds_no_thread() -> None:
    async def test(bridge: Bridge) -> None:
        later = asyncio.Event()
        slow, quick = Line(b"a", later, b"b", method="POST"), Line()
        sending = asyncio.ensure_future(bridge(slow.scope, slow.receive, slow.send))
        await bridge(quick.scope, quick.receive, quick.send)
        assert (quick.status, slow.said) == (200, [])
        later.set()
        await sending
        assert slow.body == b"POST a=1 ab"

    run(echo, test)


def test_a_slow_reader_holds_no_thread() -> None:
    def stream(_environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return (b"x" * 1000 for _part in range(2000))

    async def test(bridge: Bridge) -> None:
        slow, quick = Line(), Line()
        slow.readable.clear()
        reading = asyncio.ensure_future(bridge(slow.scope, slow.receive, slow.send))
        await asyncio.sleep(0)
        await bridge(quick.scope, quick.receive, quick.send)
        assert (len(quick.body), slow.said) == (2_000_000, [])
        slow.readable.set()
        await reading
        assert len(slow.body) == 2_000_000

    run(stream, test)


def test_long_answers_to_who_does_not_read_fill_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHELF", 2 * module.IN_MEMORY)

    def stream(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return [b"page"] if environ["PATH_INFO"] == "/" else (PIECE for _part in range(6))

    async def test(bridge: Bridge) -> None:
        mute, second, page, third = Line(path="/long"), Line(path="/long"), Line(), Line(path="/long")
        mute.readable.clear()
        reading = asyncio.ensure_future(bridge(mute.scope, mute.receive, mute.send))
        await asyncio.sleep(0)
        for line in (second, page):
            await bridge(line.scope, line.receive, line.send)
        assert (second.status, page.body) == (503, b"page")
        assert (b"retry-after", b"5") in second.said[0]["headers"]
        mute.readable.set()
        await reading
        await bridge(third.scope, third.receive, third.send)
        assert len(mute.body) == len(third.body) == 6 * len(PIECE), "one that is begun ends, and makes room"

    run(stream, test)


def test_a_reader_who_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STALLED", 0.05)

    async def test(bridge: Bridge) -> None:
        mute = Line()
        mute.readable.clear()
        await bridge(mute.scope, mute.receive, mute.send)
        assert all(message["more_body"] for message in mute.said[1:]), "it is not whole"
        assert bridge.shelf._kept == 0

    go_on = threading.Event()
    go_on.set()
    run(growing(go_on, []), test)


PIECE = bytes(module.IN_MEMORY // 2)


def growing(go_on: threading.Event, ended: list[str], *, breaks: bool = False) -> Any:
    """An answer too long for memory, whose end comes after `go_on`."""

    def pieces() -> Iterable[bytes]:
        try:
            yield from [PIECE] * 3
            go_on.wait(10)
            if breaks:
                raise ValueError("bug")
            yield from [PIECE] * 3
            ended.append("whole")
        finally:
            ended.append("closed")

    def app(_environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return pieces()

    return app


def read_while_it_grows(
    after: Callable[[Line, threading.Event], object], *, breaks: bool = False
) -> tuple[Line, list[str]]:
    go_on, ended = threading.Event(), list[str]()
    lines = []

    async def test(bridge: Bridge) -> None:
        line = Line()
        lines.append(line)
        reading = asyncio.ensure_future(bridge(line.scope, line.receive, line.send))
        await line.heard.wait()
        assert ended == []
        after(line, go_on)
        await asyncio.sleep(0.02)
        go_on.set()
        await reading

    run(growing(go_on, ended, breaks=breaks), test)
    return lines[0], ended


def test_a_long_answer_is_read_while_it_is_written() -> None:
    line, ended = read_while_it_grows(lambda _line, go_on: go_on.set())
    assert (len(line.body), ended) == (6 * len(PIECE), ["whole", "closed"])
    assert line.said[-1]["more_body"] is False


def test_one_that_breaks_off_has_no_end(caplog: pytest.LogCaptureFixture) -> None:
    line, ended = read_while_it_grows(lambda _line, go_on: go_on.set(), breaks=True)
    assert (line.status, ended) == (200, ["closed"])
    assert all(message["more_body"] for message in line.said[1:])
    assert "no answer to GET /" in caplog.text


def test_http_1_0_in_which_no_end_can_be_missing_hears_all_or_that_it_failed() -> None:
    go_on, ended = threading.Event(), list[str]()
    go_on.set()
    line = Line()
    line.scope["http_version"] = "1.0"

    async def test(bridge: Bridge) -> None:
        await bridge(line.scope, line.receive, line.send)

    run(growing(go_on, ended, breaks=True), test)
    assert (line.status, ended) == (500, ["closed"])


def test_nothing_is_computed_for_who_hung_up() -> None:
    _line, ended = read_while_it_grows(lambda line, _go_on: line.left.set())
    assert ended == ["closed"]


def test_the_answer_is_closed_in_the_thread_that_made_it() -> None:
    threads = []

    class Answer(list[bytes]):
        def close(self) -> None:
            threads.append(threading.current_thread())

    def app(_environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        threads.append(threading.current_thread())
        start("204 No Content", [])
        return Answer([b""])

    assert ask(app).status == 204
    assert len(set(threads)) == 1
    assert threads[0] is not threading.main_thread()


def test_a_file_goes_through_the_wrapper() -> None:
    file = BytesIO(b"photo" * 100_000)

    def app(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "500000")])
        wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](file, 4096)
        return wrapped

    assert ask(app).body == b"photo" * 100_000
    assert file.closed


def test_an_application_that_breaks_answers_500_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def app(_environ: Environ, _start: Callable[..., Any]) -> Iterable[bytes]:
        raise ValueError("bug")

    assert ask(app).status == 500
    assert "no answer to GET /" in caplog.text


def waiting_app(go_on: threading.Event) -> Any:
    """What is costly is computed until `go_on`."""

    def app(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/costly":
            go_on.wait(10)
        return echo(environ, start)

    return app


def second_is_turned_away(**how: Any) -> None:
    """While a first costly request is computed a second is asked to come again; the first gets its answer."""
    go_on = threading.Event()

    async def test(bridge: Bridge) -> None:
        first, second = Line(path="/costly"), Line(path="/costly")
        working = asyncio.ensure_future(bridge(first.scope, first.receive, first.send))
        await asyncio.sleep(0)
        await bridge(second.scope, second.receive, second.send)
        assert second.status == 503
        assert (b"retry-after", b"5") in second.said[0]["headers"]
        go_on.set()
        await working
        assert first.status == 200

    run(waiting_app(go_on), test, **how)


def test_more_than_can_wait_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUEUE", 1)
    second_is_turned_away()


def test_more_costly_requests_than_their_lane_holds_are_asked_to_come_again() -> None:
    second_is_turned_away(threads=2, lane=Lane(1, 0))


def test_costly_requests_leave_a_thread_to_pages_however_many_come() -> None:
    go_on = threading.Event()

    async def test(bridge: Bridge) -> None:
        costly = [Line(path="/costly") for _line in range(5)]
        computed = [asyncio.ensure_future(bridge(line.scope, line.receive, line.send)) for line in costly]
        await asyncio.sleep(0)
        page = Line()
        await bridge(page.scope, page.receive, page.send)
        assert (page.status, [line.said for line in costly]) == (200, [[]] * 5)
        go_on.set()
        await asyncio.gather(*computed)
        assert {line.status for line in costly} == {200}

    run(waiting_app(go_on), test, threads=2, lane=Lane(1, 9))


def test_headers_arrive_as_wsgi_wants_them() -> None:
    seen: Environ = {}

    def app(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        seen.update(environ)
        return echo(environ, start)

    headers = [(b"content-type", b"text/plain"), (b"x-forwarded-for", b"10.0.0.1"), (b"x_forwarded_for", b"6.6.6.6"),
               (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y")]  # fmt: skip
    ask(app, path="/caf%C3%A9%2F", headers=headers)
    assert seen["CONTENT_TYPE"] == "text/plain"
    assert seen["HTTP_X_FORWARDED_FOR"] == "10.0.0.1"  # a name with underscores could pass for it
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert seen["HTTP_ACCEPT"] == "x,y"
    assert seen["PATH_INFO"] == "/caf\xc3\xa9/"
    assert seen["REMOTE_ADDR"] == "127.0.0.9"
