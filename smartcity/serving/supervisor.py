"""Starts the city's processes, starts them again when they die, and ends with every one of them ended."""

import errno
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.processes import SUPERVISOR
from smartcity.lib.reasons import why

GRACE = 8.0  # seconds a child has to end in after SIGTERM
TICK = 0.1
STEADY = 30.0  # seconds after which a child counts as well again
# From this size on, bytes, memory goes back to the system when it is freed. Left alone, glibc learns from the first large
# picture to keep such pieces, in each thread: gigabytes after a few. See mallopt(3), M_MMAP_THRESHOLD.
MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 20)}
log = logging.getLogger(__name__)


class PortTaken(DomainError):
    """Somebody else listens there."""

    code = "port_taken"


@dataclass
class Child:
    """`args` go to the Python interpreter. It leads a process group of its own, so that a terminal's Ctrl-C
    reaches only the supervisor, and so that what the child itself started can be ended with it."""

    name: str
    args: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.25
    due: float = 0.0

    def start(self) -> None:
        self.started = monotonic()
        self.process = subprocess.Popen(  # noqa: S603 our own modules
            [sys.executable, *self.args],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=MEMORY | os.environ | {SUPERVISOR: str(os.getpid())},
        )

    def died(self) -> int | None:
        """Its exit code, told once; None while it lives. Sets when it is to be started again."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.signal(signal.SIGKILL)  # what it may have left behind
        self.process = None
        self.pause = 0.5 if monotonic() - self.started > STEADY else min(self.pause * 2, 30)
        self.due = monotonic() + self.pause
        return code

    def signal(self, number: int) -> None:
        """To the whole group."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    workers: int = 1,
    extra: Sequence[Child] = (),
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. `workers` web processes share the port (SQLite allows one); `extra` are
    further children; `on_ready` is called once with the address, when /healthz first says ok.

    Raises PortTaken, Invalid. Call it from the main thread."""
    if workers > 1 and connection.vendor == "sqlite":
        raise Invalid(
            _("SQLite hanya punya satu penulis, jadi satu proses web. Pakai PostgreSQL untuk lebih.")
        )
    connection.close()
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    ensure_free(host, port)
    web = [Child("web", ["-m", "smartcity.serving.web", host, str(port)]) for _worker in range(workers)]
    worker = Child("worker", ["-m", "smartcity.serving.worker"])
    Supervisor([*web, worker, *extra], host, port, on_ready or say_ready).run()


def say_ready(address: str) -> None:
    print(f"ready {address}", flush=True)  # noqa: T201 scripts wait for this line


class Supervisor:
    def __init__(
        self, children: Sequence[Child], host: str, port: int, on_ready: Callable[[str], None]
    ) -> None:
        self.children = children
        self.host = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 compared, not bound
        self.port = port
        self.on_ready: Callable[[str], None] | None = on_ready
        self.stopping = threading.Event()
        self.patience = GRACE

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.asked_to_stop)
        try:
            while not self.stopping.wait(TICK):
                for child in self.children:
                    self.attend(child)
                self.tell_when_ready()
        finally:
            self.stop()

    def asked_to_stop(self, _number: int, _frame: Any) -> None:
        if self.stopping.is_set():
            self.patience = 0  # asked twice: at once
        self.stopping.set()

    def attend(self, child: Child) -> None:
        """Raises PortTaken."""
        code = child.died()
        if code == errno.EADDRINUSE:
            raise PortTaken(_taken(self.host, self.port))
        if code is not None:
            log.error("%s ended (%d); starting it again in %.1f s", child.name, code, child.pause)
        if child.process is None and monotonic() >= child.due:
            child.start()

    def tell_when_ready(self) -> None:
        if self.on_ready and _healthy(self.host, self.port):
            self.on_ready(f"http://{self.host}:{self.port}")
            self.on_ready = None

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to those who do not heed it; returns when none is left."""
        began = monotonic()
        for child in self.children:
            child.signal(signal.SIGTERM)
        for child in self.children:
            while child.process and child.process.poll() is None and monotonic() - began < self.patience:
                sleep(0.02)
            child.signal(signal.SIGKILL)
            if child.process:
                child.process.wait()


def _taken(host: str, port: int, reason: str = "") -> str:
    return _("Port %(port)d di %(host)s tidak bisa dipakai: %(why)s. Pilih yang lain dengan --port.") % {
        "port": port,
        "host": host,
        "why": reason or why(OSError(errno.EADDRINUSE, "")),
    }


def ensure_free(host: str, port: int) -> None:
    """Raises PortTaken. Asked without SO_REUSEPORT, with which two cities would quietly share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            raise PortTaken(_taken(host, port, why(wrong))) from wrong


def _healthy(host: str, port: int) -> bool:
    named = settings.ALLOWED_HOSTS[0].lstrip(".*") if settings.ALLOWED_HOSTS else ""
    asking = http.client.HTTPConnection(host, port, timeout=5)
    try:
        asking.request("GET", "/healthz", headers={"Host": named or "127.0.0.1"})
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
