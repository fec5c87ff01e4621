"""A million public reports in each format of the open data: the memory of the process that writes them, and how long it takes.

Each format in a process of its own, through the view and all middleware; its bytes go nowhere."""

import json
import os
import subprocess
import sys

from bench import scratch

REPORTS = int(os.environ.get("OPENDATA", "1000000"))
FORMATS = ("csv", "geojson", "xlsx", "gpkg")
MOST_MB = 200
WRITE = """
import json, sys, time
import django; django.setup()
from django.test import Client

def memory():
    # Its own: what SQLite maps of the database's file is the system's, which takes it back when it wants it.
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon")) / 1024

began = time.perf_counter()
answer = Client().get(sys.argv[1], headers={"Host": "127.0.0.1"})
first, size, most = 0, 0, memory()
for n, piece in enumerate(answer.streaming_content):
    first = first or time.perf_counter() - began
    size += len(piece)
    most = most if n % 20 else max(most, memory())
print(json.dumps({"status": answer.status_code, "first": first, "all": time.perf_counter() - began, "mb": size / 1e6,
                  "memory": max(most, memory())}))
"""


def run():
    scratch.city()
    scratch.fill(REPORTS, min(REPORTS, 50_000))
    for name in FORMATS:
        asked = [sys.executable, "-c", WRITE, f"/data/laporan.{name}"]
        told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        assert told["status"] == 200
        what = f"open data {name}, {REPORTS / 1e6:.3g}M reports ({told['mb']:.0f} MB in {told['all']:.0f} s, first {told['first']:.1f} s)"
        yield {"path": what, "figure": f"{told['memory']:.0f} MB memory", "limit": f"{MOST_MB} MB", "ratio": told["memory"] / MOST_MB,
               "goal": "<= the limit", "ok": told["memory"] <= MOST_MB}  # fmt: skip
