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
from typing import Any, Literal
from uuid import uuid4

import httpx
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Geolocation,
    Page,
    ViewportSize,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from smartcity.demo.pictures import draw  # noqa: E402 after the project is on the path

FOLDER = ROOT / "docs/screenshots"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
SCREENS: dict[int, ViewportSize] = {360: {"width": 360, "height": 780}, 1440: {"width": 1440, "height": 900}}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PLACE: Geolocation = {
    "longitude": 106.8284,
    "latitude": -6.1722,
    "accuracy": 8,
}  # where Siti stands, in Gambir
LURAH_OF = "31.71.01.1001"
OFFICIALS = ("verifier", "police", "administrator")
SEED = 4_000_000  # of pictures nobody else has taken
BUDGET = 4_000_000  # bytes for the whole folder
PATIENCE = 600  # seconds for building a city on a busy machine


@dataclass(frozen=True)
class Trouble:
    """What Siti reports, and what her lurah says when it is mended."""

    kind: str
    text: str
    landmark: str
    lon: float
    lat: float
    mended: str = ""

    def photos(self, *, after: bool = False) -> list[bytes]:
        """Two of the trouble, or one of the same place afterwards."""
        return [draw(self.kind, SEED + n, after=after, size=(1280, 960)) for n in range(1 if after else 2)]


NEW = Trouble(
    "road", "Lubang dalam di tengah jalan\nSudah tiga minggu, motor sering oleng saat hujan.", "", 0, 0
)
WAITING = Trouble("drain", "Got mampet, air meluap ke trotoar", "depan halte Monas", 106.8263, -6.1741)
WORKING = Trouble("rubbish", "Sampah menumpuk sejak Senin\nSudah berbau.", "seberang SDN 03", 106.8275, -6.1685,
                  "Sampah sudah diangkut, tempatnya disapu dan disiram.")  # fmt: skip
ANSWERED = Trouble("pavement", "Trotoar ambles, kursi roda tidak bisa lewat", "dekat Stasiun Gambir", 106.8299, -6.1766,
                   "Trotoar sudah diratakan dan dipasangi paving baru.")  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """A page under the name of its picture, who looks at it, and what is done before; `less`: on the phone by day and on
    the desk by night only."""

    name: str
    path: str
    who: str = ""
    first: Callable[[Page], None] = lambda page: None
    less: bool = True

    def wanted(self, width: int, theme: str) -> bool:
        return not self.less or (width, theme) in ((360, "light"), (1440, "dark"))


def shots(city: "City") -> list[Shot]:
    """Every page of every face, with the story's reports in them."""
    waiting, working, answered = city.tell()
    before, after = (files(photos) for photos in (NEW.photos(), WORKING.photos(after=True)))

    def fill_in(page: Page) -> None:
        page.locator("#gallery").set_input_files(before)
        page.get_by_label("Apa yang terjadi?").fill(NEW.text)
        page.locator("label.chip", has_text="Jalan rusak").first.click()
        page.get_by_text("GPS ±").wait_for()
        page.locator("#photos img").nth(1).wait_for()
        page.evaluate("scrollTo(0, 0)")

    def mend(page: Page) -> None:
        page.locator("input[type=file]").set_input_files(after)
        page.locator("textarea[name=reason]").fill(WORKING.mended)
        page.get_by_role("button", name="Sertakan posisi saya").click()
        page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")

    def keep(page: Page) -> None:
        page.get_by_role("button", name="Simpan tugas hari ini di ponsel").click()
        page.locator("#cases > li").first.wait_for()
        page.evaluate("scrollTo(0, 0)")

    def counted(page: Page) -> None:
        """The worker counts within half a minute of the start."""
        for _try in range(60):
            if page.get_by_text("Angka pertama sedang dihitung").count() == 0:
                return
            page.wait_for_timeout(1000)
            page.reload()

    return [
        Shot("qlue-feed", f"/qlue/?area={LURAH_OF}", "siti", less=False),
        Shot("qlue-new", "/qlue/lapor/", "siti", fill_in, less=False),
        Shot("qlue-report", f"/qlue/laporan/{answered}/", "siti", less=False),
        Shot("qlue-correct", f"/qlue/laporan/{waiting}/perbaiki/", "siti"),
        Shot("qlue-notices", "/qlue/kabar/", "siti"),
        Shot("qlue-mine", "/qlue/laporanku/", "siti"),
        Shot("qlue-profile", "/qlue/saya/", "siti"),
        Shot("qlue-webhooks", "/qlue/saya/webhook/", "siti"),
        Shot("qlue-points", "/qlue/saya/poin/", "siti"),
        Shot("qlue-talk", f"/qlue/wilayah/{LURAH_OF}/?jenis=obrolan", "siti"),
        Shot("qlue-companies", "/qlue/perusahaan/", "siti"),
        Shot("qlue-signin", "/qlue/masuk/"),
        Shot("crop-signin", "/crop/masuk/"),
        Shot("crop-inbox", "/crop/", "lurah", less=False),
        Shot("crop-history", "/crop/riwayat/", "lurah"),
        Shot("crop-case", f"/crop/tugas/{waiting}/", "lurah", less=False),
        Shot("crop-answer", f"/crop/tugas/{working}/jawab/", "lurah", mend, less=False),
        Shot("crop-field", "/crop/lapangan/", "lurah", keep),
        Shot("crop-performance", "/crop/kinerja/", "lurah"),
        Shot("crop-officers", "/crop/petugas/", "lurah"),
        Shot("crop-verify", "/crop/verifikasi/", "verifier"),
        Shot("crop-police", "/crop/polisi/", "police"),
        Shot("crop-adoption", "/crop/pemasangan/", "administrator"),
        Shot("crop-seats", "/crop/jabatan/", "administrator"),
        Shot("crop-rules", "/crop/aturan/", "administrator"),
        Shot("portal-home", "/", less=False),
        Shot("portal-numbers", "/statistik/", "", counted, less=False),
        Shot("portal-office", f"/statistik/kantor/kelurahan-{LURAH_OF}/"),
        Shot("portal-data", "/data/"),
        Shot("portal-embed", "/sematkan/"),
        Shot("portal-embed-code", "/sematkan/cara/"),
        Shot("ogc", "/ogc/?f=html"),
        Shot("api-docs", "/api/v1/docs"),
    ]


class City:
    """A running one, and who can be signed in as: `siti`, `lurah`, and others by their role."""

    def __init__(self, url: str, accounts: Path) -> None:
        self.url = url
        known: list[dict[str, str]] = json.loads(accounts.read_text())
        self.people = {
            "siti": next(one for one in known if one["role"] == "citizen"),
            "lurah": next(one for one in known if one["role"] == "lurah" and one["area"] == LURAH_OF),
        }
        self.people |= {role: next(one for one in known if one["role"] == role) for role in OFFICIALS}

    def tell(self) -> tuple[int, int, int]:
        """Siti reports three times; one is left waiting, one is taken up, one is answered. Their numbers."""
        waiting, working, answered = (self.report(one) for one in (WAITING, WORKING, ANSWERED))
        for number in (working, answered):
            self.call("lurah", f"reports/{number}/accept")
        said = {"reason": ANSWERED.mended, "lon": ANSWERED.lon + 0.0001, "lat": ANSWERED.lat}
        self.call("lurah", f"reports/{answered}/answer", said, ANSWERED.photos(after=True))
        return waiting, working, answered

    def report(self, one: Trouble) -> int:
        fields = {"client_id": str(uuid4()), "category": one.kind, "text": one.text, "landmark": one.landmark,
                  "lon": one.lon, "lat": one.lat, "area": LURAH_OF, "visibility": "public"}  # fmt: skip
        return int(self.call("siti", "reports", fields, one.photos())["number"])

    def call(
        self, who: str, path: str, fields: dict[str, Any] | None = None, photos: list[bytes] | None = None
    ) -> dict[str, Any]:
        """POST to the API as one of the people."""
        sent = [("photo", ("foto.jpg", photo, "image/jpeg")) for photo in photos or []]
        answer = httpx.post(
            f"{self.url}/api/v1/{path}", data=fields or {}, files=sent or None, timeout=60,
            headers={"Authorization": f"Bearer {self.people[who]['token']}"},
        )  # fmt: skip
        if answer.is_error:
            sys.exit(f"screenshots: {path}: {answer.status_code} {answer.text[:300]}")
        return dict(answer.json())


class Window:
    """A browser window of one width and theme, with each person signed in once."""

    def __init__(self, browser: Browser, city: City, width: int, theme: Literal["light", "dark"]) -> None:
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
            base_url=self.city.url, viewport=SCREENS[self.width], color_scheme=self.theme, locale="id-ID",
            timezone_id="Asia/Jakarta", geolocation=PLACE, permissions=["geolocation"], has_touch=self.width < 1000,
            reduced_motion="reduce",
        )  # fmt: skip

    def sign_in(self, context: BrowserContext, who: str) -> None:
        page = context.new_page()
        page.goto("/qlue/masuk/" if who == "siti" else "/crop/masuk/")
        page.locator("[name=username]").fill(self.city.people[who]["username"])
        page.locator("[name=password]").fill(self.city.people[who]["password"])
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "masuk" not in url)
        page.close()

    def close(self) -> None:
        for context in self.contexts.values():
            context.close()


def files(photos: list[bytes]) -> list[FilePayload]:
    """As a browser's file field takes them."""
    return [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo} for n, photo in enumerate(photos)]


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
    wanted, fresh = shots(city), scratch / "png"
    fresh.mkdir()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for width in SCREENS:
            for theme in THEMES:
                window = Window(browser, city, width, theme)
                for shot in (one for one in wanted if one.wanted(width, theme)):
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
