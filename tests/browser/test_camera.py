"""The camera of an answer in a real browser, whose camera shows a test picture."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.conftest import PHONE
from tests.browser.phone import until
from tests.browser.test_journey import sign_in

PHOTO = "/crop/antrean/foto/"
MADE = b"<x:xmpmeta>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</x:xmpmeta>"
TURNED, DETAIL, ORIGINAL = 0x0112, 0x8769, 0x9003


@pytest.fixture
def answering(window, town):
    """The lurah's phone, at the answer to the report that waits."""

    def open_one(**context):
        here = {"longitude": town.lon, "latitude": town.lat}
        page = window(**PHONE, geolocation=here, permissions=["geolocation", "camera"], **context)
        sign_in(page, "crop", "lurah.gambir", town.password)
        number = town.reports["working"]
        page.goto(f"/crop/tugas/{number}/jawab/")
        return page

    return open_one


def test_where_there_is_no_camera_the_field_remains(answering):
    page = answering(java_script_enabled=False)
    assert page.locator("#camera-open").is_hidden()
    assert page.locator("#id_photo").is_visible()


def test_the_ghost_lies_over_the_street_and_the_photo_goes_into_the_form(answering):
    page = answering()
    page.click("#camera-open")
    page.wait_for_selector("#camera[open]")
    assert page.evaluate("getComputedStyle(document.getElementById('camera-ghost')).opacity") == "0.5"
    page.locator("#camera-opacity").fill("20")
    assert page.inner_text("#camera-percent").endswith("20%")
    assert page.evaluate("getComputedStyle(document.getElementById('camera-ghost')).opacity") == "0.2"
    page.wait_for_selector("#camera-clock:has-text('.')", state="attached")
    page.click("#camera-position")
    page.wait_for_selector("#camera-position.given:has-text('0 m dari titik')")
    page.click("#camera-shot")
    page.wait_for_selector("#camera", state="hidden")
    assert page.evaluate("document.getElementById('id_photo').files[0].type") == "image/jpeg"
    page.fill("[name=reason]", "Sudah ditambal")
    page.click("button:has-text('Kirim jawaban')")
    page.wait_for_url(re.compile(r"/crop/tugas/\d+/$"))
    assert page.locator("text=Dijawab").count()


def big_and_old():
    """Twelve megapixels of a phone held upright, taken a month ago by its own word."""
    exif = Image.Exif()
    exif[TURNED] = 6
    exif.get_ifd(DETAIL)[ORIGINAL] = f"{datetime.now(UTC) - timedelta(days=30):%Y:%m:%d %H:%M:%S}"
    out = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(out, "JPEG", quality=80, exif=exif, xmp=MADE)
    return {"name": "sesudah.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_photo_is_made_smaller_and_says_still_when_it_was_taken_and_by_what(phone, line, town):
    page = phone(None, service_workers="block").new_page()
    sign_in(page, "crop", "lurah.gambir", town.password)
    page.goto(f"/crop/tugas/{town.reports['mending']}/jawab/")
    taken = big_and_old()
    page.set_input_files("#id_photo", taken)
    until(lambda: page.locator("#act [name=stashed]").count() == 1, "sent while the words are written")
    assert "sesudah.jpg sudah di server" in page.inner_text("#photo-way")
    body = line.bodies[PHOTO]
    sent = Image.open(BytesIO(body[body.index(b"\xff\xd8") :]))
    assert sent.size == (1200, 1600)
    assert len(body) < len(taken["buffer"]) / 3
    assert MADE in body
    said = sent.getexif()
    assert said[TURNED] == 1
    assert said.get_ifd(DETAIL)[ORIGINAL]


def test_a_photo_that_is_lost_on_the_way_goes_with_the_form(phone, line, town):
    page = phone(None, service_workers="block").new_page()
    sign_in(page, "crop", "lurah.gambir", town.password)
    page.goto(f"/crop/tugas/{town.reports['mending']}/jawab/")
    page.route(f"**{PHOTO}", lambda route: route.abort())
    page.set_input_files("#id_photo", big_and_old())
    until(lambda: "Dikirim bersama jawaban" in page.inner_text("#photo-way"), "told")
    assert page.evaluate("document.getElementById('id_photo').files[0].size") < 1_500_000
