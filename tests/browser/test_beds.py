"""Free beds: the clerk's thumb, the citizen's place, and both without script."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in


def test_it_works(window, town):
    clerk = window(**PHONE)
    sign_in(clerk, "crop", "petugas.rs", town.password)
    clerk.goto("/crop/tempat-tidur/")
    clerk.get_by_label("ICU: kurangi satu").tap()
    expect(clerk.locator("[data-save]")).to_have_text("Simpan, 1 berubah")
    clerk.get_by_role("button", name="Simpan, 1 berubah").tap()
    expect(clerk.get_by_text("Tersimpan: 2 ruang.")).to_be_visible()
    expect(clerk.get_by_label("ICU: kosong")).to_have_value("2")
    clerk.get_by_role("button", name="Batalkan yang terakhir").tap()
    expect(clerk.get_by_label("ICU: kosong")).to_have_value("3")


def test_the_thumb_stops_at_none_and_at_all(window, town):
    clerk = window(**PHONE)
    sign_in(clerk, "crop", "petugas.rs", town.password)
    clerk.goto("/crop/tempat-tidur/")
    clerk.get_by_label("ICU: kosong").fill("9")
    for _press in range(3):
        clerk.get_by_label("ICU: tambah satu").tap()
    expect(clerk.get_by_label("ICU: kosong")).to_have_value("10")
    clerk.get_by_label("ICU: kosong").fill("0")
    clerk.get_by_label("ICU: kurangi satu").tap()
    expect(clerk.get_by_label("ICU: kosong")).to_have_value("0")


def test_without_script(window, town):
    clerk = window(**PHONE, java_script_enabled=False)
    sign_in(clerk, "crop", "petugas.rs", town.password)
    clerk.goto("/crop/tempat-tidur/")
    clerk.get_by_label("Melati: kosong").fill("7")
    clerk.get_by_role("button", name="Simpan semua").tap()
    expect(clerk.get_by_text("Tersimpan: 2 ruang.")).to_be_visible()
    clerk.goto("/rumah-sakit/")
    clerk.locator("#dekat").fill("gambir")
    clerk.get_by_role("button", name="Cari").tap()
    clerk.get_by_role("link", name=re.compile("Kelurahan Gambir")).or_(
        clerk.get_by_text("Terdekat dari Gambir")
    ).first.wait_for()
    expect(clerk.get_by_role("rowheader").first).to_contain_text("RS Contoh")


def test_the_place_is_asked_for_only_when_it_is_wanted(window, town):
    here = {"geolocation": {"longitude": town.lon, "latitude": town.lat}, "permissions": ["geolocation"]}
    page = window(**PHONE, **here)
    page.goto("/rumah-sakit/?kelas=icu")
    assert "lon=" not in page.url
    page.get_by_role("button", name="Posisi saya").tap()
    page.wait_for_url(re.compile(r"\?kelas=icu&lon=\d+\.\d{3}&lat=-\d\.\d{3}$"))
    expect(page.locator("#list")).to_have_text("Terdekat dari Anda")
