"""The whole city in its processes: ready, heard, killed, mended, stopped."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from smartcity.events.wake import notify_sql
from smartcity.serving.tests.test_supervisor import dead, until

pytestmark = pytest.mark.django_db  # that there be a database to copy
SERVE = (
    "import sys, django; django.setup(); from smartcity.serving import serve; serve(port=int(sys.argv[1]))"
)


class Running:
    """A served city. `database` opens a connection of this process to its database, as another process would."""

    def __init__(self, folder: Path, env: dict[str, str], database: Callable[[], Any]) -> None:
        self.database = database
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("SMARTCITY")} | env | {
            "SMARTCITY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "smartcity.settings", "PYTHONPATH": os.getcwd(),
            "PYTHONWARNINGS": "ignore",
        }  # fmt: skip
        self.process = self.start()
        assert self.process.stdout
        self.ready = self.process.stdout.readline()

    def happen(self, count: int = 1, text: str = "") -> None:
        mark, tell = ("%s", notify_sql) if connection.vendor == "postgresql" else ("?", "SELECT 1")
        insert = f"INSERT INTO events_event (at, subject, verb, data, audience) VALUES (CURRENT_TIMESTAMP, 'report:1', 'submit', {mark}, 'public')"  # noqa: S608
        with closing(self.database()) as database:
            for _event in range(count):
                database.execute(insert, [json.dumps({"text": text})])
            database.execute(tell)
            database.commit()

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.port)], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )  # fmt: skip

    def children(self) -> dict[str, int]:
        """Their pids by what they are."""
        found = subprocess.run(
            ["pgrep", "-a", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return {
            re.split(r"serving\.(\w+)", line)[1]: int(line.split()[0]) for line in found.stdout.splitlines()
        }

    def ask(self, path: str) -> tuple[int, str]:
        """Status and body; 0 while nobody answers."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asking.request("GET", path)
            answer = asking.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            asking.close()

    def healthy(self) -> bool:
        return self.ask("/healthz") == (200, '{"status": "ok"}')

    def memory(self) -> int:
        """Bytes of the web process."""
        return int(Path(f"/proc/{self.children()['web']}/statm").read_text().split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )


class Stream:
    """An open /live/events."""

    def __init__(self, port: int, query: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.file = self.socket.makefile("rb")
        try:
            self.socket.sendall(f"GET /live/events?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            seen = []
            while (line := self.file.readline()) != b"retry: 2000\n":
                seen.append(line)
                if not line:
                    raise EOFError(seen)
        except BaseException:
            self.close()  # or it is found unclosed in the middle of another test
            raise

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def next(self) -> dict[str, Any]:
        """The next event."""
        for line in self.file:
            if line.startswith(b"data: "):
                told: dict[str, Any] = json.loads(line[6:])
                return told
        raise EOFError


Listen = Callable[..., Stream]


@pytest.fixture
def listen(city: Running) -> Iterator[Listen]:
    """Opens streams that are closed after the test."""
    with ExitStack() as opened:
        yield lambda query="": opened.enter_context(closing(Stream(city.port, query)))


@pytest.fixture
def city(served: Running) -> Running:
    """Up and well, though a test before may have ended it."""
    if served.process.poll() is not None:
        served.process = served.start()
        until(served.healthy)
    return served


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Running]:
    """On SQLite in a file with the tests' tables; on PostgreSQL in the tests' own database."""
    folder = tmp_path_factory.mktemp("city")
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "city.sqlite3")) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        env, database = {}, lambda: sqlite3.connect(folder / "city.sqlite3")
    else:
        url = urlunsplit(urlsplit(os.environ["SMARTCITY_DATABASE_URL"])._replace(path=f"/{name}"))
        env, database = {"SMARTCITY_DATABASE_URL": url}, lambda: psycopg.connect(url)
    running = Running(folder, env, database)
    yield running
    running.process.terminate()
    running.process.communicate(timeout=20)
    with closing(database()) as rows:
        rows.execute("DELETE FROM events_event")
        rows.execute("DELETE FROM events_chore")
        rows.commit()


def test_it_works(city: Running) -> None:
    assert city.ready == f"ready http://127.0.0.1:{city.port}\n"
    assert city.healthy()
    assert set(city.children()) == {"web", "worker"}


def test_what_another_process_writes_is_heard(city: Running, listen: Listen) -> None:
    stream = listen()
    city.happen()
    assert stream.next()["subject"] == "report:1"


def test_who_was_cut_off_resumes(city: Running, listen: Listen) -> None:
    stream = listen()
    city.happen()
    last = stream.next()["id"]
    stream.close()
    city.happen(3)
    again = listen(f"after={last}")
    assert [again.next()["id"] for _event in range(3)] == [last + 1, last + 2, last + 3]


def test_listeners_that_never_read_are_dropped_and_cost_no_memory(city: Running, listen: Listen) -> None:
    """Each would have to be kept 10 MB; the system itself takes some 4 of them."""
    reader = listen()
    deaf = [listen() for _listener in range(20)]
    before = city.memory()
    city.happen(100, "x" * 100_000)
    for _event in range(100):
        last = reader.next()
    until(lambda: 'smartcity_live_ended_total{why="slow"} 20.0' in city.ask("/metrics")[1])
    assert city.memory() - before < 80 << 20  # unbounded it would be 200 MB
    city.happen()
    assert reader.next()["id"] == last["id"] + 1
    assert len(deaf) == 20


def test_a_killed_web_process_is_replaced(city: Running) -> None:
    killed = city.children()["web"]
    os.kill(killed, signal.SIGKILL)
    until(lambda: city.healthy() and city.children().get("web", killed) != killed)


def test_a_second_city_on_the_same_port_ends_with_one_line(city: Running) -> None:
    said = subprocess.run([sys.executable, "-c", SERVE, str(city.port)], env=city.env, capture_output=True, text=True, check=False)  # fmt: skip
    assert said.returncode != 0
    assert "sudah dipakai program lain" in said.stderr.splitlines()[-1]
    assert city.healthy()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(city: Running, listen: Listen, how: int) -> None:
    stream = listen()
    children = city.children()
    city.process.send_signal(how)
    city.process.communicate(timeout=20)
    assert city.process.returncode == (0 if how != signal.SIGKILL else -how)
    until(lambda: all(dead(pid) for pid in children.values()))
    assert stream.socket.recv(100) in (b"", b"0\r\n\r\n")
