"""Durable submission by 32 clients with a photo each, against a minimal handler committing the same rows."""

import asyncio
import os
import pickle
import subprocess
import sys
import time
import urllib.error
import urllib.request
from io import BytesIO
from random import Random
from uuid import uuid4

from bench import load, scratch

COUNT = 400


def run():
    folder = scratch.city()
    from smartcity.accounts.actions import issue_token, register  # noqa: PLC0415  # needs the city set up
    from smartcity.demo.pictures import draw  # noqa: PLC0415
    from smartcity.reports.actions import Submission, submit  # noqa: PLC0415

    siti = register("siti", "rahasia-sekali")
    token, photo = issue_token(siti, "bench"), draw("road", 1, size=(1280, 960))
    submit(
        Submission(
            client_id=uuid4(), category="road", text="Lubang", lon=106.82, lat=-6.17, photos=[BytesIO(photo)]
        ),
        siti,
    )
    (folder / "limit.pickle").write_bytes(pickle.dumps(template_rows()))

    def requests():
        """From all over the middle of the city, as they come."""
        dice = Random(1)
        return [load.request("/api/v1/reports", {"client_id": str(uuid4()), "category": "road", "text": f"Lubang {n}",
                             "lon": f"{dice.uniform(106.76, 106.88):.5f}", "lat": f"{dice.uniform(-6.28, -6.14):.5f}",
                             "visibility": "public"}, photo, token)
                for n in range(COUNT)]  # fmt: skip

    mine, p95 = measure(
        "smartcity.asgi:application", requests(), {"SMARTCITY_API_WRITES_PER_MINUTE": "100000"}
    )
    rows, _ = measure("bench.limit_app:application", requests(), {})
    work, _ = measure("bench.limit_app:application", requests(), {"LIMIT_PHOTO": "1"})
    goal = ">= 0.6 of the limit"
    return [
        {"path": f"submission, 32 clients (p95 {p95 * 1000:.0f} ms) | rows + photo work", "figure": f"{mine:.0f}/s",
         "limit": f"{work:.0f}/s", "ratio": mine / work, "goal": goal, "ok": mine >= 0.6 * work},
        {"path": "submission, 32 clients | rows alone, photo thrown away", "figure": f"{mine:.0f}/s",
         "limit": f"{rows:.0f}/s", "ratio": mine / rows, "goal": goal, "ok": mine >= 0.6 * rows},
    ]  # fmt: skip


def template_rows():
    """INSERTs of the rows one submission writes: (sql, values, [(place, "name" or "report")])."""
    from django.db import connection  # noqa: PLC0415  # needs the city set up

    rows = []
    with connection.cursor() as cursor:
        for table in ("reports_report", "reports_holding", "reports_photo", "events_event"):
            cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 1")
            names = [column[0] for column in cursor.description]
            values = dict(zip(names, cursor.fetchone(), strict=True))
            del values["id"]
            unique = [(place, {"client_id": "name", "name": "name", "report_id": "report"}[name])
                      for place, name in enumerate(values) if name in ("client_id", "name", "report_id")]  # fmt: skip
            quoted = ", ".join(f'"{name}"' for name in values)
            sql = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(values))})"
            rows.append((sql, list(values.values()), unique))
    return rows


def measure(app, requests, env):
    """Requests a second and the 95th percentile in seconds of a server of its own."""
    port = scratch.free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--log-level", "error", app], env={**os.environ, **env})  # fmt: skip
    try:
        answering(port)
        seconds, times, statuses = asyncio.run(load.send_all(port, requests))
    finally:
        server.terminate()
        server.wait(20)
    assert set(statuses) == {201}, f"not all were accepted: {sorted(set(statuses))}"
    return len(requests) / seconds, sorted(times)[int(len(times) * 0.95)]


def answering(port):
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers on {port}")
