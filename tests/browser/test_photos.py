"""The photos of a new report: what they say of themselves, what this browser cannot read, what is taken back."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from math import isclose

import pillow_heif
import pytest
from PIL import Image

from smartcity.demo.pictures import draw
from tests.browser.conftest import PHONE
from tests.browser.phone import until
from tests.browser.test_clock import skewed

AWAY = 0.02  # degrees; 2.2 km
ORIGINAL, GPS, DETAIL = 0x9003, 0x8825, 0x8769


def taken(at, lon, lat):
    """A JPEG that says when (by its phone's clock) and where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(DETAIL)[ORIGINAL] = f"{at:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(DETAIL)[0x9011] = "+00:00"
    place = exif.get_ifd(GPS)
    place |= {
        1: "N" if lat >= 0 else "S", 2: sexagesimal(lat), 3: "E" if lon >= 0 else "W", 4: sexagesimal(lon),
    }  # fmt: skip
    out = BytesIO()
    Image.open(BytesIO(draw("road", 11))).save(out, "JPEG", exif=exif)
    return {"name": "lubang.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def sexagesimal(degrees):
    minutes, seconds = divmod(abs(degrees) * 3600, 60)
    return (minutes // 60, minutes % 60, round(seconds, 3))


@pytest.fixture
def page(window, town):
    here = {"geolocation": {"longitude": town.lon, "latitude": town.lat}, "permissions": ["geolocation"]}
    page = window(**PHONE, **here, service_workers="block")
    page.set_default_timeout(30_000)
    return page


def form(page):
    page.goto("/qlue/lapor/")
    page.wait_for_selector("#place-name:has-text('Gambir')")


def arrived(page, count):
    page.locator("#photos [name=stashed]").nth(count - 1).wait_for(state="attached")


def test_it_works(page, town):
    """A phone three days ahead: its own fresh photo is no old one, one of a week ago elsewhere is asked about."""
    page.add_init_script(skewed(3))
    form(page)
    now = datetime.now(UTC) + timedelta(days=3)
    page.set_input_files("#gallery", taken(now, town.lon, town.lat))
    arrived(page, 1)
    assert page.locator("#taken").is_hidden()
    page.set_input_files("#gallery", taken(now - timedelta(days=7, hours=1), town.lon + AWAY, town.lat))
    page.wait_for_selector("#taken:visible")
    assert re.search(r"2,\d km dari titik ini, 7 hari lalu\. Pakai tempat itu\?", page.inner_text("#taken"))
    assert isclose(float(page.input_value("#lon")), town.lon, abs_tol=1e-5)  # never taken silently
    page.click("#taken [data-use]")
    assert isclose(float(page.input_value("#lon")), town.lon + AWAY, abs_tol=1e-5)
    assert page.inner_text("#place-how") == "tempat dari foto"
    arrived(page, 2)


def test_what_this_browser_cannot_read_the_server_does_and_what_is_no_photo_is_said(page):
    form(page)
    heic = BytesIO()
    pillow_heif.from_pillow(Image.open(BytesIO(draw("road", 12)))).save(heic)
    page.set_input_files(
        "#gallery", {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": heic.getvalue()}
    )
    arrived(page, 1)
    page.wait_for_selector("#photos img[src*='/media/']")
    assert page.evaluate("document.querySelector('#photos img').decode().then(() => true)")
    page.set_input_files("#gallery", {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": b"bukan foto"})
    page.wait_for_selector("#photo-says:has-text('foto')")
    assert page.locator("#photos li:not(.add)").count() == 1


def test_an_upload_can_be_taken_back_and_tried_again(page, town):
    form(page)
    sent, ended = [], []
    page.route("**/qlue/foto/", lambda route: sent.append(route.request.url))  # it hangs
    page.on("requestfailed", lambda request: ended.append(request.url))
    page.set_input_files("#gallery", taken(datetime.now(UTC), town.lon, town.lat))
    page.wait_for_selector("#photos progress")
    page.click("#photos .photo-remove")
    assert not page.locator("#photos li:not(.add)").count()
    page.wait_for_timeout(500)
    assert len(sent) == len(
        [url for url in ended if url.endswith("/qlue/foto/")]
    )  # nothing goes on behind one's back

    page.set_input_files("#gallery", taken(datetime.now(UTC), town.lon, town.lat))
    until(lambda: page.evaluate("1") and len(sent) > len(ended), "under way")
    page.click("#photos .photo-remove")
    until(lambda: page.evaluate("1") and len(sent) == len(ended), "cancelled")

    page.unroute("**/qlue/foto/")
    page.route("**/qlue/foto/", lambda route: route.abort())
    page.set_input_files("#gallery", taken(datetime.now(UTC), town.lon, town.lat))
    page.wait_for_selector("#photos .again:has-text('Ulangi')")
    page.unroute("**/qlue/foto/")
    page.click("#photos .again")
    arrived(page, 1)
