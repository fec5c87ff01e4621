"""The police desk in a real browser: what is reported sounds there until somebody has seen it."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.phone import until
from tests.browser.test_journey import sign_in

FILE = """async ({lon, lat}) => {
  const form = document.querySelector("form[enctype]"), sent = new FormData(form);
  const canvas = new OffscreenCanvas(320, 240);
  canvas.getContext("2d").fillRect(20, 20, 90, 90);
  const words = {category: "crime", text: "Tas dijambret di jembatan", lon, lat, send: "1"};
  for (const [name, value] of Object.entries(words)) sent.set(name, value);
  sent.set("photo", await canvas.convertToBlob({type: "image/jpeg"}), "a.jpg");
  return (await fetch(form.action || location.href, {method: "POST", body: sent})).url;
}"""


@pytest.fixture
def desk(window, town):
    page = window(**DESK)
    sign_in(page, "crop", "polisi", town.password)
    page.goto("/crop/polisi/")
    page.wait_for_selector(".live[data-state=live]")
    return page


def alarms(page):
    return page.locator("#alarms li form")


def test_without_script_it_is_a_list(window, town):
    page = window(**DESK, java_script_enabled=False)
    sign_in(page, "crop", "polisi", town.password)
    page.goto("/crop/polisi/")
    assert page.locator("#sound-on").is_hidden()
    assert alarms(page).count()


def test_it_sounds_until_it_is_seen(desk, window, town):
    sounded = lambda: int(desk.get_attribute("#sound", "data-sounded") or 0)  # noqa: E731
    before = alarms(desk).count()
    assert (before > 0, sounded()) == (True, 0)
    desk.click("#sound-on")
    desk.wait_for_selector("#sound-on[aria-pressed=true]")
    first = sounded()
    until(lambda: sounded() > first >= 1, "it sounds again")
    until(lambda: desk.title().startswith(f"({before})"), "the title says so")
    siti = window(**PHONE)
    sign_in(siti, "qlue", "siti", town.password)
    siti.goto("/qlue/lapor/")
    assert re.search(r"/laporan/\d+/", siti.evaluate(FILE, {"lon": town.lon, "lat": town.lat}))
    until(lambda: alarms(desk).count() == before + 1, "what was just reported")
    while alarms(desk).count():
        alarms(desk).first.locator("button").click()
        desk.wait_for_selector(".live[data-state=live]")
    until(lambda: "(" not in desk.title(), "the title is quiet")
    assert desk.locator("text=Tas dijambret").count() == 1
