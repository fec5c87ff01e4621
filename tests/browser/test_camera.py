"""The camera of an answer in a real browser, whose camera shows a test picture."""

import re

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in


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
