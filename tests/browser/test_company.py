"""A post to a company that is the city's after all: it goes on as a report, with what was written and photographed."""

import re

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in


def citizen(window, town):
    page = window(**PHONE)
    page.set_default_timeout(30_000)
    sign_in(page, "qlue", "siti", town.password)
    return page


def go_on_as_report(page):
    page.click("text=Ternyata urusan kota?")
    page.click("text=Lanjut ke laporan")
    page.wait_for_url(re.compile(r"/qlue/lapor/\?surat="))


def test_it_works(window, town):
    siti, letter = citizen(window, town), f"/qlue/obrolan/{town.posts['letter']}/"
    siti.goto(letter)
    go_on_as_report(siti)
    assert siti.input_value("#id_text") == "Palang parkir rusak, tetap ditagih"
    assert siti.input_value("#id_landmark") == "Gedung depan pasar"
    assert siti.locator("#photos li:not(.add) img").count() == 1
    siti.click("label[for=c-parking]")
    siti.wait_for_selector("#send:has-text('Kirim ke ')")
    siti.click("#send")
    siti.wait_for_url(re.compile(r"/qlue/laporan/\d+/"))
    assert siti.locator("img[src*='/media/']").count()
    siti.goto(letter)
    siti.click("text=laporan No.")
    siti.wait_for_url(re.compile(r"/qlue/laporan/\d+/"))


def test_whom_to_write_to_is_chosen_where_one_begins(window, town):
    page = window(**PHONE)
    page.goto("/qlue/lapor/")
    page.click("nav[aria-label='Kepada siapa'] a:has-text('perusahaan')")
    page.wait_for_url("**/qlue/perusahaan/tulis/")
    assert page.is_visible("text=Bukan pemerintah")


def test_a_form_filled_in_once_is_not_the_one_the_phone_keeps(window, town):
    """Without signal, and ever after, a new report begins empty."""
    siti = citizen(window, town)
    siti.evaluate("navigator.serviceWorker.ready.then(() => true)")
    siti.reload()
    siti.goto("/qlue/perusahaan/tulis/")
    siti.fill("#company", "Bus Contoh")
    siti.fill("#say", "Halte bus bocor")
    siti.click("text=Kirim, dibaca semua orang")
    go_on_as_report(siti)
    assert siti.input_value("#id_text") == "Halte bus bocor"
    siti.wait_for_timeout(1000)  # for what the worker keeps of it, if it did
    siti.context.set_offline(True)
    siti.goto("/qlue/lapor/")
    assert siti.get_attribute("#new", "data-given") is None
    assert siti.input_value("#id_text") == ""
