"""What a person does with Qlue on a phone, for the browser tests."""

import re
import time
from collections import Counter

PATIENCE = 120_000  # ms; a machine that is busy with other things is no failure
SEND = "/qlue/draf/kirim/"


def until(seen, what):
    """Polls, for the pages' policy forbids what wait_for_function does."""
    end = time.monotonic() + PATIENCE / 1000
    while not seen():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def sign_in(page, name, town):
    page.goto("/qlue/masuk/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", town.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/qlue/(?!masuk)"))


def controlled(page):
    """An installation that the network cut short is tried again by the next page, as in life."""
    for _look in range(100):
        if page.evaluate("Boolean(navigator.serviceWorker.controller)"):
            return True
        time.sleep(0.1)
    page.reload()
    return False


def installed(context, feed="/qlue/terbaru/"):
    """A page whose phone has kept all it needs."""
    page = context.new_page()
    page.goto("/qlue/")
    until(lambda: controlled(page), "a service worker")
    page.goto(feed)
    for path in ("/qlue/lapor/", "/qlue/draf/", "/qlue/luring/", feed):
        until(
            lambda path=path: page.evaluate("path => caches.match(path).then(Boolean)", path), f"{path} kept"
        )
    return page


def cut(context, line):
    line.down = True
    context.set_offline(True)


def mend(context, line):
    line.down = False
    context.set_offline(False)


def write(page, text, photo):
    """A whole report in the form, its place found by itself."""
    page.set_input_files("#gallery", photo)
    page.fill("#id_text", text)
    page.click("#id_category label >> nth=0")
    until(lambda: page.input_value("#lat"), "a place")


def file_offline(page, text, photo):
    page.goto("/qlue/lapor/")
    write(page, text, photo)
    page.click("#send")
    page.wait_for_url("**/qlue/draf/")


def state_of(page, state):
    return page.locator(f"#drafts > [data-is={state}]")


def filed(page, text):
    """How many reports of one's own hold this text, by the town's own word."""
    reports = page.request.get("/api/v1/reports?mine=true&limit=100").json()["items"]
    return Counter(report["text"] for report in reports if text in report["text"])
