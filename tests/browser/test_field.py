"""CROP without signal: the day's cases are on the phone, and what is answered there is sent exactly once."""

import re

from tests.browser.phone import controlled, cut, mend, until

SEND = "/crop/antrean/kirim/"


def sign_in_crop(page, name, town):
    page.goto("/crop/masuk/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", town.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/crop/(?!masuk)"))


def kept(context, town):
    """The page of the day's cases, kept on this phone."""
    page = context.new_page()
    sign_in_crop(page, "lurah.gambir", town)
    until(lambda: controlled(page), "a service worker")
    for path in ("/crop/lapangan/", "/crop/luring/"):
        until(
            lambda path=path: page.evaluate("path => caches.match(path).then(Boolean)", path), f"{path} kept"
        )
    page.goto("/crop/lapangan/")
    page.click("#keep")
    until(lambda: page.locator("#cases > li").count() >= 2, "kept")
    return page


def state_of(page, state):
    return page.locator(f"#acts > [data-state={state}]")


def answer(page, number, words, photo):
    case = page.locator(f"#cases > [data-number='{number}']")
    case.locator("summary").first.click()
    case.locator("[name=photo]").set_input_files(photo)
    case.locator("[name=reason]").fill(words)
    case.locator("form[data-answer] button:has-text('Kirim jawaban')").click()


def answers(page, number, words):
    events = page.request.get(f"/api/v1/reports/{number}/events").json()
    items = events["items"] if isinstance(events, dict) else events
    return [one["verb"] for one in items if words in str(one)]


def test_answered_without_signal_then_killed_is_sent_exactly_once(phone, line, photo, town):
    context = phone(None)
    page = kept(context, town)
    number = town.reports["field"]
    cut(context, line)
    page.goto("/crop/lapangan/")
    assert "Disimpan" in page.inner_text("#saved-at")
    until(lambda: page.locator(f"#cases > [data-number='{number}'] img").count() == 1, "its picture")
    answer(page, number, "Ditambal tanpa sinyal", photo)
    until(lambda: state_of(page, "waiting").count() == 2, "accepting and answering wait")
    page.close()  # killed

    line.lose(SEND, every=2)  # answers lost after the server has committed
    mend(context, line)
    page = context.new_page()
    page.goto("/crop/lapangan/")
    until(lambda: state_of(page, "sent").count() == 2, "sent")
    assert line.lost[SEND] >= 1
    assert answers(page, number, "Ditambal tanpa sinyal") == ["answered"]


def test_what_was_withdrawn_meanwhile_is_refused_with_the_reason_and_kept(phone, line, photo, town, window):
    context = phone(None)
    page = kept(context, town)
    number = town.reports["gone"]
    cut(context, line)
    page.goto("/crop/lapangan/")
    answer(page, number, "Dikerjakan di lapangan", photo)
    until(lambda: state_of(page, "waiting").count() == 2, "waiting")
    reporter = window()
    reporter.goto("/qlue/masuk/")
    reporter.fill("[name=username]", "siti")
    reporter.fill("[name=password]", town.password)
    reporter.press("[name=password]", "Enter")
    reporter.wait_for_url(re.compile("/qlue/(?!masuk)"))
    token = {
        "X-CSRFToken": next(c["value"] for c in reporter.context.cookies() if c["name"] == "csrftoken"),
        "Referer": town.url,
    }
    assert reporter.request.post(f"/qlue/laporan/{number}/hapus/", headers=token, form={"sure": "ya"}).ok
    mend(context, line)
    page.goto("/crop/lapangan/")
    until(lambda: state_of(page, "wrong").count() == 2, "refused")
    said = page.inner_text("#acts")
    assert "ditarik pelapornya" in said
    assert "Dikerjakan di lapangan" in said


def test_signing_out_takes_the_cases_off_the_phone_and_leaves_the_other_app_alone(phone, line, town):
    context = phone(None)
    page = kept(context, town)
    page.evaluate("caches.open('qlue-pages')")
    page.goto("/crop/saya/")
    page.click("button:has-text('Keluar')")
    page.wait_for_url("**/crop/masuk/")
    until(
        lambda: (
            "crop-private"
            not in page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
        ),
        "forgotten",
    )
    assert page.evaluate("caches.has('qlue-pages')")
    cut(context, line)
    page.goto("/crop/lapangan/")
    page.wait_for_selector("#nothing:not([hidden])")
    assert page.locator("#cases > li").count() == 0
    page.goto("/crop/riwayat/")
    assert "Tidak ada sinyal" in page.inner_text("h1")
