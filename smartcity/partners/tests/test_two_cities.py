"""One report in two running cities: filed here, answered there, told here, by Open311 alone."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from types import SimpleNamespace

import httpx
import pytest
from django.db import connection

from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.partners import actions, polling, sending
from smartcity.partners.actions import Wanted
from smartcity.partners.chores import queue_up
from smartcity.partners.models import Dispatch
from smartcity.reports import actions as reports
from smartcity.reports.models import Category, Photo
from smartcity.testing.city import GAMBIR, jpeg

PATIENCE = 90  # seconds, for a machine with more to do


def lay_tables(data):
    """On SQLite the second city begins with this test's own empty tables: to migrate anew takes fifteen seconds."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(data / "city.sqlite3")) as file:
            connection.connection.backup(file)


@pytest.fixture
def second(transactional_db, tmp_path):
    """Another city with its own data, served by its own processes, which may fetch from this machine."""
    here = socket.create_server(("127.0.0.1", 0))
    port = here.getsockname()[1]
    here.close()
    url, data = f"http://127.0.0.1:{port}", tmp_path / "second"
    data.mkdir()
    lay_tables(data)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SMARTCITY_")}
    env = ours | {
        "SMARTCITY_DATA": f"{data}",
        "SMARTCITY_BASE_URL": url,
        "SMARTCITY_FETCH_ALLOW": "127.0.0.1",
    }
    place = [f"{degrees}" for degrees in GAMBIR]
    subprocess.run(
        [sys.executable, "-m", "smartcity.partners.tests.second_city", *place], env=env, check=True
    )
    served = subprocess.Popen([sys.executable, "-m", "smartcity.cli", "serve", "--port", f"{port}"], env=env)
    try:
        _wait(url, served)
        yield SimpleNamespace(url=url, **json.loads((data / "second.json").read_text()))
    finally:
        served.terminate()
        served.wait(30)


def _wait(url, process):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, f"the second city ended with {process.returncode}"
        try:
            if httpx.get(f"{url}/healthz", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise TimeoutError(url)


def act(second, number, verb, files=None, **said):
    who = {"Authorization": f"Bearer {second.token}"}
    address = f"{second.url}/api/v1/reports/{number}/{verb}"
    kind = {"data": said, "files": files} if files else {"json": said}
    answer = httpx.post(address, headers=who, timeout=30, **kind)
    assert answer.is_success, answer.text


def asked_anew():
    Dispatch.objects.update(poll_at=now())
    polling.go_round()


def test_a_report_is_answered_in_another_city(
    second, live_server, settings, city, administrator, report, client, siti
):
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.BASE_URL = live_server.url.replace("localhost", "127.0.0.1")
    queue_up()
    there = actions.save_system(
        Wanted("Kota B", f"{second.url}/open311/v2/discovery.json", city.offices.gambir, key=second.key),
        administrator,
    )
    there = actions.try_out(there)
    assert there.updates
    assert "road" in dict(there.offered)
    actions.match(there, Category.objects.get(code="road"), "road")
    filed = report(text="Lubang besar di dekat halte")

    queue_up()
    sending.go_round()
    one = Dispatch.objects.get()
    assert (one.state, one.last_error) == ("sent", "")
    theirs = httpx.get(f"{second.url}/open311/v2/requests/{one.theirs}.json").json()[0]
    assert theirs["description"].startswith("Lubang besar di dekat halte")
    assert theirs["media_url"], "our photo lies there too"

    Dispatch.objects.update(state="waiting", theirs="")  # the answer was lost, and nobody looks for it there
    with_the_same_id(one)
    assert Dispatch.objects.get().theirs == one.theirs, "told again, it is the same request"

    act(second, one.theirs, "accept")
    asked_anew()
    filed.refresh_from_db()
    assert filed.status == "in_progress"

    act(
        second,
        one.theirs,
        "answer",
        {"photo": ("b.jpg", jpeg(seed=9), "image/jpeg")},
        reason="Sudah kami tambal",
    )
    asked_anew()
    filed.refresh_from_db()
    told = Event.objects.get(verb="answered").data
    assert (filed.status, told["through"]) == ("answered", "Kota B")
    assert "Sudah kami tambal" in told["reason"]
    assert Photo.objects.get(part="after").name in told["photos"]
    body = client.get(f"/qlue/laporan/{filed.number}/").content.decode()
    assert "Dikirim ke Kota B" in body
    assert "Sudah kami tambal" in body

    reports.refuse(filed, siti, reason="Masih berlubang")
    queue_up()
    asked_anew()
    known = httpx.get(f"{second.url}/open311/v2/servicerequestupdates.json?service_request_id={one.theirs}")
    assert "Warga menyatakan belum selesai: Masih berlubang" in known.json()[-1]["description"]


def with_the_same_id(one):
    Dispatch.objects.update(asked_at=None, ended_at=None, due_at=now())
    sending.go_round()
    assert Dispatch.objects.get().asked_at != one.asked_at
