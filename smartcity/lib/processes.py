"""Who a process is, whether it still lives, and how a child follows its parent into the grave."""

import ctypes
import fcntl
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from smartcity.lib.errors import Conflict

PR_SET_PDEATHSIG = 1  # prctl(2)
SUPERVISOR = "SUPERVISOR_PID"  # the environment variable by which a child knows whose it is


def identity(pid: int | None = None) -> str:
    """ "host:pid:start": names one process of one machine, though its pid be given out again."""
    pid = pid or os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid)}"


def is_gone(who: str) -> bool:
    """Is the process of this identity certainly dead? Of another machine nobody here can say: False."""
    host, _colon, rest = who.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return identity(int(rest)) != who


def _started(pid: int) -> str:
    """Clock ticks since boot at which it started (field 22 of proc(5)); empty where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state in "ZX" else fields[18]  # a zombie has died already


def follow_supervisor() -> None:
    """In a child of a supervisor: end when it ends. Call it from the main thread, after the handler of SIGTERM is set."""
    if supervisor := int(os.environ.get(SUPERVISOR, "0")):
        die_with_parent(supervisor)


def die_with_parent(parent: int) -> None:
    """Get SIGTERM when `parent` (its pid) ends, even by kill -9. On Linux; elsewhere the parent's own stopping has
    to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before the line above
            os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only process that runs a city in `folder`, until the end however it comes. Raises Conflict."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = _("Di %(folder)s sudah berjalan sebuah kota. Pilih folder lain, atau hentikan yang itu.")
            raise Conflict(said % {"folder": folder}, code="running") from None
        yield


def heed_make() -> None:
    """End with our `make` when only it is interrupted: GNU make keeps a lone SIGINT to itself and waits for us.

    Watched from a thread, as nothing tells: once interrupted, make no longer catches the signal (proc(5), SigCgt)."""
    parent = os.getppid()
    if _status(parent).get("Name") in ("make", "gmake") and _catches_interrupt(parent):
        threading.Thread(target=_heed, args=(parent,), daemon=True).start()


def _heed(make: int) -> None:
    while _catches_interrupt(make):
        time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGINT)


def _catches_interrupt(pid: int) -> bool:
    return bool(int(_status(pid).get("SigCgt", "0"), 16) & 1 << (signal.SIGINT - 1))


def _status(pid: int) -> dict[str, str]:
    """The lines of /proc/<pid>/status; none where there is no such process, or no /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
