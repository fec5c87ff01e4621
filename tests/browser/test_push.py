"""Pushes: switched on and off on this device, and where the one that is tapped leads."""

import json
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.browser.conftest import DESK
from tests.browser.phone import installed, until
from tests.browser.test_journey import sign_in

KEY = generate_private_key(SECP256R1()).public_key()
POINT = urlsafe_b64encode(KEY.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).decode()
SERVICE = """([endpoint, point]) => {  // a browser's push service that needs no network
  const made = () => localStorage.fakePush && {
    endpoint, options: { applicationServerKey: new Uint8Array(JSON.parse(localStorage.fakePush)).buffer },
    toJSON: () => ({ endpoint, keys: { p256dh: point, auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }),
    unsubscribe: async () => { delete localStorage.fakePush; return true; },
  };
  PushManager.prototype.getSubscription = async () => made() || null;
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (!userVisibleOnly) throw new Error('silent');
    localStorage.fakePush = JSON.stringify([...applicationServerKey]);
    return made();
  };
}"""


def says(page, words):
    until(lambda: page.inner_text("#push [data-state]").startswith(words), words)


def test_it_works(phone):
    context = phone("budi")
    context.grant_permissions(["notifications", "geolocation"])
    context.add_init_script(f"({SERVICE})({json.dumps(['https://1.1.1.1/budi', POINT])})")
    page = context.new_page()
    page.goto("/qlue/kabar/pengaturan/")
    says(page, "Belum aktif di perangkat ini")
    page.click("[data-subscribe]")
    says(page, "Aktif di perangkat ini")
    assert page.locator("#push li:has-text('Chrome')").count() == 1
    assert not page.locator("[data-subscribe]").is_visible()
    page.click("#push li button:has-text('Hapus')")
    says(page, "Belum aktif di perangkat ini")
    assert not page.locator("#push li").count()
    assert not page.evaluate("localStorage.fakePush")
    context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    page.reload()
    says(page, "Diblokir browser")


TAP = """url => new Promise((done) => {  // as the browser tells of a tap; only it may open a window
  clients.openWindow = async (address) => done(`new: ${address}`);
  WindowClient.prototype.focus = async function () { return this; };
  WindowClient.prototype.navigate = async (address) => done(`here: ${address}`);
  const tap = Object.assign(new Event('notificationclick'), {
    notification: { close() {}, data: { url } }, waitUntil: (work) => work.then((one) => one && done(one.url)),
  });
  dispatchEvent(tap);
})"""


@pytest.fixture
def tapped(phone, line):
    """`tapped(link)`: where the worker goes, of this town; "here: " in the window of Qlue that is open."""
    context = phone()
    page = installed(context)
    (worker,) = context.service_workers
    return lambda link: worker.evaluate(TAP, link).replace(line.url, ""), page


def test_a_tap_leads_where_the_push_says(tapped):
    tap, page = tapped
    assert tap("/qlue/laporan/4821/") == "here: /qlue/laporan/4821/"
    assert tap("/crop/tugas/4821/") == "new: /crop/tugas/4821/"  # in a window of its own: Qlue's stays
    for elsewhere in ("https://contoh.id/qlue/", "//contoh.id/crop/", "javascript:alert(1)", "/admin/", None):
        assert tap(elsewhere) == "here: /qlue/", elsewhere
    page.goto("/qlue/lapor/")
    assert tap("/qlue/kabar/") == "new: /qlue/kabar/"  # nobody is taken away from writing
    page.goto("/qlue/kabar/")
    assert tap("/qlue/kabar/") == "/qlue/kabar/"  # the window that shows it is enough


def test_without_push_the_officials_page_says_so_and_nothing_breaks(window, town):
    page = window(**DESK)
    page.add_init_script("delete window.PushManager")
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    sign_in(page, "crop", "lurah.gambir", town.password)
    page.goto("/crop/saya/")
    says(page, "Peramban ini tidak dapat menerima")
    assert not wrong
