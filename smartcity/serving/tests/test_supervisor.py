"""The supervisor with small children: none is lost, none is left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from smartcity.lib.processes import identity, is_gone
from smartcity.serving import supervisor as module
from smartcity.serving.supervisor import Child, PortTaken, Supervisor, serve

SLEEP = "import time; time.sleep(60)"


def until(there: Callable[[], Any]) -> None:
    for _try in range(2000):
        if there():
            return
        threading.Event().wait(0.005)
    raise TimeoutError


def written(path: Path) -> int:
    """The pid a process has written there, once it has."""
    until(lambda: path.exists() and path.read_text())
    return int(path.read_text())


def dead(pid: int) -> bool:
    """Gone, or a zombie nobody here could reap."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture
def over() -> Iterator[Callable[..., Supervisor]]:
    """A supervisor of these children, not yet running; whatever they do, they are gone after the test."""
    made: list[Supervisor] = []

    def make(*children: Child) -> Supervisor:
        made.append(Supervisor(children, "127.0.0.1", 1, on_ready=lambda address: None))
        return made[-1]

    yield make
    for supervisor in made:
        supervisor.patience = 0
        supervisor.stop()


def test_it_works(over: Callable[..., Supervisor]) -> None:
    child = Child("sleeper", ["-c", SLEEP])
    supervisor = over(child)
    supervisor.attend(child)
    process = child.process
    assert process
    assert process.poll() is None
    supervisor.stop()
    assert process.returncode == -signal.SIGTERM


def test_a_dead_child_is_started_again_ever_later(over: Callable[..., Supervisor], caplog: Any) -> None:
    child = Child("sleeper", ["-c", "raise SystemExit(3)"])
    supervisor = over(child)
    pids, pauses = set(), []
    while len(pids) < 3:
        supervisor.attend(child)
        if child.process and child.process.pid not in pids:
            pids.add(child.process.pid)
            pauses.append(child.pause)
            child.process.wait()
        child.due = 0.0  # not to wait for it here
    assert pauses == [0.25, 0.5, 1.0]
    assert "sleeper ended (3); starting it again" in caplog.text


def test_a_child_that_ran_well_is_started_again_soon(over: Callable[..., Supervisor]) -> None:
    child = Child("sleeper", ["-c", "raise SystemExit(3)"], pause=16)
    supervisor = over(child)
    supervisor.attend(child)
    assert child.process
    child.process.wait()
    child.started -= module.STEADY + 1
    supervisor.attend(child)
    assert child.pause == 0.5


def test_one_that_does_not_heed_is_killed(over: Callable[..., Supervisor], tmp_path: Path) -> None:
    deaf = f"import signal, os; signal.signal(15, signal.SIG_IGN); open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); {SLEEP}"
    child = Child("deaf", ["-c", deaf])
    supervisor = over(child)
    supervisor.attend(child)
    written(tmp_path / "pid")
    supervisor.patience = 0.05
    process = child.process
    supervisor.stop()
    assert process
    assert process.returncode == -signal.SIGKILL


HOARD = """
import resource, threading, sys
def pages(): return int(open('/proc/self/statm').read().split()[1])
before = pages()
for again in range(3):
    threads = [threading.Thread(target=lambda: b'x' * (30 << 20)) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
left = (pages() - before) * resource.getpagesize()
open(sys.argv[1], 'w').write(str(left))
"""


def test_a_child_gives_the_memory_of_large_pictures_back(
    over: Callable[..., Supervisor], tmp_path: Path
) -> None:
    child = Child("photos", ["-c", HOARD, str(tmp_path / "left")])
    over(child).attend(child)
    assert written(tmp_path / "left") < 10 << 20


@pytest.mark.parametrize("how", ["stopped", "died"])
def test_what_a_child_started_ends_with_it(over: Callable[..., Supervisor], tmp_path: Path, how: str) -> None:
    grandchild = (
        f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    )
    child = Child(
        "parent", ["-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"]
    )
    supervisor = over(child)
    supervisor.attend(child)
    pid = written(tmp_path / "pid")
    if how == "stopped":
        supervisor.stop()
    else:
        assert child.process
        child.process.kill()
        until(lambda: supervisor.attend(child) or child.process is None)
    until(lambda: dead(pid))


def test_children_end_with_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    follower = (f"import os, time; from smartcity.lib.processes import follow_supervisor; follow_supervisor();"
                f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)")  # fmt: skip
    parent = (
        f"from smartcity.serving.supervisor import Child; Child('x', ['-c', {follower!r}]).start(); {SLEEP}"
    )
    process = subprocess.Popen([sys.executable, "-c", parent])
    pid = written(tmp_path / "pid")
    process.kill()
    process.wait()
    until(lambda: dead(pid))


def test_a_child_whose_supervisor_died_before_it_looked_ends_too() -> None:
    late = "from smartcity.lib.processes import follow_supervisor; follow_supervisor(); print('lives on')"
    done = subprocess.run(
        [sys.executable, "-c", late],
        env=os.environ | {"SUPERVISOR_PID": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, b"")


def test_a_taken_port_is_told_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTaken, match="sudah dipakai program lain"):
            module.ensure_free("127.0.0.1", taken.getsockname()[1])


def test_a_port_taken_in_between_ends_everything(over: Callable[..., Supervisor]) -> None:
    child = Child("web", ["-c", "import errno, sys; sys.exit(errno.EADDRINUSE)"])
    supervisor = over(child)
    supervisor.attend(child)
    assert child.process
    child.process.wait()
    with pytest.raises(PortTaken):
        supervisor.attend(child)


def test_an_identity_is_of_one_process() -> None:
    process = subprocess.Popen([sys.executable, "-c", SLEEP])
    who = identity(process.pid)
    assert not is_gone(who)
    assert is_gone(who.rpartition(":")[0] + ":1")  # the pid lives, but was given to another
    process.kill()
    assert is_gone(who) or process.wait()
    assert is_gone(who)


def test_of_another_machine_nobody_knows() -> None:
    assert not is_gone("elsewhere:1:1")


@pytest.mark.django_db
def test_sqlite_has_one_web_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.connection, "vendor", "sqlite", raising=False)
    with pytest.raises(module.Invalid, match="PostgreSQL"):
        serve(workers=2)
