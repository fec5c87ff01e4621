"""A program that takes what is posted to it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message as Headers
from types import SimpleNamespace

import pytest
import time_machine

from smartcity.hooks import actions, sending
from smartcity.hooks.chores import deliver, queue_up
from smartcity.lib import http
from smartcity.lib.http import Answer

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)
URL = "https://program.example/in"


@dataclass
class Program:
    """What it was sent, and what it answers: a status, or an error that is raised."""

    answer: object = 200
    got: list = field(default_factory=list)

    def post(self, url, body, headers, **_limits):
        self.got.append(SimpleNamespace(url=url, body=body, headers=dict(headers)))
        if isinstance(self.answer, Exception):
            raise self.answer
        return Answer(self.answer, Headers(), b"")


@pytest.fixture
def internet(monkeypatch):
    """program.example stands at a public address, all else in our own house."""
    monkeypatch.setattr(http, "getaddrinfo", lambda host, port, *a: [(2, 1, 6, "", (
        "93.184.216.34" if host == "program.example" else "127.0.0.1", port))])  # fmt: skip


@pytest.fixture
def taker(monkeypatch, internet):
    taker = Program()
    monkeypatch.setattr(sending, "post", taker.post)
    return taker


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def ask(taker):
    """`ask(user, **filters)`: a hook of theirs."""

    def of(user, **filters):
        return actions.register(user, URL, **filters)[0]

    return of


@pytest.fixture
def worker():
    """All that is due, once."""

    def go():
        queue_up()
        deliver()

    return go
