"""A worker that is killed between any two steps: nothing is lost, and nothing is seen twice."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings
from django.db import connection

from smartcity.notices.models import Delivery, Message, Notice
from smartcity.notices.subscribing import subscribe
from smartcity.notices.tests.conftest import Browser
from smartcity.notices.wishes import Wishes, wish
from smartcity.reports import actions

STEPS = ["told", "bundled", "bundling", "claimed", "sent", "noting"]


@pytest.fixture
def service():
    """The push service: how often it took which topic; with its address."""
    taken = Counter()

    class Push(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            taken[self.headers["Topic"]] += 1
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Push)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield taken, f"http://127.0.0.1:{server.server_port}/device"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def worker(in_a_file, tmp_path):
    """`worker(step)`: a process of its own; how it ended."""

    def run(step=""):
        there = connection.settings_dict
        env = {name: value for name, value in os.environ.items() if not name.startswith("SMARTCITY_")}
        env |= {"SMARTCITY_DATA": str(tmp_path), "SMARTCITY_FETCH_ALLOW": "127.0.0.1", "PYTHONWARNINGS": "ignore",
                "SMARTCITY_VAPID_KEY": settings.VAPID_KEY}  # fmt: skip
        if connection.vendor == "postgresql":
            secret = f":{there['PASSWORD']}" if there["PASSWORD"] else ""
            place = f"{there['HOST']}:{there['PORT']}/{there['NAME']}"
            env["SMARTCITY_DATABASE_URL"] = f"postgres://{there['USER']}{secret}@{place}"
        args = [sys.executable, "-m", "smartcity.notices.tests.dying", *([step] if step else [])]
        return subprocess.run(args, env=env, check=False, timeout=120).returncode

    return run


@pytest.fixture
def news(service, worker, report, siti, lurah_gambir, monkeypatch):
    """Siti's phone takes pushes, and there is something to tell her. The topics that were taken."""
    monkeypatch.setattr(settings, "FETCH_ALLOW", ["127.0.0.1"])
    browser = Browser("siti")
    wish(siti, Wishes(quiet=False))
    subscribe(siti, service[1], browser.p256dh, browser.auth)
    actions.accept(report(), lurah_gambir)
    return service[0]


@pytest.mark.parametrize("step", STEPS)
def test_it_works(news, worker, siti, step):
    assert worker(step) == -signal.SIGKILL
    assert worker() == 0
    assert worker() == 0
    assert len(news) == 1  # one topic: a second arrival takes the first one's place
    assert news.total() == (2 if step in ("sent", "noting") else 1)
    assert Notice.objects.filter(user=siti).count() == 1
    assert Delivery.objects.get().message.state == "sent"
    assert Message.objects.count() == 1
