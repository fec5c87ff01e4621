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
