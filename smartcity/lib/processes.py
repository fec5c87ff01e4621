"""Who a process is, whether it still lives, and how a child follows its parent into the grave."""

import ctypes
import os
import signal
import socket
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)


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


def die_with_parent(parent: int) -> None:
    """Let the kernel end this process when `parent` (its pid) ends, even by kill -9. Linux only; call it from
    the main thread, early. Elsewhere the supervisor's own stopping has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before the line above
        os.kill(os.getpid(), signal.SIGTERM)
