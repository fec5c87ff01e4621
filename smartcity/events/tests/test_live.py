"""GET /live/events, asked as a server asks it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
from django.db import OperationalError

from smartcity.accounts.queries import Reach
from smartcity.events import live as endpoint
from smartcity.events.live import live
from smartcity.events.live_hub import Hub
from smartcity.events.tests.listening import Ear, Log, until, with_hub

LURAH = Reach(user_id=5, covers=frozenset({7}))
Ask = Callable[..., Awaitable[tuple[int, dict[bytes, bytes], Any]]]


class Line:
    """One connection: `ear` hears, `hang_up()` ends it."""

    def __init__(self, query: str, method: str, path: str, headers: dict[str, str]) -> None:
        self.ear = Ear()
        self.gone = asyncio.Event()
        self.asked = False
        given = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": given,
        }
        self.task = asyncio.ensure_future(live(scope, self.receive, self.ear.send))

    async def receive(self) -> dict[str, Any]:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def hang_up(self) -> None:
        self.gone.set()
        await self.task


def call(
    query: str = "", method: str = "GET", path: str = "/live/events", headers: dict[str, str] | None = None
) -> Line:
    return Line(query, method, path, headers or {})


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def city(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Hub], Coroutine[Any, Any, None]]], None]:
    """Runs a test beside the endpoint and its hub."""

    def run(test: Callable[[Hub], Coroutine[Any, Any, None]]) -> None:
        async def with_endpoint(hub: Hub) -> None:
            monkeypatch.setattr(endpoint, "hub", hub)
            await test(hub)

        with_hub(log, with_endpoint, monkeypatch)

    return run


City = Callable[[Callable[[Hub], Coroutine[Any, Any, None]]], None]


def test_it_works(city: City, log: Log) -> None:
    async def test(hub: Hub) -> None:
        line = call()
        await until(lambda: bool(hub.clients))
        log.happen("report:482917", data={"status": "waiting", "lon": 106.81})
        hub.tap()
        await until(lambda: bool(line.ear.ids))
        assert line.ear.start["status"] == 200
        headers = dict(line.ear.start["headers"])
        assert headers[b"content-type"] == b"text/event-stream; charset=utf-8"
        assert headers[b"cache-control"] == b"no-cache, no-transform"
        assert headers[b"x-accel-buffering"] == b"no"
        assert b"".join(line.ear.bodies).decode() == (
            "retry: 2000\n"
            "id: 1\n"
            'data: {"id":1,"at":"2026-11-23T05:00:00.000Z","verb":"submit","subject":"report:482917","area":"",'
            '"status":"waiting","lon":106.81}\n\n'
        )
        await line.hang_up()
        assert not hub.clients
        assert not line.ear.ended  # nobody is there to be told

    city(test)


def test_what_an_event_says_of_itself_cannot_be_overruled_by_its_data(city: City, log: Log) -> None:
    async def test(hub: Hub) -> None:
        line = call("after=0")
        await until(lambda: bool(line.ear.ids))
        assert b'"id":1,' in b"".join(line.ear.bodies)
        await line.hang_up()

    log.happen(data={"id": 4711, "subject": "report:9", "text": "two\nlines\r\n\r\nid: 7"})
    city(test)


@pytest.mark.parametrize("headers", [{"Last-Event-ID": "2"}, {"Last-Event-ID": "2", "after": "0"}, {}])
def test_it_resumes_after_the_last_event_heard(city: City, log: Log, headers: dict[str, str]) -> None:
    async def test(hub: Hub) -> None:
        line = call(f"after={headers.pop('after', 2)}", headers=headers)
        await until(lambda: line.ear.ids == [3, 4])
        await line.hang_up()

    for _event in range(4):
        log.happen()
    city(test)


@pytest.mark.parametrize(
    "query, heard",
    [
        ("kind=reports,beds", [1, 3]),
        ("area=31.71", [1, 2]),
        ("area=31.71.01", [1]),
        ("area=31.71.01.1001", [1]),
        ("area=31.7", []),
        ("area=31.71&kind=cameras", [2]),
    ],
)
def test_it_tells_what_was_asked_for(city: City, log: Log, query: str, heard: list[int]) -> None:
    async def test(hub: Hub) -> None:
        line = call(f"after=0&{query}")
        await until(lambda: any(hub.voices.values()))
        assert line.ear.ids == heard
        await line.hang_up()

    for subject, area in (("report:1", "31.71.01.1001"), ("camera:1", "31.71.04"), ("bed:1", "")):
        log.happen(subject)
        log.items[-1] = type(log.items[-1])(*[getattr(log.items[-1], f) for f in ("id", "event", "kind")], area,
                                            log.items[-1].frame)  # fmt: skip
    city(test)


@pytest.mark.parametrize(
    "query, method, path, status, word",
    [
        ("", "HEAD", "/live/events", 405, "GET"),
        ("", "POST", "/live/events", 405, "GET"),
        ("", "GET", "/live/nothing", 404, "/live/events"),
        ("kind=zebras", "GET", "/live/events", 400, "zebras"),
        ("&".join(f"a{n}=1" for n in range(21)), "GET", "/live/events", 400, "20"),
        ("area=31.71%0d%0a", "GET", "/live/events", 400, "area"),
        ("area=*", "GET", "/live/events", 400, "area"),
        ("mine=yes", "GET", "/live/events", 400, "mine"),
        ("after=-1", "GET", "/live/events", 400, "after"),
        ("after=1e3", "GET", "/live/events", 400, "after"),
        ("after=9999999999999999999999", "GET", "/live/events", 400, "after"),
        ("after=%D9%A1", "GET", "/live/events", 400, "after"),
        ("mine=1", "GET", "/live/events", 401, "Sign in"),
    ],
)
def test_a_bad_wish_is_refused(
    city: City, query: str, method: str, path: str, status: int, word: str
) -> None:
    async def test(hub: Hub) -> None:
        line = call(query, method, path)
        await line.task
        headers = dict(line.ear.start["headers"])
        assert (line.ear.start["status"], headers[b"content-type"]) == (status, b"application/problem+json")
        problem = json.loads(line.ear.bodies[0])
        assert problem["status"] == status
        assert word in problem["detail"]
        assert not hub.clients

    city(test)


def test_who_shows_a_token_is_looked_up_once(city: City, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def viewer(credential: str) -> Reach:
        asked.append(credential)
        return LURAH

    async def test(hub: Hub) -> None:
        line = call("after=0&mine=1", headers={"Authorization": "Bearer abc"})
        await until(lambda: line.ear.ids == [1])
        assert asked == ["bearer abc"]
        await line.hang_up()

    monkeypatch.setattr(endpoint, "viewer", viewer)
    log.happen(audience="office", office_id=7)
    log.happen(audience="office", office_id=8)
    city(test)


def test_a_token_that_is_none_is_refused(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(hub: Hub) -> None:
        line = call(headers={"Authorization": "Bearer stale"})
        await line.task
        assert line.ear.start["status"] == 401
        assert dict(line.ear.start["headers"])[b"www-authenticate"] == b"Bearer"

    monkeypatch.setattr(endpoint, "viewer", lambda credential: None)
    city(test)


def test_without_the_database_a_token_is_asked_to_come_again(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def viewer(credential: str) -> Reach:
        raise OperationalError("away")

    async def test(hub: Hub) -> None:
        line = call(headers={"Authorization": "Bearer abc"})
        await line.task
        assert line.ear.start["status"] == 503
        assert b"retry-after" in dict(line.ear.start["headers"])

    monkeypatch.setattr(endpoint, "viewer", viewer)
    city(test)


def test_one_too_many_is_asked_to_come_again(city: City, settings: Any) -> None:
    async def test(hub: Hub) -> None:
        first = call()
        await until(lambda: len(hub.clients) == 1)
        second = call()
        await second.task
        assert second.ear.start["status"] == 503
        await first.hang_up()
        third = call()
        await until(lambda: len(hub.clients) == 1)
        assert third.ear.start["status"] == 200
        await third.hang_up()

    settings.LIVE_CLIENTS = 1
    city(test)


def test_a_server_that_stops_lets_everybody_go_with_a_proper_end(city: City) -> None:
    async def test(hub: Hub) -> None:
        lines = [call(), call()]
        await until(lambda: len(hub.clients) == 2)
        await hub.stop()
        await asyncio.gather(*(line.task for line in lines))
        assert all(line.ear.ended for line in lines)
        late = call()
        await late.task  # does not hang on
        assert not hub.clients

    city(test)


def test_a_stopping_server_does_not_wait_for_one_who_does_not_read(city: City, log: Log) -> None:
    async def test(hub: Hub) -> None:
        line = call()
        await until(lambda: bool(hub.clients) and bool(hub.voices))
        line.ear.open.clear()
        log.happen()
        hub.tap()
        await until(lambda: hub.cursor == 1)
        await hub.stop()
        await asyncio.wait_for(line.task, 2)

    city(test)
