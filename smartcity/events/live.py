"""/live/events: what happens in the city, as it happens, as server-sent events. Raw ASGI, no Django handler.

    GET /live/events?area=31.71.01&kind=reports,cameras&mine=1&after=4711
    Authorization: Bearer <token>        or the session's cookie, or nothing
    Last-Event-ID: 4712                  wins over ?after=; without both it begins with what happens next

Format: https://html.spec.whatwg.org/multipage/server-sent-events.html; errors: RFC 9457."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.db import Error

from smartcity.accounts.queries import Reach
from smartcity.events.live_client import Client, Send, message
from smartcity.events.live_hub import Hub
from smartcity.events.live_log import KINDS, Wish
from smartcity.events.live_viewer import ANYBODY, credential, reseated, viewer

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
AREA = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
MOST_PARAMETERS = 20
FIRST_LINES = b"retry: 2000\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Refusal(Exception):
    """Becomes a problem+json answer."""

    def __init__(self, status: HTTPStatus, detail: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers


hub = Hub(viewer, reseated)


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application for /live/*; `hub` must have been started."""
    try:
        wish, after = asked(scope)
        proof = credential(scope["headers"])
        reach = await welcome(proof, wish)
    except Refusal as no:
        await refuse(send, no)
        return
    await stream(Client(send, wish, reach, proof), after, receive, send)


def asked(scope: Scope) -> tuple[Wish, int | None]:
    """The wish, and the last event heard. Raises Refusal."""
    if scope["path"] != "/live/events":
        raise Refusal(HTTPStatus.NOT_FOUND, "There is /live/events.")
    if scope["method"] != "GET":
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET.", (b"allow", b"GET"))
    query = _query(scope["query_string"].decode("latin-1"))
    area, kinds = query.get("area", ""), frozenset(filter(None, query.get("kind", "").split(",")))
    if area and not AREA.fullmatch(area):
        raise Refusal(HTTPStatus.BAD_REQUEST, "area: an area's code, for example 31.71.01")
    if unknown := kinds - set(KINDS):
        raise Refusal(
            HTTPStatus.BAD_REQUEST, f"kind: {', '.join(sorted(unknown))} is none of {', '.join(KINDS)}"
        )
    if query.get("mine", "0") not in ("0", "1"):
        raise Refusal(HTTPStatus.BAD_REQUEST, "mine: 0 or 1")
    last = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1") or query.get("after", "")
    if last and not (last.isascii() and last.isdigit() and len(last) < 19):
        raise Refusal(HTTPStatus.BAD_REQUEST, "Last-Event-ID or after: the id of an event, a whole number")
    wish = Wish(area, frozenset(KINDS[kind] for kind in kinds), query.get("mine") == "1")
    return wish, int(last) if last else None


def _query(text: str) -> dict[str, str]:
    """Raises Refusal."""
    try:
        return {name: values[-1] for name, values in parse_qs(text, max_num_fields=MOST_PARAMETERS).items()}
    except ValueError as wrong:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"At most {MOST_PARAMETERS} parameters.") from wrong


async def welcome(proof: str, wish: Wish) -> Reach:
    """Who is it, and is there room? Raises Refusal."""
    later = (b"retry-after", b"5")
    if len(hub.clients) >= settings.LIVE_CLIENTS:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Too many are listening.", later)
    if hub.cursor < 0:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The log cannot be read yet.", later)
    try:
        reach = await hub.ask(viewer, proof) if proof else ANYBODY
    except Error as away:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer.", later) from away
    if reach is None or (wish.mine and reach.user_id is None):
        raise Refusal(
            HTTPStatus.UNAUTHORIZED, "Sign in, or use a valid token.", (b"www-authenticate", b"Bearer")
        )
    return reach


async def stream(client: Client, after: int | None, receive: Receive, send: Send) -> None:
    """From here the hub writes; this waits until the listener goes or is let go."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send(message(FIRST_LINES))
    watch = asyncio.ensure_future(until_gone(receive, client))
    try:
        await hub.join(client, after)
        await client.over
    finally:
        watch.cancel()
        hub.leave(client)
    if client.over.result() in ("stop", "signed out") and client.pump is None:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await send(message(b"", more=False))


async def until_gone(receive: Receive, client: Client) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.drop("left")


async def refuse(send: Send, no: Refusal) -> None:
    problem = {"type": "about:blank", "title": no.status.phrase, "status": no.status, "detail": str(no)}
    body = json.dumps(problem).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": no.status, "headers": [*headers, *no.headers]})
    await send(message(body, more=False))
