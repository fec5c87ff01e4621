"""The page where a reporter mends, hides or takes away a report, and answers who may know their name."""

from datetime import timedelta

import pytest

from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.models import Disclosure, Report, Withdrawn


def url(report, path="atur"):
    return f"/qlue/laporan/{report.number}/{path}/"


def test_it_works(report, as_siti):
    page = as_siti.get(url(report()))
    assert page.status_code == 200
    for said in ("Ubah uraian", "Jadikan pribadi", "Hapus laporan ini"):
        assert said in page.text


def test_the_report_leads_there_for_its_author_only(report, as_siti, as_budi):
    filed = report()
    assert url(filed) in as_siti.get(url(filed, "..").replace("/../", "/")).text
    assert url(filed) not in as_budi.get(f"/qlue/laporan/{filed.number}/").text


@pytest.mark.parametrize("path", ["atur", "ubah", "sembunyikan", "hapus", "lepas"])
def test_anothers_is_absent(report, as_budi, path):
    filed = report()
    ask = as_budi.get if path == "atur" else as_budi.post
    assert ask(url(filed, path), {"sure": "ya", "text": "x"}).status_code == 404
    filed.refresh_from_db()
    assert (filed.public, filed.text) == (True, "Lubang dalam di tengah jalan")


def test_edit_and_what_others_see_of_it(report, as_siti, client):
    filed = report()
    answer = as_siti.post(url(filed, "ubah"), {"text": "Lubang di depan halte", "landmark": "Halte"})
    assert answer.status_code == 303
    page = client.get(f"/qlue/laporan/{filed.number}/").text
    assert "Uraian diperbaiki pelapor" in page
    assert "Lubang di depan halte" in page
    assert "Lubang dalam" not in page
    assert "Lubang dalam" in as_siti.get(url(filed)).text


def test_edit_too_late(report, as_siti, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    with at(now() + timedelta(hours=1)):
        assert "Simpan perubahan" not in as_siti.get(url(filed)).text
        answer = as_siti.post(url(filed, "ubah"), {"text": "Kata lain"})
    assert answer.status_code == 409
    assert "30 menit" in answer.text


def test_what_was_typed_stays_when_it_cannot_be_saved(report, as_siti):
    answer = as_siti.post(url(report(), "ubah"), {"text": " ", "landmark": "Halte Juanda"})
    assert answer.status_code == 400
    assert 'value="Halte Juanda"' in answer.text


@pytest.mark.parametrize("path", ["sembunyikan", "hapus", "lepas"])
def test_only_who_is_sure(report, as_siti, path):
    filed = report()
    answer = as_siti.post(url(filed, path))
    assert answer.status_code == 400
    assert "Centang dulu" in answer.text
    assert Report.objects.get().author == filed.author


def test_hide(report, as_siti, client):
    filed = report()
    assert as_siti.post(url(filed, "sembunyikan"), {"sure": "ya"}).status_code == 303
    assert client.get(f"/qlue/laporan/{filed.number}/").status_code == 404
    assert "sudah pribadi" in as_siti.get(url(filed)).text


def test_delete(report, as_siti):
    filed = report()
    answer = as_siti.post(url(filed, "hapus"), {"sure": "ya"}, follow=True)
    assert "Laporan dihapus." in answer.text
    assert Withdrawn.objects.get().number == filed.number


def test_delete_what_somebody_supports_is_explained(report, as_siti, budi):
    filed = report()
    actions.support(filed, budi)
    page = as_siti.get(url(filed)).text
    assert "Hapus laporan ini" not in page
    assert "Lepas nama saya" in page
    assert as_siti.post(url(filed, "hapus"), {"sure": "ya"}).status_code == 409
    assert as_siti.post(url(filed, "lepas"), {"sure": "ya"}).status_code == 303
    assert Report.objects.get().author is None


# --- Who asked for my name


@pytest.fixture
def asked(report, lurah_gambir):
    return actions.ask_name(report(), lurah_gambir, reason="Perlu bertemu di lokasi")


def answer(client, asked, **fields):
    return client.post(f"/qlue/laporan/{asked.report.number}/nama/", {"asked": asked.pk} | fields)


def test_the_reporter_reads_who_and_why(asked, as_siti, as_budi, client):
    page = as_siti.get(f"/qlue/laporan/{asked.report.number}/").text
    assert "Perlu bertemu di lokasi" in page
    assert 'name="told"' in page
    for other in (as_budi, client):
        assert "Perlu bertemu" not in other.get(f"/qlue/laporan/{asked.report.number}/").text


def test_allow_then_see_who_read_it(asked, as_siti, lurah_gambir):
    assert answer(as_siti, asked, answer="allow", told="Bu Siti").status_code == 303
    page = as_siti.get(f"/qlue/laporan/{asked.report.number}/").text
    assert "Bu Siti" in page
    assert "Belum pernah dibuka." in page
    actions.see_name(asked.report, lurah_gambir)
    assert "Dibuka 1 kali:" in as_siti.get(f"/qlue/laporan/{asked.report.number}/").text


def test_refuse(asked, as_siti):
    answer(as_siti, asked, answer="refuse")
    assert Disclosure.objects.get().state == "refused"
    assert "tetap tersembunyi" in as_siti.get(f"/qlue/laporan/{asked.report.number}/").text


def test_an_answer_without_a_choice_is_no(asked, as_siti):
    answer(as_siti, asked, told="Bu Siti")
    assert (Disclosure.objects.get().state, Disclosure.objects.get().told) == ("refused", "")


def test_yes_without_words_is_asked_again(asked, as_siti):
    assert answer(as_siti, asked, answer="allow", told=" ").status_code == 400
    assert Disclosure.objects.get().waits


def test_nobody_else_answers(asked, as_budi, as_lurah_gambir):
    for other in (as_budi, as_lurah_gambir):
        assert answer(other, asked, answer="allow", told="Bu Siti").status_code == 404
    assert Disclosure.objects.get().waits


def test_unanswered_for_a_week(asked, as_siti):
    with at(now() + timedelta(days=8)):
        assert "Tidak dijawab" in as_siti.get(f"/qlue/laporan/{asked.report.number}/").text
        assert answer(as_siti, asked, answer="allow", told="Bu Siti").status_code == 409
