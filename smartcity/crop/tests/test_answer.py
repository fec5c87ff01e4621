"""Answering: what was done, the photo that shows it, and nothing lost when it is refused."""

import pytest

from smartcity.accounts.queries import reach
from smartcity.crop.tests.conftest import page, text, upload
from smartcity.lib.look import words
from smartcity.reports import actions
from smartcity.reports.actions import stashing
from smartcity.reports.models import Check, Photo
from smartcity.testing.city import GAMBIR, SENEN, jpeg


def answer(client, case, **more):
    return client.post(page(case, "jawab/"), {"seen": case.last_event, "reason": "Sudah ditambal"} | more)


def after(case):
    return Photo.objects.filter(report=case, part="after")


def test_it_works(lurah, accepted):
    assert "Sertakan posisi saya" in text(lurah.get(page(accepted, "jawab/")))
    response = answer(lurah, accepted, photo=upload(), lon=GAMBIR[0], lat=GAMBIR[1])
    assert (response.status_code, response.url) == (303, page(accepted))
    accepted.refresh_from_db()
    assert accepted.status == "answered"
    assert after(accepted).get().flags["distance_m"] == 0


def test_without_a_position_it_says_so(lurah, accepted):
    answer(lurah, accepted, photo=upload())
    assert after(accepted).get().flags["unplaced"]
    assert "Tanpa posisi" in text(lurah.get(page(accepted)))


def test_a_picture_a_machine_made_is_told_to_office_and_citizen(lurah, accepted, client):
    answer(lurah, accepted, photo=upload(jpeg(seed=5) + b"trainedAlgorithmicMedia"))
    assert "Berkasnya menyebut dibuat mesin (AI)" in text(lurah.get(page(accepted)))
    assert "berkasnya menyebut dibuat mesin (AI)" in text(client.get(f"/qlue/laporan/{accepted.number}/"))


def test_a_photo_is_needed(lurah, accepted):
    response = answer(lurah, accepted)
    assert response.status_code == 400
    assert "Jawaban harus disertai foto sesudah." in text(response)
    assert "Sudah ditambal" in text(response)


def test_not_for_every_kind(lurah, lurah_gambir, report):
    case = report(category="jam")
    actions.accept(case, lurah_gambir)
    assert answer(lurah, case).status_code == 303


BAD = [
    (b"hanya teks", "bukan foto"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
    (upload().read()[:700], "terpotong atau rusak"),
]


@pytest.mark.parametrize("content,said", BAD)
def test_a_bad_photo(lurah, accepted, content, said):
    response = answer(lurah, accepted, photo=upload(content))
    assert response.status_code == 400
    assert said in text(response)
    assert "Sudah ditambal" in text(response)
    assert not Photo.objects.filter(report=None).exists()


def test_an_empty_file(lurah, accepted):
    response = answer(lurah, accepted, photo=upload(b""))
    assert response.status_code == 400
    assert "kosong" in text(response)


def test_the_photo_need_not_be_taken_again(lurah, accepted):
    refused = answer(lurah, accepted, photo=upload(), reason="")
    assert refused.status_code == 400
    assert "Tuliskan apa yang dikerjakan." in text(refused)
    assert "tidak perlu diambil lagi" in text(refused)
    kept = Photo.objects.get(report=None)
    assert f'name="stashed" value="{kept.name}"' in text(refused)
    assert b"".join(lurah.get(f"/media/{kept.name}-s.jpg")).startswith(b"\xff\xd8")
    assert answer(lurah, accepted, stashed=kept.name).status_code == 303
    assert after(accepted).get() == kept


def test_a_stash_is_its_owners(lurah, neighbour, accepted, report, lurah_senen):
    theirs = report(at=SENEN)
    actions.accept(theirs, lurah_senen)
    answer(neighbour, theirs, photo=upload(), reason="")
    kept = Photo.objects.get(report=None)
    assert lurah.get(f"/media/{kept.name}.jpg").status_code == 404
    assert answer(lurah, accepted, stashed=kept.name).status_code == 400


def test_somebody_was_faster_and_nothing_is_lost(lurah, camat_gambir, accepted):
    seen = accepted.last_event
    actions.coordinate(accepted, camat_gambir, party="PLN", reason="Kabel")
    response = lurah.post(
        page(accepted, "jawab/"), {"seen": seen, "reason": "Sudah ditambal", "photo": upload()}
    )
    assert response.status_code == 409
    assert "Orang lain lebih dulu" in text(response)
    assert "Sudah ditambal" in text(response)
    assert "Koordinasi" in text(response)
    assert Photo.objects.filter(report=None).count() == 1


def test_eleven_photos(lurah, accepted):
    response = answer(lurah, accepted, photo=[upload(seed=n) for n in range(11)])
    assert response.status_code == 400
    assert "Paling banyak 10 foto" in text(response)


def test_nobody_answers_their_own(lurah, lurah_gambir, report):
    case = report(by=lurah_gambir)
    actions.accept(case, lurah_gambir)
    response = answer(lurah, case, photo=upload())
    assert response.status_code == 403
    assert "orang lain yang harus menjawabnya" in text(response)


def test_not_before_it_is_accepted(lurah, waiting):
    assert answer(lurah, waiting, photo=upload()).status_code == 409


@pytest.mark.parametrize(
    "where", [{"lon": "nan", "lat": "nan"}, {"lon": "x", "lat": "1"}, {"lon": "999", "lat": "0"}]
)
def test_a_position_that_is_none(lurah, accepted, where):
    assert answer(lurah, accepted, photo=upload(), **where).status_code == 400


@pytest.mark.parametrize("reason", ["x" * 2001, "a\x07b", "\u202egnp.exe"])
def test_bad_words(lurah, accepted, reason):
    response = answer(lurah, accepted, photo=upload(), reason=reason)
    assert response.status_code == 400
    assert after(accepted).count() == 0


@pytest.fixture
def signed_out(client, accepted, settings):
    """Answers from a browser whose session ran out; the page of the sign-in it leads to."""
    settings.PASSWORD_ALONE = True

    def send(**more):
        sent = answer(client, accepted, **more)
        assert sent.url.startswith("/crop/masuk/?next=")
        return text(client.get(sent.url))

    return send


def sign_in(client, who):
    client.post("/crop/masuk/", {"username": who.username, "password": "rahasia-sekali"})


def test_a_photo_waits_behind_the_sign_in(client, lurah, neighbour, lurah_gambir, accepted, signed_out):
    assert "dan fotonya tersimpan" in signed_out(photo=upload())
    sign_in(client, lurah_gambir)
    back = text(client.get(page(accepted, "jawab/")))
    assert "Sudah ditambal" in back
    assert "tidak perlu diambil lagi" in back
    kept = Photo.objects.get(report=None)
    assert f'name="stashed" value="{kept.name}"' in back
    assert b"".join(client.get(f"/media/{kept.name}-s.jpg")).startswith(b"\xff\xd8")
    assert neighbour.get(f"/media/{kept.name}-s.jpg").status_code == 404
    assert answer(client, accepted, stashed=kept.name).status_code == 303
    assert after(accepted).get() == kept


def test_a_photo_kept_before_waits_too(client, lurah, lurah_gambir, accepted, signed_out):
    answer(lurah, accepted, photo=upload(), reason="")
    kept = Photo.objects.get(report=None)
    signed_out(stashed=kept.name)
    sign_in(client, lurah_gambir)
    assert f'name="stashed" value="{kept.name}"' in text(client.get(page(accepted, "jawab/")))


def test_another_who_signs_in_there_does_not_get_it(client, lurah_senen, accepted, signed_out):
    signed_out(photo=upload())
    sign_in(client, lurah_senen)
    assert client.get(page(accepted, "jawab/")).status_code == 404
    assert Photo.objects.get(report=None).uploader is None


def test_a_photo_that_cannot_be_kept_is_asked_for_again(accepted, signed_out, lurah_gambir):
    assert "foto perlu dipilih lagi" in signed_out(photo=upload(b"hanya teks"))
    assert not Photo.objects.filter(report=None).exists()


def test_strangers_may_not_fill_the_disk_here_either(client, accepted, signed_out, monkeypatch):
    monkeypatch.setitem(stashing.A_MINUTE, "browser", 1)
    assert "foto perlu dipilih lagi" in signed_out(photo=[upload(), upload(seed=10)])
    assert Photo.objects.filter(report=None).count() == 1


def test_the_photo_from_before_is_no_proof(lurah, accepted, siti, client, verifier):
    """It is told at once to whoever sent it, then to the public and, before all others, to the verifiers."""
    answer(lurah, accepted, photo=upload(jpeg()), lon=GAMBIR[0], lat=GAMBIR[1])
    told = text(lurah.get(page(accepted)))
    assert "Ditandai untuk pemeriksa dan warga: Sama dengan foto lain di laporan ini." in told
    assert "sama dengan foto lain di laporan ini" in text(client.get(f"/qlue/laporan/{accepted.number}/"))
    assert [one.why for one in Check.objects.for_verifier(reach(verifier)).waiting()] == ["flag"]


def test_where_and_when_it_was_taken_the_public_reads(lurah, accepted, client):
    answer(lurah, accepted, photo=upload(), lon=GAMBIR[0] + 0.0001, lat=GAMBIR[1])
    accepted.refresh_from_db()
    clock = words.clock(accepted.answered_at)
    assert f"Foto sesudah: 11 m dari titik, jam server {clock}" in text(
        client.get(f"/qlue/laporan/{accepted.number}/")
    )


def test_the_camera_waits_for_whoever_has_one(lurah, accepted):
    shown = text(lurah.get(page(accepted, "jawab/")))
    assert 'id="camera-ghost"' in shown
    assert 'id="camera-open" hidden' in shown
