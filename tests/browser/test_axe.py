"""WCAG 2.2 AA, as far as a program can tell, on every page a person meets: by day on a phone, by night on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import sign_in

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# So tall that no bar lies half over what is scrolled beneath it: there axe would measure what is left of a target.
DAY = PHONE | {"viewport": {"width": 360, "height": 6000}}
NIGHT = DESK | {"viewport": {"width": 1440, "height": 6000}, "color_scheme": "dark"}

STRANGER = ("/", "/sematkan/", "/sematkan/?category=road&area=31.71", "/sematkan/cara/", "/?status=waiting", "/statistik/", "/statistik/kantor/", "/statistik/wilayah/", "/statistik/kantor/kelurahan-31.71.01.1001/",
            "/statistik/kategori/road/cases/", "/statistik/cara/", "/data/", "/data/laporan.csv?since=x", "/ogc/?f=html", "/ogc/api?f=html",
            "/ogc/collections/reports/items?f=html", "/qlue/", "/qlue/?ubah=1", "/qlue/terbaru/", "/qlue/diikuti/", "/qlue/terdukung/",
            "/qlue/cari/?q=lubang", "/qlue/lapor/", "/qlue/masuk/", "/qlue/daftar/", "/qlue/laporan/{waiting}/",
            "/qlue/laporan/{waiting}/bagikan/", "/qlue/wilayah/31.71.01.1001/", "/qlue/tak-ada/", "/crop/masuk/",
            "/qlue/obrolan/", "/qlue/obrolan/{talk}/", "/qlue/obrolan/{letter}/", "/qlue/perusahaan/", "/qlue/perusahaan/?belum=1",
            "/qlue/perusahaan/?kepada=parkir-jaya", "/qlue/perusahaan/tulis/", "/qlue/perusahaan/undangan/{invitation}/",
            "/rumah-sakit/", "/rumah-sakit/?kelas=icu&wilayah=31.71.01.1001", "/rumah-sakit/?dekat=jakarta", "/rumah-sakit/rs-contoh/?kelas=icu",
            "/rumah-sakit/rs-contoh-lama/", "/crop/rujukan/{referral}/", "/crop/rujukan/tak-ada/", "/crop/pasang/", "/crop/luring/", "/api/v1/docs")  # fmt: skip
CITIZEN = ("/qlue/", "/qlue/lapor/", "/qlue/diikuti/", "/qlue/laporanku/", "/qlue/kabar/", "/qlue/kabar/pengaturan/",
           "/qlue/saya/", "/qlue/saya/webhook/", "/qlue/draf/", "/qlue/laporan/{answered}/", "/qlue/laporan/{private}/",
           "/qlue/laporan/{private}/atur/", "/qlue/laporan/{private}/perbaiki/", "/qlue/saya/kata-sandi/?next=/qlue/",
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
    "/crop/?status=waiting",
    "/crop/?q=tak+satu+pun",
    "/crop/tugas/{working}/",
    "/crop/tugas/{working}/jawab/",
    "/crop/tugas/{waiting}/teruskan/",
    "/crop/tugas/{waiting}/tautan/",
    "/crop/tugas/{waiting}/koordinasi/",
    "/crop/tugas/{waiting}/gabungkan/",
    "/crop/tugas/{fresh}/induk/",
    "/crop/tugas/{waiting}/lepas-induk/",
    "/crop/tugas/{waiting}/tolak/",
    "/crop/tugas/{waiting}/minta-nama/",
    "/crop/tugas/{waiting}/komentar/",
    "/crop/kinerja/",
    "/crop/kinerja/kelurahan-31.71.01.1001/",
    "/crop/lapangan/",
    "/crop/tak-ada/",
)
CLERK = ("/crop/", "/crop/saya/", "/crop/tempat-tidur/")
VERIFIER = ("/crop/verifikasi/", "/crop/pemasangan/")
POLICE = ("/crop/polisi/", "/crop/polisi/{crime}/")
ADMINISTRATOR = ("/crop/", "/crop/peringatan/", "/crop/saya/", "/crop/perusahaan/", "/crop/kalender/", "/crop/komentar/", "/crop/pemasangan/",
                 "/crop/pemasangan/ingatkan/", "/crop/aturan/", "/crop/aturan/1/", "/crop/aturan/baru/", "/crop/jenis/",
                 "/crop/jenis/flood/", "/crop/tempat-tidur/", "/crop/tempat-tidur/rs-contoh-lama/", "/crop/jabatan/", "/crop/jabatan/kantor/kelurahan-31.71.01.1001/",
                 "/crop/kinerja/", "/crop/mitra/", "/crop/mitra/baru/", "/crop/mitra/1/")  # fmt: skip


def faults(page, address):
    answer = page.goto(address)
    expected = 404 if "tak-ada" in address else 400 if address.endswith("since=x") else 200
    assert answer.status == expected, address
    return faults_here(page, address)


def faults_here(page, address):
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
        ("petugas.rs", "crop", CLERK),
        ("verifikator", "crop", VERIFIER),
        ("polisi", "crop", POLICE),
    ],
    ids=["stranger", "citizen", "official", "administrator", "clerk", "verifier", "police"],
)
def test_it_works(window, town, device, who, face, pages):
    page = window(**device)
    if who:
        sign_in(page, face, who, town.password)
    wrong = [
        fault for address in pages for fault in faults(page, address.format(**town.reports, **town.posts))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("device", [DAY, NIGHT], ids=["phone-day", "desk-night"])
def test_what_a_change_would_do_is_shown_to_all(window, town, device):
    page = window(**device)
    sign_in(page, "crop", "administrator", town.password)
    page.goto("/crop/aturan/1/")
    page.click("[value=try]")
    page.wait_for_selector("#trial")
    wrong = faults_here(page, "rule")
    page.goto("/crop/jenis/flood/")
    page.fill("[name=first_action_hours]", "6")
    page.click("[value=look]")
    page.wait_for_selector("#means")
    wrong += faults_here(page, "kind")
    assert not wrong, "\n".join(wrong)
