"""The limit: a bare asyncio loop that writes the same bytes to every connection."""

import asyncio
import json
import sys
import time

listeners = []
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nretry: 2000\n"


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        path = data.split(b" ", 2)[1]
        if path.startswith(b"/live"):
            self.transport.write(HEAD)
            listeners.append(self.transport)
            return
        if path == b"/event":
            happen()
        elif path == b"/end":
            for listener in listeners:
                listener.close()
        body = b"%d" % len(listeners)
        self.transport.write(
            b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s" % (len(body), body)
        )
        self.transport.close()


def happen():
    data = {"id": 1, "at": "2026-11-23T23:39:15.784Z", "verb": "submit", "subject": "report:1", "area": "",
            "status": "waiting", "category": "road", "number": 482917, "lon": 106.8271, "lat": -6.1754, "title": "x" * 100,
            "t": time.monotonic()}  # fmt: skip
    frame = b"id: 1\ndata: %s\n\n" % json.dumps(data, separators=(",", ":")).encode()
    for listener in listeners:
        listener.write(frame)


async def main():
    server = await asyncio.get_running_loop().create_server(
        Connection, "127.0.0.1", int(sys.argv[1]), backlog=4096
    )
    await server.serve_forever()


asyncio.run(main())
