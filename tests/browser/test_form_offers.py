"""What the form offers while one writes: kinds, questions, and the report that is there already."""

import re

import pytest

from smartcity.demo.pictures import draw
from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in

TEXT = "Lubang dalam di depan halte, dua motor jatuh"


def test_it_works(window, town, tmp_path):
    """Siti reports; Budi, who begins to write the same, supports hers with one tap, and his words are not lost."""
    photo = tmp_path / "lubang.jpg"
    photo.write_bytes(draw("road", 9))
    here = {
        "geolocation": {"longitude": town.lon + 0.0031, "latitude": town.lat},
        "permissions": ["geolocation"],
    }
    siti, budi = window(**PHONE, **here), window(**PHONE, **here)
    for page, name in ((siti, "siti"), (budi, "budi")):
        page.set_default_timeout(30_000)
        sign_in(page, "qlue", name, town.password)
        page.goto("/qlue/lapor/")
    siti.set_input_files("#gallery", photo)
    siti.wait_for_selector("#photos li:not(.add) img", state="attached")
    siti.fill("#id_text", TEXT)
    siti.wait_for_selector("#suggested:not([hidden])")
    assert siti.locator("#first .choice").count() >= 2
    assert not siti.locator("[name=category]:checked").count()  # never chosen silently
    siti.click("label[for=c-road]")
    siti.click("#send")
    siti.wait_for_url(re.compile(r"/qlue/laporan/\d+/"))

    budi.fill("#id_text", TEXT)
    budi.click("#alike-open")
    budi.uncheck("#bring")
    budi.locator("#alike [data-support]").first.click()
    budi.wait_for_url(re.compile(r"/qlue/laporan/\d+/\?dari=lapor"))
    assert budi.locator("[data-report], body").filter(has_text="Didukung").count()
    assert budi.input_value("#say") == TEXT


def test_the_questions_follow_the_category_and_a_search_forgives(window, town):
    page = window(**PHONE)
    page.set_default_timeout(30_000)
    page.goto("/qlue/lapor/")
    assert not page.locator(".questions:visible").count()
    page.click("label[for=c-flood]")
    page.check("#q-flood_depth-50")
    assert page.locator("#q-flood_depth-skip + label").is_visible()
    page.click("label[for=c-road]")
    assert page.locator("#q-flood_depth-50").is_disabled()
    page.click(".rest > summary")
    page.fill("#find", "rumah sakt")
    assert page.locator("#id_category .choice:visible").filter(has_text="Kamar RS penuh").count() == 1
    assert page.locator("#id_category .choice:visible").count() == 2  # with the one that is chosen


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_enter_supports_no_other_report(window, town, script):
    page = window(**PHONE, java_script_enabled=script)
    sign_in(page, "qlue", "budi", town.password)
    page.goto("/qlue/lapor/")
    pressed = page.locator("form.new button:not([type=button])").first
    assert (pressed.get_attribute("name"), pressed.get_attribute("formaction")) == ("send", None)
    posted = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.fill("#id_landmark", "Depan halte")
    page.press("#id_landmark", "Enter")
    page.locator(".field-error").first.wait_for()
    assert not [url for url in posted if "/dukung/" in url]
    assert page.input_value("#id_landmark") == "Depan halte"
