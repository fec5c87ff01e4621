"""Going on duty tells the phone's place; going off takes it away."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in


def test_it_works(window, town):
    here = {"geolocation": {"longitude": town.lon, "latitude": town.lat}, "permissions": ["geolocation"]}
    page = window(**PHONE, **here)
    sign_in(page, "crop", "lurah.gambir", town.password)
    page.goto("/crop/petugas/")
    page.get_by_role("button", name="Mulai bertugas").tap()
    expect(page.locator("#told")).to_have_text("Posisi ponsel ini baru saja dikirim.")
    page.reload()
    expect(page.locator("table")).to_contain_text(re.compile("diperbarui"))
    expect(page.locator(".map-officer")).to_have_count(1)
    page.goto(f"/crop/tugas/{town.reports['waiting']}/")
    expect(page.locator(".case-near")).to_contain_text("bertugas")
    page.goto("/crop/petugas/")
    page.get_by_role("button", name="Akhiri tugas").tap()
    expect(page.locator("table")).to_have_count(0)
