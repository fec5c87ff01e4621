"""The city's own front and hub, with an event recorded in this process at each GET /event."""

import asyncio
import json
import sys
import time

from smartcity.asgi import application as city
from smartcity.events.actions import record
from smartcity.events.live import hub
from smartcity.lib.db import write
from smartcity.serving.web import serve

DATA = {
    "status": "waiting",
    "category": "road",
    "number": 482917,
    "lon": 106.8271,
    "lat": -6.1754,
    "title": "x" * 100,
}


def happen():
    with write():
        record("report:1", "submit", DATA | {"t": time.monotonic()})


async def application(scope, receive, send):
    if scope["type"] != "http" or scope["path"].startswith("/live/"):
        await city(scope, receive, send)
        return
    if scope["path"] == "/event":
        await asyncio.get_running_loop().run_in_executor(hub.asker, happen)
    elif scope["path"] == "/end":
        for client in tuple(hub.clients):
            client.drop("stop")
    body = json.dumps(len(hub.clients)).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]}
    )
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    asyncio.run(serve(application, "127.0.0.1", int(sys.argv[1])))
