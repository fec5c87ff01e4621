"""The place of a new report: a still picture, and the live map it becomes under somebody's hand."""

from math import isclose

import pytest

from tests.browser.conftest import PHONE

PIXEL = 360 / 256 / 2**14  # degrees of longitude at the zoom in which a place is looked at


@pytest.fixture
def form(window, town):
    """`form(known)`: a new report on a phone that knows where it is, or does not; `form.scripts` are those it fetched."""

    def open_one(*, known=True, accuracy=8):
        here = {"longitude": town.lon, "latitude": town.lat, "accuracy": accuracy}
        page = window(
            **PHONE,
            service_workers="block",
            **({"geolocation": here, "permissions": ["geolocation"]} if known else {}),
        )
        page.scripts = []
        page.on(
            "request", lambda one: page.scripts.append(one.url) if one.resource_type == "script" else None
        )
        page.set_default_timeout(30_000)
        page.goto("/qlue/lapor/")
        page.wait_for_selector("#place-name:has-text('Gambir')" if known else "#kelurahan:visible")
        return page

    return open_one


def leaflet(page):
    return [url for url in page.scripts if "leaflet" in url]


def lon(page):
    return float(page.input_value("#lon"))


def drag(page, pin, right):
    box = page.locator(pin).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y, steps=4)
    page.mouse.up()


def test_it_works(form, town):
    page = form()
    page.wait_for_selector(".ground text:has-text('Senen')", state="attached")
    still = page.locator(".still-pin").bounding_box()
    assert not leaflet(page)
    page.press(".still", "Enter")
    page.wait_for_selector(".live-map .map-pin")
    assert leaflet(page)
    live = page.locator(".live-map .map-pin").bounding_box()
    assert all(isclose(live[side], still[side], abs_tol=1) for side in still), (live, still)
    assert isclose(lon(page), town.lon, abs_tol=1e-6)  # taken hold of, not moved

    page.keyboard.press("ArrowRight")
    assert isclose(lon(page), town.lon + 0.0001, abs_tol=2e-6)
    before = lon(page)
    drag(page, ".live-map .map-pin", 30)
    assert isclose(lon(page), before + 30 * PIXEL, abs_tol=PIXEL)
    page.click("[data-zoom='1']")
    before = lon(page)
    drag(page, ".live-map .map-pin", 30)
    assert isclose(lon(page), before + 15 * PIXEL, abs_tol=PIXEL)


def test_the_first_drag_moves_the_pin_already(form, town):
    page = form()
    page.route("**/leaflet*.js", lambda route: route.abort())  # a line too weak for the map
    drag(page, ".still-pin", 40)
    assert isclose(lon(page), town.lon + 40 * PIXEL, abs_tol=PIXEL)
    page.wait_for_selector("#kelurahan:visible")  # the way without a map


def test_without_a_position_the_first_tap_on_the_city_is_the_place(form):
    page = form(known=False)
    assert not page.input_value("#lat")
    assert not leaflet(page)
    page.click(".still")
    page.wait_for_selector(".live-map .map-pin")
    page.wait_for_selector("#place-name:has-text('Jakarta')")
    assert float(page.input_value("#lat")) < 0


def test_a_rough_position_opens_the_map_by_itself(form):
    page = form(accuracy=600)
    page.wait_for_selector(".live-map .map-pin")
    assert "±600 m. Geser pin" in page.inner_text("#place-how")
