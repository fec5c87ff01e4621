"""The page about oneself: what points are for, who knows one's name; taking all along; leaving."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.models import Comment


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


def _signed_in(name):
    client = Client()
    client.post("/qlue/masuk/", {"username": name, "password": "rahasia-sekali"})
    return client


@pytest.fixture
def as_siti(siti):
    """Who has really signed in, just now."""
    return _signed_in("siti")


@pytest.fixture
def as_lurah_gambir(lurah_gambir):
    return _signed_in("lurah.gambir")


def later():
    """Long enough after signing in that one is asked again."""
    return at(now() + timedelta(minutes=11))


def test_it_works(as_siti, report):
    report()
    page = as_siti.get("/qlue/saya/").text
    for said in (
        "Manfaat untuk kota",
        "dari 1 yang dikirim",
        "tidak menambah poin",
        "Saksi jujur",
        "Kel. Gambir",
        "tersembunyi",
    ):
        assert said in page


def test_points_say_what_they_were_for(as_siti, answered, siti):
    actions.confirm(answered, siti)
    assert "<b>10</b> poin" in as_siti.get("/qlue/saya/").text
    page = as_siti.get("/qlue/saya/poin/").text
    assert "Laporan terbukti benar" in page
    assert "Lubang dalam di tengah jalan" in page
    assert "+10" in page


def test_who_asked(as_siti, as_budi, report, lurah_gambir):
    actions.ask_name(report(), lurah_gambir, reason="Perlu bertemu")
    assert "1 bertanya" in as_siti.get("/qlue/saya/").text
    assert "Perlu bertemu" in as_siti.get("/qlue/saya/identitas/").text
    assert "Belum ada yang bertanya" in as_budi.get("/qlue/saya/identitas/").text


def test_take_along_right_after_signing_in(as_siti, report):
    report()
    answer = as_siti.post("/qlue/saya/unduh/")
    assert "attachment" in answer["Content-Disposition"]
    assert "laporan.json" in ZipFile(BytesIO(answer.getvalue())).namelist()


@pytest.mark.parametrize("password, status", [("", 400), ("salah", 400), ("rahasia-sekali", 200)])
def test_take_along_later_asks_for_the_password(as_siti, password, status):
    with later():
        assert "Kata sandi Anda" in as_siti.get("/qlue/saya/unduh/").text
        answer = as_siti.post("/qlue/saya/unduh/", {"password": password})
        assert answer.status_code == status
        assert ("Content-Disposition" in answer) == (status == 200)
        answer.getvalue() if answer.streaming else None


def test_who_has_no_password_signs_in_again(as_siti, siti):
    siti.set_unusable_password()
    siti.save()
    as_siti.force_login(siti)
    with later():
        assert "Keluar lalu masuk lagi" in as_siti.post("/qlue/saya/unduh/").text


def test_anothers_password_opens_nothing(as_siti, budi):
    budi.set_password("kata-sandi-budi")
    budi.save()
    with later():
        assert as_siti.post("/qlue/saya/unduh/", {"password": "kata-sandi-budi"}).status_code == 400


def test_leave(as_siti, report, siti):
    filed = report()
    answer = as_siti.post("/qlue/saya/hapus/", {"word": "hapus"}, follow=True)
    assert "Akun Anda sudah dihapus" in answer.text
    assert not get_user_model().objects.filter(pk=siti.pk).exists()
    assert as_siti.get("/qlue/saya/").status_code == 302
    assert as_siti.get(f"/qlue/laporan/{filed.number}/").status_code == 200


@pytest.mark.parametrize("sent", [{}, {"word": "ya"}, {"word": "HAPUS", "password": "salah"}])
def test_not_by_accident(as_siti, siti, sent):
    with later():
        assert as_siti.post("/qlue/saya/hapus/", sent).status_code == 400
    assert get_user_model().objects.filter(pk=siti.pk).exists()


def test_looking_at_the_page_erases_nobody(as_siti, siti):
    assert "Yang tetap ada, tanpa nama" in as_siti.get("/qlue/saya/hapus/").text
    assert get_user_model().objects.filter(pk=siti.pk).exists()


def test_an_official_is_told_why_not(as_lurah_gambir, lurah_gambir):
    assert "jabatan" in as_lurah_gambir.post("/qlue/saya/hapus/", {"word": "HAPUS"}).text
    assert get_user_model().objects.filter(pk=lurah_gambir.pk).exists()


@pytest.mark.parametrize("sent, left", [({}, "Saya lihat juga"), ({"words": "go"}, "")])
def test_words_go_only_when_the_box_is_ticked(as_siti, siti, budi, report, sent, left):
    filed = report(by=budi)
    actions.comment(filed, siti, text="Saya lihat juga")
    actions.comment(filed, budi, text="Kata Budi")
    assert "Hapus juga komentar dan obrolan saya" in as_siti.get("/qlue/saya/hapus/").text
    as_siti.post("/qlue/saya/hapus/", {"word": "HAPUS"} | sent)
    assert sorted(Comment.objects.values_list("text", flat=True)) == sorted(["Kata Budi", left])


def test_the_box_stays_ticked_when_the_word_is_missing(as_siti):
    page = as_siti.post("/qlue/saya/hapus/", {"word": "", "words": "go"})
    assert (page.status_code, 'value="go" checked' in page.text) == (400, True)
