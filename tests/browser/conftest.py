"""A town served by real processes, and a real Chromium."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from smartcity.demo.pictures import draw
from tests.browser.line import Line
from tests.browser.phone import PATIENCE, sign_in
from tests.browser.town import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
         "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # fmt: skip
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True, "locale": "id-ID"}
DESK = {"viewport": {"width": 1440, "height": 900}, "locale": "id-ID"}


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium")
                )


class Town:
    """Where it stands and what is in it."""

    def __init__(self, url, place):
        self.url = url
        self.lon, self.lat = place["lon"], place["lat"]
        self.reports = place["reports"]  # number by name
        self.posts = place["posts"]  # pk by name, and the secret of an invitation
        self.password = PASSWORD


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    env = {
        **os.environ,
        "SMARTCITY_DATA": str(folder),
        "PYTHONWARNINGS": "ignore",
        "SMARTCITY_PASSWORD_ALONE": "1",
    }
    with database(env) as url:
        if url:
            env["SMARTCITY_DATABASE_URL"] = url
        subprocess.run([sys.executable, "-m", "tests.browser.town"], env=env, check=True)
        port = free_port()
        env["SMARTCITY_BASE_URL"] = f"http://127.0.0.1:{port}"
        served = subprocess.Popen(
            [sys.executable, "-m", "smartcity.cli", "serve", "--port", str(port)], env=env
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", served)
            yield Town(f"http://127.0.0.1:{port}", json.loads((folder / "town.json").read_text()))
        finally:
            served.terminate()
            served.wait(20)


class database:
    """On PostgreSQL a database of its own, dropped at the end; nothing on SQLite."""

    def __init__(self, env):
        self.server = env.get("SMARTCITY_DATABASE_URL", "")
        self.name = f"smartcity_browser_{os.getpid()}"

    def __enter__(self):
        if not self.server:
            return ""
        self._run(f'CREATE DATABASE "{self.name}"')
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{self.name}"))

    def __exit__(self, *_):
        if self.server:
            self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _run(self, sql):
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def chromium():
    # its greenlet loop must not be mistaken for an async caller of Django
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, town):
    """`window(**context)` opens a person's own browser window at the town; all are closed at the end."""
    contexts = []

    def open_one(**context):
        contexts.append(chromium.new_context(base_url=town.url, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def line(town):
    line = Line(town.url)
    yield line
    line.close()


@pytest.fixture
def photo(tmp_path):
    file = tmp_path / "lubang.jpg"
    file.write_bytes(draw("road", 4, after=False))
    return file


@pytest.fixture
def phone(chromium, town, line):
    """`phone(name)`: a context on the line, in Gambir, signed in."""
    contexts = []

    def open_one(name="siti", **more):
        here = {"geolocation": {"longitude": town.lon, "latitude": town.lat}, "permissions": ["geolocation"]}
        context = chromium.new_context(base_url=line.url, **PHONE, **here, **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if name:
            page = context.new_page()
            sign_in(page, name, town)
            page.close()
        return context

    yield open_one
    for context in contexts:
        context.close()
