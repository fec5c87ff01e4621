"""Every component in a real Chromium: readable by everyone, moved by keys, within a phone, true as time passes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from smartcity.lib.look.tests.conftest import in_chromium

pytestmark = in_chromium


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(open_page, theme, width):
    # So tall that no bar lies half over what is scrolled beneath it: there axe would measure what is left of a target.
    page = open_page(width, height=8000, color_scheme=theme)
    page.locator("#map[data-ready]").wait_for()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    found = Axe().run(
        page,
        options={
            "resultTypes": ["violations"],
            "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
        },
    )
    assert found.violations_count == 0, found.generate_report()
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_is_wider_than_the_page(open_page, width):
    page = open_page(width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_error_summary_takes_the_focus(open_page):
    assert open_page().evaluate("document.activeElement.className") == "errors"


def test_what_is_put_right_is_no_longer_called_wrong(open_page):
    page = open_page()
    summary = page.locator(".errors")
    assert summary.locator("h2").inner_text() == "Ada 2 yang perlu dilengkapi"
    page.get_by_label("Apa yang terjadi?").press_sequentially("L")
    assert summary.locator("h2").inner_text() == "Ada 1 yang perlu dilengkapi"
    assert summary.locator("li").all_inner_texts() == ["Pilih kategori"]
    assert page.locator("[aria-invalid]").count() == page.locator(".field[data-invalid]").count() == 1
    page.get_by_label("Kategori", exact=True).select_option("road")
    assert summary.count() == page.locator(".field-error").count() == 0


def test_the_summary_of_one_is_in_the_singular(open_page):
    page = open_page(path="?language=en")
    page.get_by_label("Apa yang terjadi?").fill("L")
    assert page.locator(".errors h2").inner_text() == "1 thing is missing"


def test_before_and_after_move_by_keys(open_page):
    page = open_page()
    handle = page.get_by_role("slider", name="Bandingkan sebelum dan sesudah")
    handle.press("ArrowRight")
    handle.press("ArrowRight")
    assert handle.get_attribute("aria-valuenow") == "60"
    handle.press("Home")
    assert handle.get_attribute("aria-valuenow") == "0"
    box = handle.bounding_box()
    assert (box["width"], box["height"]) == (48, 48)


def test_before_and_after_move_by_pointer(open_page):
    page = open_page()
    frame = page.locator(".pair")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + 20)
    page.mouse.up()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    assert page.get_by_role("slider").get_attribute("aria-valuenow") == "25"


def test_without_script_the_two_photos_stand_side_by_side(open_page):
    page = open_page(java_script_enabled=False)
    before, after = (page.locator(f".pair .{name} img").bounding_box() for name in ("before", "after"))
    assert before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]


def test_time_goes_on_while_the_page_is_open(chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    pill = page.locator("time.due.soon").first
    pill.wait_for()
    page.locator(".report .due").evaluate("pill => pill.id = 'watched'")
    assert page.locator("#watched").inner_text() == "sisa 3 jam"
    page.clock.fast_forward("02:30:00")
    page.clock.run_for(60_000)
    assert page.locator("#watched").inner_text().endswith("mnt")
    page.clock.fast_forward("03:00:00")
    page.clock.run_for(60_000)
    assert page.locator("#watched").inner_text() == "terlambat 2 jam"
    assert "late" in page.locator("#watched").get_attribute("class")
    context.close()


@pytest.mark.parametrize(
    "selector",
    [
        ".button:not(.button-small, .file > *)",
        ".tap",
        ".nav a",
        ".tabs a",
        ".act",
        ".segments label",
        ".field input:not([type=file])",
        ".file",
    ],  # of a field for photos all is touched, see look.css
)
def test_what_is_touched_is_big_enough(open_page, selector):
    page = open_page()
    for box in (
        page.locator(selector)
        .filter(visible=True)
        .evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())")
    ):
        assert box["height"] >= 46, selector  # 48 with the border of its group


def test_english(open_page):
    page = open_page(path="?language=en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".badge", has_text="Waiting").count() > 0


def test_a_broken_stream_resumes_after_the_last_event(open_page):
    page = open_page()
    ids = page.evaluate(
        """async () => {
            const { live } = await import("/static/look/js/live.js");
            const ids = [], states = new Set();
            await new Promise((done) => {
                const stop = live({ kind: "reports" }, ({ id }) => {
                    ids.push(id);
                    if (ids.length === 3) { stop(); done(); }
                }, (state) => states.add(state));
            });
            return [ids, [...states]];
        }"""
    )
    assert ids == [[1, 2, 3], ["connecting", "live"]]


def test_a_toast_says_one_line_and_goes_after_six_seconds(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    page.evaluate(
        """async () => {
            const { toast } = await import("/static/look/js/toast.js");
            toast("Terkirim. <b>No.</b> 482 917", { action: "Lihat", href: "#482917" });
        }"""
    )
    box = page.get_by_role("status").locator(".toast")
    assert box.inner_text().splitlines() == ["Terkirim. <b>No.</b> 482 917", "Lihat"]
    page.clock.run_for(6100)
    assert box.count() == 0
    context.close()
