"""The live stream to 8,000 listeners, against a bare asyncio loop writing the same bytes.

Both are asked for an event now and then. The rate is listeners over the time until the last of them has it, of the
faster quarter of the events (the machine is shared, with the listeners too); the latency is from just before the
event is recorded to its arrival, of every listener and event. The ratio of processor time a delivery stands beside."""

import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from statistics import quantiles

from bench import scratch

LISTENERS = 8000
EVENTS = 20
GOAL = ">= 0.5 of the limit, p99 <= 300 ms"


def run():
    listeners = _as_many_as_files(LISTENERS)
    scratch.city(SMARTCITY_LIVE_CLIENTS=str(listeners + 100))
    mine = _measure("bench.fanout_app", listeners)
    bare = _measure("bench.fanout_limit", listeners)
    ratio, cpu = mine["rate"] / bare["rate"], bare["cpu"] / mine["cpu"]
    words = f"p99 {mine['p99'] * 1000:.0f} ms, bare {bare['p99'] * 1000:.0f}; cpu {cpu:.2f}; {mine['memory'] / 1024:.0f} KiB each"
    return [{
        "path": f"live fan-out, {listeners:,} clients ({words})", "figure": f"{mine['rate']:,.0f}/s",
        "limit": f"{bare['rate']:,.0f}/s", "ratio": ratio, "goal": GOAL, "ok": ratio >= 0.5 and mine["p99"] <= 0.3,
    }]  # fmt: skip


def _measure(server, listeners):
    """Deliveries a second, the 99th percentile and the processor's seconds a delivery, bytes a listener."""
    port = scratch.free_port()
    with tempfile.TemporaryFile("w+") as said:
        serving = subprocess.Popen([sys.executable, "-m", server, str(port)])
        hearing = None
        try:
            _until(lambda: _ask(port, "/count") == 0, 30)
            before = _memory(serving.pid)
            hearing = subprocess.Popen(
                [sys.executable, "-m", "bench.fanout_listeners", str(port), str(listeners)], stdout=said
            )
            _until(lambda: _ask(port, "/count") == listeners, 60)
            memory = (_memory(serving.pid) - before) / listeners
            cpu = sum(_one_event(port, serving.pid) for _event in range(EVENTS))
            _ask(port, "/end")
            hearing.wait(60)
        finally:
            for process in filter(None, (serving, hearing)):
                process.kill()
                process.wait()
        said.seek(0)
        arrivals = [tuple(map(float, line.split())) for line in said]
    times = sorted(took for _sent, took in arrivals)
    assert len(times) == listeners * EVENTS, f"{len(times)} of {listeners * EVENTS} arrived"
    last = defaultdict(float)
    for sent, took in arrivals:
        last[sent] = max(last[sent], took)
    return {"rate": listeners / quantiles(last.values(), n=4)[0], "p99": times[int(len(times) * 0.99)],
            "cpu": cpu / len(times), "memory": memory}  # fmt: skip


def _one_event(port, pid):
    """Seconds of the server's processor time that it took."""
    before = _cpu(pid)
    _ask(port, "/event")
    time.sleep(0.8)
    return _cpu(pid) - before


def _ask(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return int(answer.read())
    except OSError:
        return None


def _until(there, seconds):
    began = time.monotonic()
    while not there():
        if time.monotonic() - began > seconds:
            raise TimeoutError("the listeners did not all get in")
        time.sleep(0.2)


def _cpu(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid):
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def _as_many_as_files(wanted):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard - 500)
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (min(allowed + 500, hard) if hard > 0 else allowed + 500, hard)
    )
    return allowed


if __name__ == "__main__":
    print(*run(), sep="\n")
