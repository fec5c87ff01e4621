"""Pictures of every page of every face, on a phone and on a desk, by day and by night: make screenshots.

Builds a sample city of its own in a scratch folder, lets Siti report and her lurah answer, and looks at it all in Chromium.
With --url and --accounts it looks at a city that runs already; the story is then acted out there."""

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from smartcity.demo.pictures import draw  # noqa: E402 after the project is on the path

FOLDER = ROOT / "docs/screenshots"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
SCREENS = {360: {"width": 360, "height": 780}, 1440: {"width": 1440, "height": 900}}
THEMES = ("light", "dark")
PLACE = {"longitude": 106.8203, "latitude": -6.1719, "accuracy": 8}  # in Gambir
LURAH_OF = "31.71.01.1001"
BUDGET = 3_000_000  # bytes for the whole folder
PATIENCE = 600  # seconds for building a city on a busy machine
TEXT = "Lubang dalam di tengah jalan\nSudah tiga minggu, motor sering oleng saat hujan."
DONE = "Lubang sudah ditambal dan dipadatkan."


@dataclass(frozen=True)
class Shot:
    """A page under the name of its picture, who looks at it, and what is done before."""

    name: str
    path: str
    who: str = ""
    first: Callable[[Page], None] = lambda page: None


def shots(city: "City", photos: list[Path]) -> list[Shot]:
    """Every page of every face, with the story's reports in them."""
    waiting, working, answered = city.tell(photos)

    def fill_in(page: Page) -> None:
        page.locator("#gallery").set_input_files(photos[:2])
        page.get_by_label("Apa yang terjadi?").fill(TEXT)
        page.locator("label[for=cat-road]").or_(page.get_by_label("Jalan rusak").locator("..")).first.click()
        page.get_by_text("GPS ±").wait_for()
        page.locator("#photos img").nth(1).wait_for()
        page.evaluate("scrollTo(0, 0)")

    def after_photo(page: Page) -> None:
        page.locator("input[type=file]").set_input_files(photos[2])
        page.get_by_label("Penjelasan").or_(page.locator("textarea[name=reason]")).first.fill(DONE)
        page.evaluate("scrollTo(0, 0)")

    return [
        Shot("qlue-feed", f"/qlue/?area={LURAH_OF}", "siti"),
        Shot("qlue-new", "/qlue/lapor/", "siti", fill_in),
        Shot("qlue-report", f"/qlue/laporan/{answered}/", "siti"),
        Shot("qlue-notices", "/qlue/kabar/", "siti"),
        Shot("qlue-mine", "/qlue/laporanku/", "siti"),
        Shot("qlue-profile", "/qlue/saya/", "siti"),
        Shot("qlue-signin", "/qlue/masuk/"),
        Shot("crop-signin", "/crop/masuk/"),
        Shot("crop-inbox", "/crop/", "lurah"),
        Shot("crop-case", f"/crop/tugas/{waiting}/", "lurah"),
        Shot("crop-answer", f"/crop/tugas/{working}/jawab/", "lurah", after_photo),
        Shot("portal-home", "/"),
        Shot("api-docs", "/api/v1/docs"),
    ]


class City:
    """A running one, and who can be signed in as: `siti`, `lurah`."""

    def __init__(self, url: str, accounts: Path) -> None:
        self.url = url
        known: list[dict[str, str]] = json.loads(accounts.read_text())
        self.people = {
            "siti": next(one for one in known if one["role"] == "citizen"),
            "lurah": next(one for one in known if one["role"] == "lurah" and one["area"] == LURAH_OF),
        }

    def tell(self, photos: list[Path]) -> tuple[int, int, int]:
        """Siti reports three times; one is left waiting, one is taken up, one is answered. Their numbers."""
        waiting, working, answered = (self.report(photos[:2], n) for n in range(3))
        for number in (working, answered):
            self.call("lurah", f"reports/{number}/accept")
        place = {"lon": PLACE["longitude"] + 0.0001, "lat": PLACE["latitude"]}
        self.call("lurah", f"reports/{answered}/answer", {"reason": DONE, **place}, photos[2:3])
        return waiting, working, answered

    def report(self, photos: list[Path], n: int) -> int:
        where = {"lon": PLACE["longitude"] + n * 0.002, "lat": PLACE["latitude"] - n * 0.001}
        said = self.call("siti", "reports", {"client_id": str(uuid4()), "category": "road", "text": TEXT, "visibility": "public",
                                             "landmark": "depan SDN 03", **where}, photos)  # fmt: skip
        return int(said["number"])

    def call(
        self, who: str, path: str, fields: dict[str, Any] | None = None, photos: list[Path] | None = None
    ) -> dict[str, Any]:
        """POST to the API as one of the people."""
        files = [("photo", (photo.name, photo.read_bytes(), "image/jpeg")) for photo in photos or []]
        answer = httpx.post(
            f"{self.url}/api/v1/{path}", data=fields or {}, files=files or None, timeout=60,
            headers={"Authorization": f"Bearer {self.people[who]['token']}"},
        )  # fmt: skip
        if answer.is_error:
            sys.exit(f"screenshots: {path}: {answer.status_code} {answer.text[:300]}")
        return dict(answer.json())


class Window:
    """A browser window of one width and theme, with each person signed in once."""

    def __init__(self, browser: Browser, city: City, width: int, theme: str) -> None:
        self.browser, self.city, self.width, self.theme = browser, city, width, theme
        self.contexts: dict[str, BrowserContext] = {}

    def take(self, shot: Shot, target: Path) -> None:
        page = self.of(shot.who).new_page()
        page.goto(shot.path)
        settle(page)
        shot.first(page)
        settle(page)
        page.screenshot(path=target, animations="disabled")
        page.close()

    def of(self, who: str) -> BrowserContext:
        if who not in self.contexts:
            self.contexts[who] = self.open()
            if who:
                self.sign_in(self.contexts[who], who)
        return self.contexts[who]

    def open(self) -> BrowserContext:
        return self.browser.new_context(
            base_url=self.city.url, viewport=SCREENS[self.width], color_scheme=self.theme, locale="id-ID",  # type: ignore[arg-type]  # plain words
            timezone_id="Asia/Jakarta", geolocation=PLACE, permissions=["geolocation"], has_touch=self.width < 1000,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )  # fmt: skip

    def sign_in(self, context: BrowserContext, who: str) -> None:
        page = context.new_page()
        page.goto("/crop/masuk/" if who == "lurah" else "/qlue/masuk/")
        page.locator("[name=username]").fill(self.city.people[who]["username"])
        page.locator("[name=password]").fill(self.city.people[who]["password"])
        page.locator("form:has([name=password]) button").first.click()
        page.wait_for_url(lambda url: "masuk" not in url)
        page.close()

    def close(self) -> None:
        for context in self.contexts.values():
            context.close()


def settle(page: Page) -> None:
    """Until the pictures in sight have come, and the map is drawn where there is one."""
    page.wait_for_function("""() => [...document.images].every(
        (i) => i.complete || i.getBoundingClientRect().top > innerHeight || !i.checkVisibility())""")
    if page.locator(".maplibregl-map").count():
        page.wait_for_timeout(4000)  # tiles, drawn without a graphics card
    page.wait_for_timeout(700)


def shrink(folder: Path) -> int:
    """Fewer colours, as few as the budget asks for. Bytes in all."""
    pictures = {path: Image.open(path).convert("RGB") for path in sorted(folder.glob("*.png"))}
    for colours in (256, 128, 64, 40, 24):
        for path, picture in pictures.items():
            few = picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            few.save(path, optimize=True)
        size = sum(path.stat().st_size for path in pictures)
        if size < BUDGET:
            break
    return size


@contextmanager
def running(data: Path, areas: Path | None) -> Iterator[City]:
    """A sample city of its own; everything it started is ended."""
    port, log = free_port(), data / "log"
    command = [
        sys.executable,
        "-m",
        "smartcity.cli",
        "demo",
        "--data",
        str(data / "city"),
        "--port",
        str(port),
    ]
    command += ["--areas", str(areas)] if areas else []
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(process, log)
        yield City(f"http://127.0.0.1:{port}", data / "city/accounts.json")
    finally:
        process.terminate()
        process.wait(30)


def wait_for(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until it says `ready http://...`."""
    until = time.monotonic() + PATIENCE
    while "\nready http" not in f"\n{log.read_text()}":
        if process.poll() is not None or time.monotonic() > until:
            sys.exit(f"screenshots: the city did not come up\n{log.read_text()[-2000:]}")
        time.sleep(0.5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def take_all(city: City, scratch: Path) -> None:
    photos = [scratch / f"{n}.jpg" for n in range(3)]
    for n, photo in enumerate(photos):
        photo.write_bytes(draw("road", 4 + n % 2, after=n == 2, size=(1280, 960)))
    wanted, fresh = shots(city, photos), scratch / "png"
    fresh.mkdir()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for width in SCREENS:
            for theme in THEMES:
                window = Window(browser, city, width, theme)
                for shot in wanted:
                    window.take(shot, fresh / f"{shot.name}-{width}-{theme}.png")
                    print(".", end="", flush=True)
                window.close()
        browser.close()
    size = shrink(fresh)
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(fresh, FOLDER)
    print(f"\n{len(list(FOLDER.glob('*.png')))} pictures, {size / 1e6:.1f} MB in {FOLDER.relative_to(ROOT)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a city that runs already")
    parser.add_argument("--accounts", type=Path, help="its accounts.json")
    parser.add_argument("--areas", type=Path, help="boundaries for the sample city, GeoJSON")
    told = parser.parse_args()
    if bool(told.url) != bool(told.accounts):
        parser.error("--url and --accounts go together")
    with tempfile.TemporaryDirectory(prefix="smartcity-pictures-") as name:
        scratch = Path(name)
        if told.url:
            take_all(City(told.url.rstrip("/"), told.accounts), scratch)
        else:
            with running(scratch, told.areas) as city:
                take_all(city, scratch)


if __name__ == "__main__":
    main()
