"""Another system, as a double: it keeps what it is sent and answers what it is told to."""

import json
from datetime import UTC, datetime
from email.message import Message as Headers
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from smartcity.lib import http
from smartcity.lib.http import Answer
from smartcity.partners import actions, endpoint, listening, polling, sending
from smartcity.partners.actions import Wanted
from smartcity.partners.chores import queue_up
from smartcity.partners.models import Dispatch
from smartcity.reports.models import Category

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)
URL = "https://mitra.example/open311/v2"
KEY = "kunci-rahasia-mitra"


class Other:
    """`answers[path]` is what a path answers: a list or dict (200), bytes, a status, an error to raise, a function of what
    was asked, or several of these in turn. `posted` are the forms, `asked` every path."""

    def __init__(self):
        self.posted, self.asked, self.pictures = [], [], {}
        self.answers = {
            "POST requests": self._take,
            "requests": [],
            "servicerequestupdates": 404,
            "POST servicerequestupdates": [{"update_id": "1"}],
            "services": [{"service_code": "ROAD", "service_name": "Jalan"}],
        }

    def _take(self, form):
        return [{"service_request_id": f"M-{len(self.posted)}"}]

    def stands(self, theirs="M-1", status="open", updates=None, **fields):
        self.answers[f"requests/{theirs}"] = [{"service_request_id": theirs, "status": status} | fields]
        if updates is not None:
            self.answers["servicerequestupdates"] = [
                {"service_request_id": theirs, "update_id": f"u{n}"} | one for n, one in enumerate(updates)
            ]

    def ask(self, method, url, body=None, headers=None, **_limits):
        parts = urlsplit(url)
        path = parts.path.removeprefix("/open311/v2/").rpartition(".")[0]
        said = {
            k: v if len(v) > 1 else v[0] for k, v in parse_qs((body or b"").decode() or parts.query).items()
        }
        self.asked.append(f"{method} {path}" if method == "POST" else path)
        if method == "POST":
            self.posted.append(said)
            path = f"POST {path}"
        answer = self.answers.get(path, 404)
        if isinstance(answer, SimpleNamespace):
            answer = answer.turns.pop(0) if len(answer.turns) > 1 else answer.turns[0]
        answer = answer(said) if callable(answer) else answer
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return Answer(answer, Headers(), b"")
        if isinstance(answer, tuple):
            return Answer(answer[0], Headers(), answer[1])
        return Answer(200, Headers(), answer if isinstance(answer, bytes) else json.dumps(answer).encode())

    def fetch(self, url, **_limits):
        if url not in self.pictures:
            raise http.FetchFailed("no photo")
        return self.pictures[url]


def turns(*answers):
    return SimpleNamespace(turns=list(answers))


@pytest.fixture
def internet(monkeypatch):
    """mitra.example and lain.example stand at a public address, all else in our own house."""
    monkeypatch.setattr(http, "getaddrinfo", lambda host, port, *a: [(2, 1, 6, "", (
        "93.184.216.34" if host in ("mitra.example", "lain.example") else "127.0.0.1", port))])  # fmt: skip


@pytest.fixture
def other(monkeypatch, internet):
    other = Other()
    monkeypatch.setattr(endpoint, "ask", other.ask)
    monkeypatch.setattr(listening, "fetch", other.fetch)
    return other


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def system(other, administrator, city):
    """It answers for the lurah of Gambir, and takes broken roads."""
    one = actions.save_system(Wanted("Sigap", URL, city.offices.gambir, key=KEY), administrator)
    actions.match(one, Category.objects.get(code="road"), "ROAD")
    return one


@pytest.fixture
def worker(clock):
    """All that is due, once; `worker(minutes)` later."""

    def go(minutes=0):
        clock.shift(60 * minutes)
        queue_up()
        sending.go_round()
        polling.go_round()

    queue_up()
    return go


def the_dispatch():
    return Dispatch.objects.get()
