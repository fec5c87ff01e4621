"""CROP without signal: the day's cases are on the phone, and what is answered there is sent exactly once."""

import re

from tests.browser.phone import controlled, cut, mend, until
from tests.browser.test_axe import faults_here

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


def case_of(page, number):
    return page.locator(f"#case-{number}")


def beside(page, number, verb, state):
    """The line of an act where the press was that made it."""
    return case_of(page, number).locator(f"[data-acts={verb}] > [data-state={state}]")


def opened(page, number):
    case = case_of(page, number)
    if case.locator("details[open].field-case").count() == 0:
        case.locator("summary").first.click()
    return case


def accept(page, number):
    opened(page, number).locator("[data-accept]").click()


def answer(page, number, words, photo):
    case = opened(page, number)
    case.locator("[name=photo]").set_input_files(photo)
    case.locator("[name=reason]").fill(words)
    case.locator("form[data-answer] button:has-text('Kirim jawaban')").click()


def events(page, number):
    told = page.request.get(f"/api/v1/reports/{number}/events").json()
    return told["items"] if isinstance(told, dict) else told


def answers(page, number, words):
    return [one["verb"] for one in events(page, number) if words in str(one)]


def post(page, town, path, **sent):
    """As somebody's page would."""
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
    answer = page.request.post(path, headers={"X-CSRFToken": token, "Referer": town.url}, **sent)
    assert answer.ok, answer.text()


def test_accepted_and_answered_without_signal_then_killed_is_done_exactly_once(phone, line, photo, town):
    context = phone(None)
    page = kept(context, town)
    number, other = town.reports["field"], town.reports["taken"]
    cut(context, line)
    page.goto("/crop/lapangan/")
    until(lambda: "Disimpan hari ini" in page.inner_text("#saved-at"), "since when")
    until(lambda: page.locator(f"#case-{number} > details img").count() == 1, "its picture")
    assert re.search(
        r"sisa \d+ (jam|hari).*batas (hari ini|besok) \d\d\.\d\d", case_of(page, number).inner_text(), re.S
    )
    accept(page, other)
    until(
        lambda: beside(page, other, "accept", "waiting").count() == 1, "accepting waits where it was pressed"
    )
    until(lambda: page.evaluate("document.activeElement.dataset.state") == "waiting", "the focus is on it")
    answer(page, number, "Ditambal tanpa sinyal", photo)
    for verb in ("accept", "answer"):
        until(lambda verb=verb: beside(page, number, verb, "waiting").count() == 1, f"{verb} waits")
    page.close()  # killed

    line.lose(SEND, every=2)  # answers lost after the server has committed
    mend(context, line)
    page = context.new_page()
    page.goto("/crop/lapangan/")
    until(lambda: page.locator("#sent-acts > [data-state=sent]").count() == 3, "sent")
    assert page.locator("#acts > li").count() == 0
    assert line.lost[SEND] >= 1
    assert answers(page, number, "Ditambal tanpa sinyal") == ["answered"]
    for one in (number, other):
        assert [event["verb"] for event in events(page, one)].count("accepted") == 1


def test_what_another_office_got_meanwhile_is_refused_by_its_name_and_keeps_what_was_written(
    phone, line, photo, town, window
):
    context = phone(None)
    page = kept(context, town)
    number = town.reports["passed"]
    cut(context, line)
    page.goto("/crop/lapangan/")
    answer(page, number, "Tutup baru dipasang", photo)
    until(lambda: beside(page, number, "answer", "waiting").count() == 1, "waiting")
    camat = window()
    sign_in_crop(camat, "camat.gambir", town)
    post(
        camat,
        town,
        f"/api/v1/reports/{number}/forward",
        data={"to": "kelurahan-31.71.04.1001", "reason": "Di sana"},
    )
    mend(context, line)
    page.goto("/crop/lapangan/")
    until(lambda: beside(page, number, "answer", "wrong").count() == 1, "refused beside its case")
    assert "Lurah Senen" in case_of(page, number).locator("summary").first.inner_text()
    said = opened(page, number).locator("[data-acts=answer]").inner_text()
    assert "Laporan ini dipegang Lurah Senen, bukan kantor Anda." in said
    assert "Tutup baru dipasang" in said
    until(lambda: case_of(page, number).locator("[data-left]").is_visible(), "said to have left")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults_here(page, scheme) == []
    page.reload()
    until(lambda: beside(page, number, "answer", "wrong").count() == 1, "still there")
    assert (
        page.evaluate(
            "outbox.all().then((all) => outbox.photosOf(all.find((one) => one.verb === 'answer' && one.state === 'wrong').id)).then((all) => all.length)"
        )
        == 1
    )


def test_what_was_withdrawn_meanwhile_is_refused_with_the_reason_and_kept(phone, line, photo, town, window):
    context = phone(None)
    page = kept(context, town)
    number = town.reports["gone"]
    cut(context, line)
    page.goto("/crop/lapangan/")
    answer(page, number, "Dikerjakan di lapangan", photo)
    until(lambda: beside(page, number, "answer", "waiting").count() == 1, "waiting")
    reporter = window()
    reporter.goto("/qlue/masuk/")
    reporter.fill("[name=username]", "siti")
    reporter.fill("[name=password]", town.password)
    reporter.press("[name=password]", "Enter")
    reporter.wait_for_url(re.compile("/qlue/(?!masuk)"))
    post(reporter, town, f"/qlue/laporan/{number}/hapus/", form={"sure": "ya"})
    mend(context, line)
    page.goto("/crop/lapangan/")
    until(lambda: beside(page, number, "answer", "wrong").count() == 1, "refused")
    said = opened(page, number).inner_text()
    assert "ditarik pelapornya" in said
    assert "Dikerjakan di lapangan" in said


def test_what_is_typed_outlives_the_page_and_the_new_list(phone, line, town):
    """A phone throws the page away while its camera is open; the list is fetched anew under who is writing."""
    context = phone(None)
    page = kept(context, town)
    number = town.reports["fresh"]
    opened(page, number).locator("[name=reason]").fill("Sudah diukur")
    page.click("#again")
    until(lambda: page.inner_text("#said"), "fetched")
    assert case_of(page, number).locator("[name=reason]").input_value() == "Sudah diukur"
    page.reload()
    until(lambda: case_of(page, number).count() == 1, "there")
    assert case_of(page, number).locator("[name=reason]").input_value() == "Sudah diukur"


OF_QLUE = ["/qlue/laporanku/", "/qlue/terbaru/", "/qlue/diikuti/"]


def test_signing_out_takes_the_cases_off_the_phone_and_leaves_the_other_app_alone(phone, line, town):
    context = phone(None)
    page = kept(context, town)
    page.evaluate(
        """paths => caches.open('qlue-pages').then((pages) =>
        Promise.all(paths.map((path) => pages.put(path, new Response('of somebody')))))""",
        OF_QLUE,
    )
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
    left = "caches.open('qlue-pages').then((pages) => pages.keys()).then((all) => all.map((one) => new URL(one.url).pathname))"
    until(
        lambda: page.evaluate(left) == ["/qlue/terbaru/"],
        "one's own lists gone, what all may read left alone",
    )
    cut(context, line)
    page.goto("/crop/lapangan/")
    page.wait_for_selector("#nothing:not([hidden])")
    assert page.locator("#cases > li").count() == 0
    page.goto("/crop/riwayat/")
    assert "Tidak ada sinyal" in page.inner_text("h1")
