"""Drafts that the server turns down are mended; one who stays a guest has none left."""

import re

from tests.browser.phone import cut, file_offline, filed, installed, mend, state_of, until, write

TURNED = "Lubang \u202egnalad"  # a letter that turns the writing round: no script of ours looks for it


def test_it_works(phone, line, photo):
    context = phone()
    page = installed(context)
    cut(context, line)
    file_offline(page, TURNED, photo)
    mend(context, line)
    page.goto("/qlue/draf/")
    until(lambda: state_of(page, "wrong").count() == 1, "turned down")
    said = state_of(page, "wrong").inner_text()
    assert "Perlu diperbaiki" in said
    assert "karakter pembalik arah" in said
    page.click("#drafts a:has-text('Perbaiki')")
    page.wait_for_selector(".field:has(#id_text) .field-error:has-text('karakter pembalik arah')")
    assert page.evaluate("document.activeElement.id") == "id_text"
    assert page.locator("#photos li:not(.add)").count() == 1
    page.fill("#id_text", "Lubang dalam, sudah diperbaiki tulisannya")
    page.click("#send")
    page.wait_for_url(re.compile(r"/qlue/laporan/\d+/"))
    assert sum(filed(page, "sudah diperbaiki tulisannya").values()) == 1


def test_a_draft_with_a_number_in_it_comes_back_to_ask_and_goes_through(phone, line, photo):
    """Offline nobody asks; once there is signal it waits for its writer, who says once what they want."""
    context = phone()
    page = installed(context)
    cut(context, line)
    text = "Lubang dekat rumah, hubungi 0812-3456-7890"
    file_offline(page, text, photo)
    mend(context, line)
    page.goto("/qlue/draf/")
    until(lambda: state_of(page, "wrong").count() == 1, "it asks")
    assert "membaca nomor telepon" in state_of(page, "wrong").inner_text()
    assert filed(page, text) == {}
    page.click("#drafts a:has-text('Perbaiki')")
    page.wait_for_selector(".exposing:has-text('0812-3456-7890')")
    assert page.input_value("#id_text") == text
    page.click(".exposing button:has-text('Tetap kirim')")
    page.wait_for_url(re.compile(r"/qlue/laporan/\d+/"))
    assert sum(filed(page, text).values()) == 1


def test_a_number_is_taken_out_before_it_is_sent(phone, photo):
    page = phone().new_page()
    page.goto("/qlue/lapor/")
    write(page, "Saluran mampet, hubungi 0857 1111 2222", photo)
    page.click("#send")
    page.wait_for_selector(".exposing:has-text('0857 1111 2222')")
    page.click(".exposing button:has-text('Hapus itu')")
    page.wait_for_url(re.compile(r"/qlue/laporan/\d+/"))
    assert sum(filed(page, "Saluran mampet, hubungi …").values()) == 1


def test_a_guest_s_draft_is_gone_once_it_was_sent(phone, photo):
    page = phone("").new_page()
    page.goto("/qlue/lapor/")
    write(page, "Laporan seorang tamu", photo)
    page.wait_for_url("**/qlue/lapor/?draf=*")
    page.click("#send")
    page.check("#guest")
    assert page.input_value("#id_text") == "Laporan seorang tamu"
    assert page.locator("#photos li:not(.add)").count() == 1
    page.click("#send")
    page.wait_for_url("**/qlue/klaim/**")
    page.goto("/qlue/draf/")
    page.wait_for_selector("#none:visible")


def test_what_was_written_signed_out_is_open_to_all_and_can_be_emptied(phone):
    page = phone("").new_page()
    for text in ("Ditulis tanpa masuk", "Yang kedua"):
        page.goto("/qlue/lapor/")
        page.fill("#id_text", text)
        page.wait_for_url("**/qlue/lapor/?draf=*")
    page.goto("/qlue/draf/")
    page.wait_for_selector("#open-to-all:visible")
    page.click("#clear button")
    assert page.locator("#drafts > li").count() == 2, "it asks first"
    page.click("#clear button:has-text('Ya, hapus semua')")
    page.wait_for_selector("#none:visible")
    assert not page.is_visible("#open-to-all")
