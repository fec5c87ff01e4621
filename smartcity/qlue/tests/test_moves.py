"""What a citizen does with a report, without script; and what happens to those who may not."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.reports import actions
from smartcity.reports.models import Comment, Photo, Support
from smartcity.testing.city import jpeg

ALL = ["dukung", "ikuti", "komentar", "benar", "belum", "banding"]


def send(client, report, what, **data):
    return client.post(f"/qlue/laporan/{report.number}/{what}/", data)


def photo(seed=3):
    return SimpleUploadedFile("sekarang.jpg", jpeg(seed=seed), "image/jpeg")


def test_it_works(as_budi, report, budi):
    filed = report()
    answer = send(as_budi, filed, "dukung", on="1")
    assert (answer.status_code, answer.url) == (303, f"/qlue/laporan/{filed.number}/")
    assert Support.objects.get().user == budi


def test_support_and_no_longer(as_budi, report):
    filed = report()
    send(as_budi, filed, "dukung", on="1")
    send(as_budi, filed, "dukung", on="0")
    assert not Support.objects.exists()


def test_support_from_the_feed_returns_to_it(as_budi, report):
    filed = report()
    card = as_budi.get("/qlue/terbaru/").context["cards"][0]
    assert as_budi.post(card["support_url"]).url == f"/qlue/terbaru/#l{filed.number}"


def test_support_by_script(as_budi, as_siti, report):
    filed = report()
    address = f"/qlue/laporan/{filed.number}/dukung/?on=1"
    assert as_budi.post(address, headers={"Accept": "application/json"}).json() == {"supports": 1, "on": True}
    own = as_siti.post(address, headers={"Accept": "application/json"})
    assert (own.status_code, own.json()["detail"]) == (400, "Ini laporan Anda sendiri.")


def test_supporting_ones_own(as_siti, report):
    answer = send(as_siti, report(), "dukung", on="1")
    assert answer.status_code == 400
    assert "Ini laporan Anda sendiri." in answer.text


def test_following(as_budi, budi, report):
    filed = report()
    send(as_budi, filed, "ikuti", on="1")
    assert budi.follows.get().subject == filed.subject
    assert "Berhenti mengikuti" in as_budi.get(f"/qlue/laporan/{filed.number}/").text
    send(as_budi, filed, "ikuti", on="0")
    assert not budi.follows.exists()


def test_commenting(as_budi, report):
    filed = report()
    answer = send(as_budi, filed, "komentar", text="Sudah seminggu")
    assert answer.url == f"/qlue/laporan/{filed.number}/#komentar"
    assert "Sudah seminggu" in as_budi.get(f"/qlue/laporan/{filed.number}/").text


@pytest.mark.parametrize("text, says", [("   ", "Tuliskan"), ("a" * 1001, "terlalu panjang"), ("a\u202eb", "arah tulisan"),
                                        ("bel \x07", "karakter kendali")])  # fmt: skip
def test_a_bad_comment_is_told_and_kept(as_budi, report, text, says):
    answer = send(as_budi, report(), "komentar", text=text)
    assert answer.status_code == 400
    assert says in answer.text
    assert answer.context["typed"]["text"] == text
    assert not Comment.objects.exists()


def test_an_official_speaks_for_the_office(as_lurah_gambir, client, report):
    filed = report()
    send(as_lurah_gambir, filed, "komentar", text="Kami cek")
    text = client.get(f"/qlue/laporan/{filed.number}/").text
    assert "Lurah Gambir</b>" in text
    assert "Petugas" in text


def test_confirming_with_stars(as_siti, answered):
    assert send(as_siti, answered, "benar", rating="4").status_code == 303
    answered.refresh_from_db()
    assert (answered.status, answered.rating) == ("done", 4)
    assert "Nilai 4 dari 5" in as_siti.get(f"/qlue/laporan/{answered.number}/").text


@pytest.mark.parametrize("rating", ["0", "6", "-1", "x", "99999999999"])
def test_bad_stars(as_siti, answered, rating):
    assert send(as_siti, answered, "benar", rating=rating).status_code == 400
    answered.refresh_from_db()
    assert answered.status == "answered"


def test_refusing_with_a_photo(as_siti, answered):
    assert send(as_siti, answered, "belum", reason="Masih berlubang", photo=photo()).status_code == 303
    answered.refresh_from_db()
    assert answered.status == "waiting"
    assert answered.photos.count() == 3


def test_what_was_refused_is_told_until_it_is_answered_again(as_siti, answered, lurah_gambir):
    page = f"/qlue/laporan/{answered.number}/"
    assert "Dibuka lagi" not in as_siti.get(page).text
    send(as_siti, answered, "belum", reason="Masih berlubang")
    assert "Dibuka lagi: Lurah Gambir harus" in as_siti.get(page).text
    answered.refresh_from_db()
    actions.accept(answered, lurah_gambir)
    actions.answer(answered, lurah_gambir, reason="Diganti", photos=[photo(seed=9)])
    assert "Dibuka lagi: Lurah Gambir harus" not in as_siti.get(page).text


def test_refusing_without_a_reason_keeps_the_photo(as_siti, answered):
    answer = send(as_siti, answered, "belum", reason=" ", photo=photo())
    assert answer.status_code == 400
    assert "Tuliskan alasannya." in answer.text
    (kept,) = Photo.objects.filter(report=None)
    assert f'name="stashed" value="{kept.name}"' in answer.text
    send(as_siti, answered, "belum", reason="Masih berlubang", stashed=kept.name)
    assert answered.photos.filter(name=kept.name).exists()


def test_refusing_with_a_file_that_is_no_photo(as_siti, answered):
    answer = send(
        as_siti, answered, "belum", reason="Masih", photo=SimpleUploadedFile("a.jpg", b"bukan foto")
    )
    assert answer.status_code == 400
    assert "a.jpg: Berkas ini bukan foto" in answer.text
    assert answer.context["typed"]["reason"] == "Masih"


def test_a_done_report_can_be_refused_by_its_reporter(as_siti, answered, siti):
    actions.confirm(answered, siti)
    assert "Ternyata belum selesai?" in as_siti.get(f"/qlue/laporan/{answered.number}/").text
    assert send(as_siti, answered, "belum", reason="Lepas lagi").status_code == 303
    answered.refresh_from_db()
    assert answered.status == "waiting"


def test_one_supporter_alone_only_doubts(as_budi, budi, answered):
    actions.support(answered, budi)
    assert "0 dari 3 pendukung" in as_budi.get(f"/qlue/laporan/{answered.number}/").text
    assert send(as_budi, answered, "belum", reason="Masih").status_code == 303
    answered.refresh_from_db()
    assert answered.status == "answered"
    text = as_budi.get(f"/qlue/laporan/{answered.number}/").text
    assert "Anda sudah mengatakan ini belum selesai. 1 dari 3 pendukung" in text
    assert "Apa yang belum beres?" not in text
    assert "Seorang pendukung melihat belum selesai" in text


def test_appealing_once(as_siti, report, lurah_gambir, camat_gambir):
    filed = report()
    actions.reject(filed, lurah_gambir, reason="Bukan di sini")
    text = as_siti.get(f"/qlue/laporan/{filed.number}/").text
    assert "Camat Gambir yang memutuskan" in text
    card = text.partition('aria-labelledby="appeal"')[2].partition("<form")[0]
    assert "Bukan di sini" in card
    assert "Lurah Gambir" in card
    assert send(as_siti, filed, "banding", reason="Memang di sini").status_code == 303
    actions.reject(filed, camat_gambir, reason="Tetap bukan")
    assert "Tidak setuju?" not in as_siti.get(f"/qlue/laporan/{filed.number}/").text
    again = send(as_siti, filed, "banding", reason="Sekali lagi")
    assert again.status_code == 409
    assert "Banding hanya satu kali." in again.text


def test_the_bar_asks_for_the_verdict_and_offers_no_support_of_ones_own(as_siti, as_budi, answered):
    siti, budi = (
        client.get(f"/qlue/laporan/{answered.number}/").text.partition('data-part="acts"')[2]
        for client in (as_siti, as_budi)
    )
    assert 'form="f-confirm"' in siti
    assert "Belum selesai" in siti
    assert "/dukung/" not in siti
    assert 'form="f-confirm"' not in budi
    assert "/dukung/" in budi


@pytest.mark.parametrize("what, status", [("benar", 403), ("belum", 403)])
def test_what_is_the_reporters_is_not_budis(as_budi, answered, what, status):
    assert send(as_budi, answered, what, reason="x").status_code == status
    answered.refresh_from_db()
    assert answered.status == "answered"


@pytest.mark.parametrize("what", ["benar", "belum", "banding"])
def test_a_move_from_the_wrong_state(as_siti, report, what):
    answer = send(as_siti, report(), what, reason="Alasan saya")
    assert answer.status_code == 409
    assert "Status sekarang Menunggu" in answer.text


@pytest.mark.parametrize("what", ALL)
def test_a_private_report_cannot_be_touched_by_others(as_budi, as_lurah_senen, report, what):
    filed = report(visibility="private")
    before = filed.last_event
    for who in (as_budi, as_lurah_senen):
        assert send(who, filed, what, on="1", text="hai", reason="hai").status_code == 404
    filed.refresh_from_db()
    assert filed.last_event == before


@pytest.mark.parametrize("what", ALL)
def test_only_by_post(as_siti, answered, what):
    assert as_siti.get(f"/qlue/laporan/{answered.number}/{what}/").status_code == 405


@pytest.mark.parametrize("what", ALL)
def test_signed_out_nothing_typed_is_lost(client, answered, what):
    answer = send(client, answered, what, text="tulisan saya", reason="alasan <b>saya</b>", on="1")
    assert answer.status_code == 403
    assert 'name="text" value="tulisan saya"' in answer.text
    assert "alasan &lt;b&gt;saya&lt;/b&gt;" in answer.text
    assert "Masuk dan lanjutkan" in answer.text


def test_signing_in_there_goes_on_with_it(client, answered, siti):
    answer = send(
        client, answered, "belum", reason="Masih berlubang", username="siti", password="rahasia-sekali"
    )
    assert answer.status_code == 303
    answered.refresh_from_db()
    assert answered.status == "waiting"


def test_a_wrong_password_there_keeps_it(client, answered):
    answer = send(client, answered, "belum", reason="Masih berlubang", username="siti", password="salah")
    assert answer.status_code == 400
    assert "Nama pengguna atau kata sandi tidak cocok." in answer.text
    assert "Masih berlubang" in answer.text


def test_returning_stays_within_the_site(as_budi, report):
    filed = report()
    for where in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"):
        assert send(as_budi, filed, "ikuti", on="1", next=where).url == f"/qlue/laporan/{filed.number}/"


def test_a_stashed_photo_of_another_is_not_taken(as_siti, answered, budi):
    (theirs,) = actions.stash([BytesIO(jpeg(seed=2))], budi)
    send(as_siti, answered, "belum", reason="Masih", stashed=theirs.name)
    theirs.refresh_from_db()
    assert theirs.report is None


def test_registering_there_goes_on_with_it(client, answered):
    send(
        client,
        answered,
        "komentar",
        text="Saya juga lewat sini",
        account="new",
        username="wati",
        password="kuda-terbang-9",
    )
    assert Comment.objects.get().user.username == "wati"
