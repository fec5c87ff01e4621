"""All the city's figures from a million public reports of one span, against one pass over their rows; and the page of a quarter."""

import os
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from bench import scratch
from bench.reads import cpu_ms

REPORTS = int(os.environ.get("NUMBERS", "1000000"))
TIMES, PAGE_MS = 4, 30
# Each was held by its lurah from the day it came until it was closed, and acted on somewhen in its first two days.
HELD = """INSERT INTO reports_holding (report_id, office_id, since, until, first_action_at, ended, verdict)
SELECT id, holder_id, created_at, closed_at, datetime(created_at, '+' || (id % 2880) || ' minutes'),
  CASE WHEN closed_at IS NULL THEN '' ELSE 'answered' END, CASE WHEN id % 20 = 0 THEN 'refused' ELSE '' END FROM reports_report"""


def run():
    scratch.city()
    scratch.fill(REPORTS, min(REPORTS, 50_000))
    scratch.query(HELD)
    from django.test import Client  # noqa: PLC0415  # needs the city set up

    from smartcity.lib.look.collect import collect  # noqa: PLC0415
    from smartcity.lib.time import now  # noqa: PLC0415
    from smartcity.numbers import counting  # noqa: PLC0415
    from smartcity.numbers.models import Sheet  # noqa: PLC0415

    collect()
    since, until, before = datetime(2000, 1, 1, tzinfo=UTC), now(), memory_mb()
    read, held = timed(lambda: counting.read(since, until))
    took, counted = timed(lambda: counting.count(held, counting.closings(since, until), since, until))
    assert counted.reports == len(set(held.report.tolist()))
    quarter = counting.count(held, counting.closings(since, until), until - timedelta(days=90), until)
    Sheet.objects.create(days=90, at=until, took=took, data=asdict(quarter))
    more = memory_mb() - before
    alone, _ = timed(lambda: scratch.query(counting.HELD.format(created="r.created_at", since="h.since", until="h.until", first="h.first_action_at"), ["2000-01-01", "2100-01-01"]))  # fmt: skip
    client = Client(headers={"Host": "127.0.0.1", "Accept-Encoding": "gzip"})
    answer = client.get("/statistik/")
    assert answer.status_code == 200
    page = cpu_ms(lambda: client.get("/statistik/"))
    size = len(answer.content) / 1000
    yield {"path": f"all figures of {len(held.report) / 1e6:.2g}M reports ({more:.0f} MB more)", "figure": f"{read + took:.1f} s",
           "limit": f"rows alone {alone:.1f} s", "ratio": (read + took) / alone, "goal": f"<= {TIMES} x", "ok": read + took <= TIMES * alone}  # fmt: skip
    yield {"path": f"/statistik/ of them ({size:.0f} kB)", "figure": f"{page:.1f} ms CPU", "limit": f"{PAGE_MS} ms", "ratio": page / PAGE_MS,
           "goal": "<= 1", "ok": page <= PAGE_MS}  # fmt: skip


def timed(do):
    began = time.perf_counter()
    return (lambda result: (time.perf_counter() - began, result))(do())


def memory_mb():
    """Of this process alone, now."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
