"""What comes back: an appeal and a refused answer are shown as such, with both sides' words."""

import pytest
from django.test import Client

from smartcity.crop.tests.conftest import page, text
from smartcity.reports import actions
from smartcity.reports.models import Inquiry, Photo
from smartcity.testing import deeds

APPEAL = "Saluran ini di jalan kampung, bukan milik warga"
REJECTION = "Ada di halaman pribadi"


@pytest.fixture
def camat(opened, camat_gambir):
    return opened(camat_gambir)


@pytest.fixture
def appealed(waiting, lurah_gambir, siti):
    actions.reject(waiting, lurah_gambir, reason=REJECTION)
    actions.appeal(waiting, siti, reason=APPEAL)
    return waiting


def test_it_works(camat, appealed):
    body = text(camat.get(page(appealed)))
    for words in ("Banding", APPEAL, REJECTION, "Alasan penolakan Lurah Gambir", "Kabulkan banding", "Tetap ditolak"):  # fmt: skip
        assert words in body
    assert '<span class="badge amber">Banding</span>' in text(camat.get("/crop/"))


def test_a_new_report_is_no_appeal(lurah, waiting):
    body = text(lurah.get(page(waiting))) + text(lurah.get("/crop/"))
    assert "Banding" not in body
    assert "Dibuka lagi" not in body


def test_granted_it_is_work_like_any_other(camat, camat_gambir, appealed):
    response = camat.post(page(appealed, "terima/"), {"seen": appealed.last_event}, follow=True)
    assert "Banding dikabulkan" in text(response)
    assert "Kabulkan banding" not in text(response)
    assert APPEAL in text(response)
    assert '<span class="badge amber">' not in text(camat.get("/crop/"))


def test_rejected_again_is_told_as_final(camat, appealed):
    assert "Tolak laporan" not in text(camat.get(page(appealed, "tolak/")))
    told = {"seen": appealed.last_event, "reason": "Tetap bukan milik kota"}
    assert "Pelapor tidak dapat banding lagi." in text(
        camat.post(page(appealed, "tolak/"), told, follow=True)
    )


def test_passed_on_it_is_for_the_next_a_report_like_any_other(opened, roads_officer, camat_gambir, city, appealed):  # fmt: skip
    actions.forward(appealed, camat_gambir, to=city.offices.roads, reason="Jalan provinsi")
    roads = opened(roads_officer)
    body = text(roads.get(page(appealed)))
    assert "Kabulkan banding" not in body
    assert '<span class="badge amber">' not in body + text(roads.get("/crop/"))


def test_the_reporter_reads_who_decides(siti, budi, appealed, camat_gambir):
    address = f"/qlue/laporan/{appealed.number}/"
    for person in (siti, budi):
        client = Client()
        client.force_login(person, backend="smartcity.accounts.backends.CitizenBackend")
        assert "Banding, menunggu Camat Gambir" in text(client.get(address))
    actions.accept(appealed, camat_gambir)
    assert "Banding, menunggu" not in text(client.get(address))


def test_a_refused_answer_is_opened_again_with_its_pictures(lurah, answered, siti):
    actions.refuse(answered, siti, reason="Masih berlubang")
    response = lurah.get(page(answered))
    body = text(response)
    for words in ("Dibuka lagi oleh pelapor", "Masih berlubang", "Sudah ditambal", "Foto jawaban yang dibantah."):  # fmt: skip
        assert words in body
    after = Photo.objects.get(part="after")
    assert [one.large for one in response.context["after"]] == [f"/media/{after.name}.jpg"]
    assert '<span class="badge amber">Dibuka lagi</span>' in text(lurah.get("/crop/"))


def test_refused_by_supporters_it_says_so(lurah, answered, django_user_model):
    for n in range(3):
        person = django_user_model.objects.create_user(f"warga{n}")
        actions.support(answered, person)
        actions.refuse(answered, person, reason="Masih berlubang")
    body = text(lurah.get(page(answered)))
    assert "Dibuka lagi oleh para pendukung" in body
    assert "Tiga pendukung: belum selesai" in body
    assert "oleh pelapor" not in body


def test_disproved_it_says_who(lurah, answered, verifier):
    actions.disprove(answered, verifier, reason="Foto lama")
    assert "Dibuka lagi oleh verifikator" in text(lurah.get(page(answered)))


def test_of_anothers_case_the_neighbour_sees_nothing(neighbour, appealed):
    assert neighbour.get(page(appealed)).status_code == 404
    assert "Banding" not in text(neighbour.get("/crop/"))


@pytest.mark.parametrize("way", ["answer", "reject", "forward", "merge"])
def test_a_question_whose_report_went_on_is_needless(way, lurah_gambir, city, report, siti, lurah):
    case, other = report(), report()
    actions.accept(case, lurah_gambir)
    actions.ask(case, lurah_gambir, text="Depan nomor berapa?")
    {
        "answer": lambda: deeds.answer(case, lurah_gambir),
        "reject": lambda: actions.reject(case, lurah_gambir, reason=REJECTION),
        "forward": lambda: actions.forward(case, lurah_gambir, to=city.offices.roads, reason="Milik dinas"),
        "merge": lambda: actions.merge(case, lurah_gambir, into=other),
    }[way]()
    assert Inquiry.objects.get().needless
    client = Client()
    client.force_login(siti, backend="smartcity.accounts.backends.CitizenBackend")
    body = text(client.get(f"/qlue/laporan/{case.number}/"))
    assert "Tidak diperlukan lagi." in body
    assert "Tidak dijawab" not in body
    assert "Tidak diperlukan lagi." in text(lurah.get(page(case)))


def test_an_appeal_opens_no_old_question(lurah_gambir, waiting, siti):
    actions.ask(waiting, lurah_gambir, text="Depan nomor berapa?")
    actions.reject(waiting, lurah_gambir, reason=REJECTION)
    actions.appeal(waiting, siti, reason=APPEAL)
    client = Client()
    client.force_login(siti, backend="smartcity.accounts.backends.CitizenBackend")
    assert 'id="f-reply"' not in text(client.get(f"/qlue/laporan/{waiting.number}/"))
