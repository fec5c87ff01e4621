"""What the pages weigh and how soon they show, in a real Chromium on a slow 4G line with a slow processor."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict

from bench import scratch

# Lighthouse's "slow 4G" and its mid-range phone; https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
CPU = 4
PHONE = {"viewport": {"width": 360, "height": 780}, "is_mobile": True, "has_touch": True, "locale": "id-ID"}
KB = 1000
BUDGETS = (  # page, what, limit, unit
    ("/qlue/lapor/", "script", 50, "KB"), ("/qlue/lapor/", "first transfer", 100, "KB"), ("/qlue/lapor/", "LCP", 2.5, "s"),
    ("/qlue/", "LCP", 2.5, "s"), ("/", "LCP", 2.5, "s"), ("/", "map", 5, "s"), ("/crop/", "script", 70, "KB"),
)  # fmt: skip
OBSERVE = """new PerformanceObserver(list => { for (const entry of list.getEntries()) window.lcp = entry.startTime })
             .observe({type: "largest-contentful-paint", buffered: true})"""
MAP = 'performance.getEntriesByName("map")'  # the portal's map says when it stands


def run():
    folder = scratch.city()
    subprocess.run([sys.executable, "-m", "tests.browser.town"], check=True, env={**os.environ})
    port = scratch.free_port()
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "smartcity.cli", "serve", "--port", str(port)],
                              env={**os.environ, "SMARTCITY_BASE_URL": base, "SMARTCITY_PASSWORD_ALONE": "1"})  # fmt: skip
    try:
        ready(base)
        seen = measured(base, json.loads((folder / "town.json").read_text()))
    finally:
        server.terminate()
        server.wait(20)
    return [
        {"path": f"{page} {what} | slow 4G, CPU / {CPU}, cold", "figure": f"{seen[page][what]:.1f} {unit}",
         "limit": f"{limit} {unit}", "ratio": seen[page][what] / limit, "goal": "<= 1", "ok": seen[page][what] <= limit}
        for page, what, limit, unit in BUDGETS
    ]  # fmt: skip


def ready(base):
    for _try in range(300):
        try:
            return urllib.request.urlopen(f"{base}/healthz", timeout=2).close()  # noqa: S310 our own server
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(base)


def measured(base, town):
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # the city is set up by now

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        pages = dict.fromkeys(page for page, *_rest in BUDGETS)
        seen = {page: visit(chromium, base, page, town) for page in pages}
        chromium.close()
    return seen


def visit(chromium, base, address, _town):
    """KB that came over the line before the page was still, and the moment its largest part was there; from cold."""
    context = chromium.new_context(base_url=base, service_workers="block", **PHONE)
    page = context.new_page()
    if address.startswith("/crop/"):
        page.goto("/crop/masuk/")
        page.fill("[name=username]", "lurah.gambir")
        page.fill("[name=password]", "rahasia-sekali")
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/crop/")
        page.goto("about:blank")
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Network.emulateNetworkConditions", SLOW_4G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    kinds, weight = {}, defaultdict(float)
    line.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    line.on("Network.loadingFinished", lambda event: weigh(event, kinds, weight))
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="load", timeout=60_000)
    weight["first transfer"] = sum(
        weight[kind] for kind in ("Document", "Stylesheet", "Script", "Font", "Other")
    )
    page.wait_for_timeout(4000)
    found = {
        "script": weight["Script"],
        "first transfer": weight["first transfer"],
        "LCP": page.evaluate("window.lcp") / 1000,
    }
    if address == "/":
        while not page.evaluate(f"{MAP}.length"):  # the page forbids what wait_for_function does
            page.wait_for_timeout(500)
        found["map"] = page.evaluate(f"{MAP}[0].startTime") / 1000
    context.close()
    return found


def weigh(event, kinds, weight):
    weight[kinds.get(event["requestId"], "Other")] += event["encodedDataLength"] / KB
