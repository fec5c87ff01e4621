"""A phone that several people use: what one has written is neither shown to the next nor sent by them, and not lost."""

from tests.browser.phone import SEND, cut, file_offline, filed, installed, mend, sign_in, state_of, until

SECRET = "Tetangga saya membakar sampah"


def sign_out(page):
    page.goto("/qlue/saya/")
    page.click("button:has-text('Keluar')")
    page.wait_for_url("**/qlue/")


def drafts(page):
    """The list, once the phone knows who is signed in."""
    with page.expect_response("**/qlue/siapa/"):
        page.goto("/qlue/draf/")
    return page.locator("main")


def test_it_works(phone, line, photo, town):
    """Siti leaves a draft that waits and one that is half written; Budi sees how many, and she finds both again."""
    context = phone()
    page = installed(context)
    page.route(f"**{SEND}", lambda route: route.abort())  # both are still there when she signs out
    page.goto("/qlue/lapor/")
    page.fill("#id_text", f"{SECRET}, setengah")
    page.wait_for_url("**/qlue/lapor/?draf=*")
    half = page.url
    cut(context, line)
    file_offline(page, SECRET, photo)
    mend(context, line)
    page.goto("/qlue/draf/")
    until(lambda: page.locator("#drafts > li").count() == 2, "hers")
    page.goto(half)
    until(lambda: page.input_value("#id_text").startswith(SECRET), "hers")
    sign_out(page)
    page.wait_for_selector(".toast:has-text('2 draf tetap di ponsel ini')")
    page.go_back()
    page.go_back()  # to her form, which the browser has kept
    page.wait_for_url("**/qlue/draf/")
    for name in ("", "budi"):
        if name:
            sign_in(page, name, town)
        seen = drafts(page)
        page.wait_for_selector("#others:has-text('2 draf di ponsel ini milik akun')")
        assert SECRET not in seen.inner_text(), name
        assert not page.locator("#drafts > li").count()
        page.goto(half)
        page.wait_for_url("**/qlue/draf/")
    page.goto("/qlue/lapor/")
    page.fill("#id_text", "Punya Budi")
    page.wait_for_url("**/qlue/lapor/?draf=*")
    assert not page.locator("#unsent").is_visible()
    assert filed(page, SECRET) == {}

    page.unroute(f"**{SEND}")
    sign_out(page)
    sign_in(page, "siti", town)
    page.goto("/qlue/draf/")
    until(lambda: state_of(page, "sent").count() == 1, "hers is sent by itself when she is back")
    assert state_of(page, "draft").inner_text().startswith(f"{SECRET}, setengah")
    page.wait_for_selector("#others:has-text('1 draf')")  # what Budi wrote
    page.click("#others button")
    page.click("#others button:has-text('Ya, hapus')")
    page.wait_for_selector("#others", state="hidden")
    assert page.locator("#drafts > li").count() == 2


def test_written_before_signing_in_it_is_sent_by_who_says_so(phone, line, photo, town):
    context = phone("")
    page = installed(context)
    cut(context, line)
    file_offline(page, "Ditulis sebelum masuk", photo)
    mend(context, line)
    page.goto("/qlue/draf/")
    page.wait_for_selector("#drafts:has-text('Masuk dulu untuk mengirim')")
    page.click("#drafts [data-sign-in]")
    page.fill("[name=username]", "siti")
    page.fill("[name=password]", town.password)
    page.press("[name=password]", "Enter")
    page.click("button:has-text('Kirim sebagai Siti')")
    until(lambda: state_of(page, "sent").count() == 1, "sent")
    assert filed(page, "Ditulis sebelum masuk") == {"Ditulis sebelum masuk": 1}
