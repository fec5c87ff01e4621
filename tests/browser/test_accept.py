"""From the inbox to "in progress": how many taps it takes."""

import re

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in

MOST_TAPS = 3


def test_it_works(window, town):
    taps = []

    def tap(what):
        what.tap()
        taps.append(what)

    phone = window(**PHONE)
    sign_in(phone, "crop", "lurah.gambir", town.password)
    phone.goto("/crop/")
    tap(phone.locator(f'[data-report="{town.reports["fresh"]}"] a.cover'))
    phone.wait_for_url(re.compile(r"/crop/tugas/\d+/"))
    tap(phone.get_by_role("button", name="Terima"))
    phone.get_by_text("Diterima. Warga melihat").wait_for()
    assert phone.get_by_text("Diproses").first.is_visible()
    assert len(taps) <= MOST_TAPS
