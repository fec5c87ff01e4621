"""python -m smartcity.serving.web HOST PORT: one web process, granian in this process's own event loop.

Embedded rather than by granian's own process manager: that one waits for open streams before it tells the
application to end, so a single open map would hold up every stop."""

import asyncio
import errno
import gc
import logging
import resource
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from smartcity.asgi import Receive, Send, application
from smartcity.events.live import hub
from smartcity.lib.processes import follow_supervisor

App = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]
SPARE = 1000  # connections besides the live streams
log = logging.getLogger(__name__)


async def serve(app: App, host: str, port: int) -> None:
    """Until SIGTERM or SIGINT."""
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        backlog=2048,
        backpressure=settings.LIVE_CLIENTS + SPARE,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()

    async def stop() -> None:
        await hub.stop()  # the streams first: the server waits for them
        server.stop()  # type: ignore[no-untyped-call]  # granian annotates it not

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, lambda: loop.create_task(stop()))
    gc.freeze()  # what is loaded stays, so it need not be looked through ...
    gc.set_threshold(20_000, 20, 20)  # ... and thousands of listeners not at every turn
    await server.serve()


def more_files() -> None:
    """Each connection is an open file; take what the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = settings.LIVE_CLIENTS + 2 * SPARE
    if soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        if allowed < wanted:
            log.warning(
                "only %d files may be open; SMARTCITY_LIVE_CLIENTS=%d needs %d",
                allowed,
                settings.LIVE_CLIENTS,
                wanted,
            )


def main() -> None:
    follow_supervisor()
    more_files()
    host, port = sys.argv[1], int(sys.argv[2])
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            sys.exit(wrong.errno or errno.EADDRINUSE)
    asyncio.run(serve(application, host, port))


if __name__ == "__main__":
    main()
