"""The front door: /live/* is answered here in the event loop, every other path by Django in a thread (wsgi.py).

Ordinary pages never go through Django's ASGI handler, which costs nine times as much a request."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from django.conf import settings  # noqa: E402 these need what is set up above
from django.db import connection, connections  # noqa: E402

from smartcity.events.live import hub, live  # noqa: E402
from smartcity.events.live_listen import Listener  # noqa: E402
from smartcity.lib.bridge import Bridge  # noqa: E402
from smartcity.serving.lanes import Lanes  # noqa: E402
from smartcity.wsgi import application as pages  # noqa: E402

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
bridge = Bridge(pages, settings.THREADS, settings.MAX_BODY, Lanes(settings.THREADS).lane_of)


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await live(scope, receive, send)
    elif scope["type"] == "http":
        await bridge(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1000})


async def lifespan(receive: Receive, send: Send) -> None:
    await receive()
    listener = Listener() if connection.vendor == "postgresql" else None
    if listener:
        listener.start()
    await hub.start()
    await hub.settle(patience=5)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    if listener:
        listener.stop()
    await hub.stop()
    bridge.close(connections.close_all)
    await send({"type": "lifespan.shutdown.complete"})
