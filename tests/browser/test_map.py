"""The public map under somebody's hand: clusters that open, the reports of one spot."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import faults_here

SPOT = ".maplibregl-popup .popup-list"


def standing(page, address="/"):
    page.goto(address)
    page.wait_for_selector("#map[data-ready]", timeout=30_000)
    page.wait_for_timeout(300)
    return page


def middle(page):
    """Where the map's middle is on the screen."""
    box = page.locator("#map").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def at_the_town(town, zoom):
    return f"/?map={zoom}/{town.lat:.5f}/{town.lon:.5f}"


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def device(request):
    return request.param


def test_reports_of_one_spot_are_listed_at_once(window, town, device):
    page = standing(window(**device, service_workers="block"), at_the_town(town, 14))
    (page.touchscreen.tap if "has_touch" in device else page.mouse.click)(*middle(page))
    page.wait_for_selector(SPOT)
    shown = page.locator(f"{SPOT} [data-report]")
    assert shown.count() > 3
    assert page.get_by_role("region", name=f"{shown.count()} laporan di tempat ini").count() == 1
    page.wait_for_timeout(600)  # it comes wholly onto the map
    window_at, map_at = (page.locator(one).bounding_box() for one in (".maplibregl-popup", "#map"))
    assert window_at["y"] >= map_at["y"]
    assert window_at["y"] + window_at["height"] <= map_at["y"] + map_at["height"]
    assert faults_here(page, "the reports of one spot") == []
    shown.first.locator("a").click()
    page.wait_for_url("**/qlue/laporan/*/")


def test_keys_open_the_spot_and_leave_it(window, town):
    page = standing(window(**DESK, service_workers="block"), at_the_town(town, 14))
    page.focus("#map canvas")
    page.keyboard.press("Enter")
    page.wait_for_selector(SPOT)
    assert page.evaluate(f"document.querySelector('{SPOT}').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.wait_for_selector(SPOT, state="detached")
    assert page.evaluate("document.activeElement.matches('#map canvas')")


def test_a_cluster_opens_as_far_as_its_reports_part(window, town):
    """Gambir and Senen are one disc over the whole country; a single press shows both spots apart."""
    page = standing(window(**DESK, service_workers="block"), f"/?map=7/{town.lat}/{town.lon}")
    page.focus("#map canvas")
    page.keyboard.press("Enter")
    for _try in range(80):
        if zoom(page) > 12:
            break
        page.wait_for_timeout(100)
    assert zoom(page) > 12, page.url
    assert page.locator(SPOT).count() == 0


def test_an_empty_map_says_so(window, town):
    page = standing(window(**PHONE, service_workers="block"), "/?q=tak+satu+pun")
    said = page.locator("#says")
    assert said.inner_text().strip() == "Tidak ada laporan yang cocok dengan saringan ini."
    page.click(".empty a")
    said.wait_for(state="hidden")


def test_reports_that_did_not_come_are_not_shown_as_none(window, town):
    page = window(**PHONE, service_workers="block")
    page.route("**/tiles/reports/**", lambda route: route.abort())
    page.goto("/")
    page.wait_for_selector("#says:has-text('belum bisa diambil')", timeout=30_000)
    assert faults_here(page, "reports that did not come") == []
    page.unroute("**/tiles/reports/**")
    page.get_by_role("button", name="Coba lagi").click()
    page.locator("#says").wait_for(state="hidden")
    page.wait_for_timeout(1000)
    assert page.locator("#says").is_hidden()


def zoom(page):
    return float(re.search(r"map=([\d.]+)", page.url)[1])
