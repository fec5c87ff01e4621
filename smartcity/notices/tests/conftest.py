"""A push service and a post that can be looked into."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message as Headers
from types import SimpleNamespace

import http_ece
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from smartcity.events.models import Event
from smartcity.lib import http
from smartcity.lib.http import Answer
from smartcity.notices import sending
from smartcity.notices.actions import notify
from smartcity.notices.rounds import go_round
from smartcity.notices.subscribing import subscribe

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)  # a Wednesday, twelve o'clock in Jakarta
PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"


def b64(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    """Keys as a browser makes them, and what it reads with them."""

    def __init__(self, name):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes ok"
        self.endpoint = f"https://push.example/{name}"
        self.p256dh = b64(
            self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        )
        self.auth = b64(self.secret)

    def opens(self, body):
        return json.loads(
            http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        )


@dataclass
class Service:
    """What the push service was sent, and what it answers: `answers[endpoint]`, else `status`."""

    status: int = 201
    headers: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    got: list = field(default_factory=list)

    def post(self, url, body, headers, **_limits):
        answer = self.answers.get(url, self.status)
        self.got.append(
            SimpleNamespace(url=url, body=body, headers={k.lower(): v for k, v in headers.items()})
        )
        if isinstance(answer, Exception):
            raise answer
        said = Headers()
        for name, value in self.headers.items():
            said[name] = value
        return Answer(answer, said, b"no")


@pytest.fixture
def push_example(monkeypatch):
    """push.example stands at a public address."""
    monkeypatch.setattr(http, "getaddrinfo", lambda host, port, *a: [(2, 1, 6, "", (
        "93.184.216.34" if host.endswith("push.example") else "127.0.0.1", port))])  # fmt: skip


@pytest.fixture
def service(monkeypatch, push_example):
    service = Service()
    monkeypatch.setattr(sending, "post", service.post)
    return service


@pytest.fixture
def phone(push_example):
    """`phone(user)`: a browser of theirs that takes pushes; its `row` is the subscription."""
    made = []

    def of(user, name="", app="qlue"):
        browser = Browser(name or f"{user.username}-{len(made)}")
        browser.row = subscribe(user, browser.endpoint, browser.p256dh, browser.auth, PHONE, app=app)
        made.append(browser)
        return browser

    return of


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def post():
    """Tell everyone what happened so far, then one round of the post."""

    def go():
        for event in Event.objects.order_by("pk"):
            notify(event)
        go_round()

    return go


def raw(text):
    return urlsafe_b64decode(text + "==")
