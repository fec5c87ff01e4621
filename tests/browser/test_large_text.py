"""Words twice as large on the narrowest phone: nothing lies beyond the page's edge, no word is cut off."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in

LOST = """() => {
    const edge = document.documentElement.clientWidth;
    const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
    const clipped = (e) => e && (getComputedStyle(e).clipPath !== "none" || clipped(e.parentElement));
    const found = document.documentElement.scrollWidth > edge ? ["the page is wider than the phone"] : [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
        node.data.trim() && node.parentElement.checkVisibility({ visibilityProperty: true }) ? 1 : 2);
    for (const range = document.createRange(); words.nextNode();) {
        const at = words.currentNode.parentElement;
        if (clipped(at) || scrolls(at) || at.closest(".map, .place-map")) continue;
        range.selectNodeContents(words.currentNode);
        if (range.getBoundingClientRect().right > edge + 1) found.push(`beyond the edge: ${words.currentNode.data.trim()}`);
    }
    return found;
}"""
CITIZEN = ("/qlue/", "/qlue/terbaru/", "/qlue/cari/?q=lubang", "/qlue/lapor/", "/qlue/laporanku/", "/qlue/draf/", "/qlue/kabar/",
           "/qlue/kabar/pengaturan/", "/qlue/saya/", "/qlue/saya/ikuti/", "/qlue/saya/tulisan/", "/qlue/saya/masuk/",
           "/qlue/wilayah/31.71.01.1001/", "/qlue/laporan/{waiting}/", "/qlue/laporan/{answered}/",
           "/qlue/laporan/{answered}/atur/", "/qlue/laporan/{answered}/bagikan/", "/qlue/obrolan/{letter}/",
           "/qlue/perusahaan/", "/qlue/perusahaan/tulis/")  # fmt: skip
STRANGER = ("/qlue/masuk/", "/qlue/daftar/", "/qlue/lapor/")
OFFICIAL = ("/crop/", "/crop/saya/", "/crop/tugas/{waiting}/", "/crop/tugas/{answered}/")


@pytest.mark.parametrize(
    "who, face, pages",
    [("", "", STRANGER), ("siti", "qlue", CITIZEN), ("lurah.gambir", "crop", OFFICIAL)],
    ids=["stranger", "citizen", "official"],
)
def test_it_works(window, town, who, face, pages):
    page = window(**PHONE)
    if who:
        sign_in(page, face, who, town.password)
    lost = []
    for address in pages:
        page.goto(address.format(**town.reports, **town.posts))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        lost += [f"{address} {words}" for words in page.evaluate(LOST)]
    assert not lost, "\n".join(lost)
