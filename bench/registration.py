"""A launch day: 500 registrations a minute through real pages, by password and by code, against a served city.

Open loop: a registration begins when it is due, whether or not those before it have ended, as people do."""

import asyncio
import json
import os
import re
import resource
import subprocess
import sys
import time
import urllib.request
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from bench import scratch

A_MINUTE = 500
SECONDS = 60
PATIENCE = 60  # seconds a person waits for a page
WAYS = {"password": "/qlue/daftar/", "code": "/qlue/masuk/kode/"}


def run():
    folder = scratch.city()
    port = scratch.free_port()
    env = {**os.environ, "SMARTCITY_DEMO": "1", "SMARTCITY_TRUSTED_PROXIES": "127.0.0.1",
           "SMARTCITY_BASE_URL": f"http://127.0.0.1:{port}"}  # fmt: skip
    log = (folder / "serve.log").open("w")
    served = subprocess.Popen(
        [sys.executable, "-m", "smartcity.cli", "serve", "--port", str(port)], env=env, stderr=log, stdout=log
    )
    try:
        answering(port)
        return [row(way, port, served.pid) for way in WAYS]
    finally:
        served.terminate()
        served.wait(30)
        log.close()


def row(way, port, supervisor):
    wanted = A_MINUTE * SECONDS // 60
    before, own = cpu(supervisor), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    took, failed = asyncio.run(rush(way, port, wanted))
    spent = cpu(supervisor) - before
    own = resource.getrusage(resource.RUSAGE_SELF).ru_utime - own
    for reason in sorted(set(failed))[:5]:
        print(f"  failed: {reason}", file=sys.stderr)
    p95 = sorted(took)[int(len(took) * 0.95)] if took else float("inf")
    return {
        "path": f"registration by {way}, {wanted} due in {SECONDS} s (p95 {p95:.2f} s, {spent / wanted * 1000:.0f} ms CPU each)",
        "figure": f"{len(took)} done, {len(failed)} failed", "limit": f"{wanted} asked", "ratio": len(took) / wanted,
        "goal": "none fails", "ok": len(took) == wanted,
    }  # fmt: skip


async def rush(way, port, wanted):
    """Seconds of each that ended well, and what befell the others."""
    took, failed, began = [], [], time.perf_counter()

    async def one(n):
        await asyncio.sleep(max(0.0, began + n * 60 / A_MINUTE - time.perf_counter()))
        start = time.perf_counter()
        try:
            await asyncio.wait_for(PEOPLE[way](Person(port, n), n), PATIENCE)
        except (OSError, AssertionError, asyncio.IncompleteReadError, TimeoutError) as wrong:
            failed.append(f"{type(wrong).__name__} {wrong}")
        else:
            took.append(time.perf_counter() - start)

    await asyncio.gather(*(one(n) for n in range(wanted)))
    return took, failed


class Person:
    """A browser with cookies, on one connection, behind a network address of its own."""

    def __init__(self, port, n):
        self.port, self.cookies, self.streams = port, {}, None
        self.address = f"36.{64 + n // 62_500}.{n // 250 % 250}.{n % 250 + 1}"

    async def ask(self, method, path, **fields):
        """Status, where it leads, the page."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        body = urlencode(fields).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nX-Forwarded-For: {self.address}\r\n"
            f"Cookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        told = [line.split(": ", 1) for line in head[1:] if ": " in line]
        for name, value in told:
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
        told = {name.lower(): value for name, value in told}
        page = await reader.readexactly(int(told.get("content-length", 0)))
        return int(head[0].split(" ")[1]), told.get("location", ""), page.decode()

    async def send(self, page, path, **fields):
        """The form of `page`, to `path`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        return await self.ask("POST", path, csrfmiddlewaretoken=token, **fields)

    async def is_in(self):
        status, _where, page = await self.ask("GET", "/qlue/saya/")
        assert status == 200, f"not signed in: {status}"
        self.streams[1].close()
        return page


async def by_password(person, n):
    status, _where, page = await person.ask("GET", "/qlue/daftar/")
    assert status == 200, f"the form: {status}"
    status, where, _page = await person.send(
        page,
        "/qlue/daftar/",
        username=f"warga{n}",
        password=f"kuda-terbang-{n}x",
        pseudonym=f"Warga {n}",
        next="",
    )
    assert status == 303, f"registering: {status}"
    await person.is_in()


async def by_code(person, n):
    status, _where, page = await person.ask("GET", "/qlue/daftar/")
    assert status == 200, f"the form: {status}"
    status, where, _page = await person.send(
        page, "/qlue/masuk/kode/", contact=f"0812{n:08}", pseudonym=f"Warga {n}"
    )
    assert status == 303, f"asking for a code: {status}"
    status, _where, page = await person.ask("GET", where)
    code = re.search(r"<b>(\d{6})</b>", page)[1]
    status, _where, _page = await person.send(page, "/qlue/masuk/kode/", code=code)
    assert status == 303, f"typing it: {status}"
    await person.is_in()


PEOPLE = {"password": by_password, "code": by_code}


def cpu(pid):
    """Processor seconds of a process and of all it has started."""
    ticks = os.sysconf("SC_CLK_TCK")
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / ticks + sum(cpu(int(child)) for child in children)


def answering(port):
    """Until the worker lives too."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as told:
                if json.load(told)["status"] == "ok":
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"nothing answers on {port}")
