"""WCAG 2.2 AA, as far as a program can tell, on every page a person meets: by day on a phone, by night on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import sign_in

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# So tall that no bar lies half over what is scrolled beneath it: there axe would measure what is left of a target.
DAY = PHONE | {"viewport": {"width": 360, "height": 6000}}
NIGHT = DESK | {"viewport": {"width": 1440, "height": 6000}, "color_scheme": "dark"}

STRANGER = ("/", "/?status=waiting", "/qlue/", "/qlue/?ubah=1", "/qlue/terbaru/", "/qlue/diikuti/", "/qlue/terdukung/",
            "/qlue/cari/?q=lubang", "/qlue/lapor/", "/qlue/masuk/", "/qlue/daftar/", "/qlue/laporan/{waiting}/",
            "/qlue/laporan/{waiting}/bagikan/", "/qlue/wilayah/31.71.01.1001/", "/qlue/tak-ada/", "/crop/masuk/",
            "/qlue/obrolan/", "/qlue/obrolan/{talk}/", "/qlue/obrolan/{letter}/", "/qlue/perusahaan/", "/qlue/perusahaan/?belum=1",
            "/qlue/perusahaan/?kepada=parkir-jaya", "/qlue/perusahaan/tulis/", "/qlue/perusahaan/undangan/{invitation}/",
            "/api/v1/docs")  # fmt: skip
CITIZEN = ("/qlue/", "/qlue/lapor/", "/qlue/diikuti/", "/qlue/laporanku/", "/qlue/kabar/", "/qlue/kabar/pengaturan/",
           "/qlue/saya/", "/qlue/draf/", "/qlue/laporan/{answered}/", "/qlue/laporan/{private}/",
           "/qlue/obrolan/{letter}/", "/qlue/obrolan/{letter}/ke-pemerintah/", "/qlue/komentar/{letter}/ubah/",
           "/qlue/komentar/{letter}/hapus/", "/qlue/komentar/{talk}/laporkan/")  # fmt: skip
OFFICIAL = (
    "/crop/",
    "/crop/riwayat/",
    "/crop/kabar/",
    "/crop/saya/",
    "/crop/saya/pengaman/",
    "/crop/petugas/",
    "/crop/petugas/?tugas={waiting}",
    "/crop/tugas/{waiting}/",
    "/crop/tugas/{answered}/",
    "/crop/tugas/{waiting}/tugaskan/",
    "/crop/tugas/{waiting}/tanya/",
    "/crop/tugas/{waiting}/catatan/",
    "/crop/templat/",
)
POLICE = ("/crop/polisi/", "/crop/polisi/{crime}/")
ADMINISTRATOR = ("/crop/saya/", "/crop/perusahaan/", "/crop/kalender/", "/crop/komentar/")


def faults(page, address):
    answer = page.goto(address)
    assert answer.status == (404 if "tak-ada" in address else 200), address
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{address}: {one['id']} {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("device", [DAY, NIGHT], ids=["phone-day", "desk-night"])
@pytest.mark.parametrize(
    "who, face, pages",
    [
        ("", "", STRANGER),
        ("siti", "qlue", CITIZEN),
        ("lurah.gambir", "crop", OFFICIAL),
        ("administrator", "crop", ADMINISTRATOR),
        ("polisi", "crop", POLICE),
    ],
    ids=["stranger", "citizen", "official", "administrator", "police"],
)
def test_it_works(window, town, device, who, face, pages):
    page = window(**device)
    if who:
        sign_in(page, face, who, town.password)
    wrong = [
        fault for address in pages for fault in faults(page, address.format(**town.reports, **town.posts))
    ]
    assert not wrong, "\n".join(wrong)
