"""On a phone no word is cut, in either language, and what scrolls aside can be reached by keys."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in

CUT = """() => {
    const clipped = (e) => e && (getComputedStyle(e).clipPath !== "none" || clipped(e.parentElement));
    const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !clipped(e);
    const pen = document.createElement("canvas").getContext("2d");
    const wide = (e, style) => { pen.font = style.font; return pen.measureText(e.placeholder).width; };
    const found = document.documentElement.scrollWidth > innerWidth ? ["the page is wider than the phone"] : [];
    for (const e of document.querySelectorAll("body *")) {
        const style = getComputedStyle(e);
        if (!seen(e) || e.closest(".map, .place-map")) continue;
        if (style.textOverflow === "ellipsis" && e.tagName !== "SELECT" && e.scrollWidth > e.clientWidth + 1) found.push(`cut: ${e.textContent.trim()}`);
        const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        if (e.tagName === "INPUT" && e.placeholder && !e.value && wide(e, style) > room) found.push(`cut: ${e.placeholder}`);
    }
    return found;
}"""
CITIZEN = ("/qlue/", "/qlue/terbaru/", "/qlue/cari/?q=lubang", "/qlue/lapor/", "/qlue/laporanku/", "/qlue/kabar/",
           "/qlue/saya/", "/qlue/obrolan/", "/qlue/wilayah/31.71.01.1001/", "/qlue/laporan/{answered}/",
           "/qlue/laporan/{answered}/bagikan/", "/qlue/obrolan/{letter}/", "/qlue/perusahaan/", "/qlue/perusahaan/tulis/",
           "/qlue/obrolan/{letter}/ke-pemerintah/", "/", "/#search", "/rumah-sakit/", "/rumah-sakit/rs-contoh/?kelas=icu")  # fmt: skip
OFFICIAL = ("/crop/", "/crop/?status=waiting#q", "/crop/riwayat/", "/crop/kabar/", "/crop/saya/", "/crop/petugas/", "/crop/tugas/{waiting}/",
            "/crop/tugas/{answered}/", "/crop/tugas/{waiting}/teruskan/", "/crop/tugas/{working}/", "/crop/tugas/{working}/jawab/",
            "/crop/tugas/{fresh}/induk/", "/crop/kinerja/", "/crop/lapangan/", "/crop/pasang/", "/crop/templat/",
            "/crop/rujukan/{referral}/")  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "who, face, pages",
    [("siti", "qlue", CITIZEN), ("lurah.gambir", "crop", OFFICIAL)],
    ids=["citizen", "official"],
)
def test_it_works(window, town, who, face, pages, language):
    page = window(**PHONE)
    sign_in(page, face, who, town.password)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": town.url}])
    cut = []
    for address in pages:
        page.goto(address.format(**town.reports, **town.posts))
        assert page.locator("html").get_attribute("lang") == language
        cut += [f"{address} {words}" for words in page.evaluate(CUT)]
    assert not cut, "\n".join(cut)


@pytest.mark.parametrize(
    "address, last_to_come", [("/", ".live[data-state=live]"), ("/crop/", "[data-near]:not([hidden])")]
)
def test_a_row_of_chips_that_scrolls_is_reached_by_keys(window, town, address, last_to_come):
    page = window(**PHONE)
    sign_in(page, "crop", "lurah.gambir", town.password)
    page.goto(address)
    page.locator(last_to_come).first.wait_for(state="attached")
    row = page.locator(".chips-scroll").first
    last = row.locator("a:visible").last
    last.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    edge, chip = row.bounding_box(), last.bounding_box()
    assert edge["height"] < 60  # one row
    assert edge["x"] <= chip["x"]
    assert chip["x"] + chip["width"] <= edge["x"] + edge["width"]
    fading = row.evaluate("row => getComputedStyle(row).maskImage")
    assert fading == "none"  # where the focus is
