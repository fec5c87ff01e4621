"""Drafts of a phone: sent exactly once, by their own writer, with nothing lost on the way."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smartcity.accounts.phones import account_key
from smartcity.reports.models import Photo, Report
from smartcity.testing.city import GAMBIR, jpeg

SEND = "/qlue/draf/kirim/"


def stashed(client, seed=1):
    photo = SimpleUploadedFile("lubang.jpg", jpeg(seed=seed), "image/jpeg")
    return client.post("/qlue/foto/", {"photo": photo}).json()["name"]


def draft(user, names, **fields):
    """What outbox.js sends."""
    return {"client_id": str(uuid4()), "account_key": account_key(user), "text": "Lubang dalam", "category": "road",
            "lon": str(GAMBIR[0]), "lat": str(GAMBIR[1]), "accuracy": "8", "visibility": "public",
            "stashed": names} | fields  # fmt: skip


def test_it_works(as_siti, siti):
    answer = as_siti.post(SEND, draft(siti, [stashed(as_siti)]))
    filed = Report.objects.get()
    assert (answer.status_code, answer.json()["number"], answer.json()["url"]) == (
        201,
        filed.number,
        f"/qlue/laporan/{filed.number}/",
    )
    assert (filed.author, filed.channel, filed.photos.count()) == (siti, "qlue", 1)


def test_sent_again_after_its_answer_was_lost_it_is_the_same_report(as_siti, siti):
    form = draft(siti, [stashed(as_siti)])
    first, again = as_siti.post(SEND, form), as_siti.post(SEND, form)
    assert (again.status_code, again.json()) == (201, first.json())
    assert Report.objects.count() == 1


def test_the_form_itself_sent_again_with_the_photos_it_gave_is_the_same_report(as_siti, siti):
    form = draft(siti, [stashed(as_siti)], send="1")
    first, again = as_siti.post("/qlue/lapor/", form), as_siti.post("/qlue/lapor/", form)
    assert (again.status_code, again.url) == (303, first.url)


def test_signed_out_it_waits(client, siti):
    answer = client.post(SEND, draft(siti, [stashed(client)]))
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert not Report.objects.exists()


def test_one_accounts_draft_is_not_sent_as_anothers(as_budi, siti):
    answer = as_budi.post(SEND, draft(siti, [stashed(as_budi)]))
    assert (answer.status_code, answer.json()["code"]) == (409, "other_account")
    assert not Report.objects.exists()


def test_a_draft_of_nobody_is_not_sent_as_somebodys(as_budi, budi):
    assert as_budi.post(SEND, draft(budi, [stashed(as_budi)], account_key="")).status_code == 409


def test_what_another_has_sent_under_this_id_is_not_shown(as_siti, siti, as_budi, budi):
    form = draft(siti, [stashed(as_siti)])
    as_siti.post(SEND, form)
    answer = as_budi.post(SEND, form | {"account_key": account_key(budi), "stashed": [stashed(as_budi)]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "client_id_taken")


def test_a_photo_that_was_swept_is_named_and_nothing_is_sent_without_it(as_siti, siti):
    kept, gone = stashed(as_siti), stashed(as_siti, seed=2)
    Photo.objects.filter(name=gone).delete()
    answer = as_siti.post(SEND, draft(siti, [kept, gone]))
    assert (answer.status_code, answer.json()) == (409, {"code": "photo_gone", "names": [gone]})
    assert not Report.objects.exists()


def test_anothers_stashed_photo_is_not_taken(as_siti, siti, as_budi):
    answer = as_siti.post(SEND, draft(siti, [stashed(as_budi)]))
    assert answer.json()["code"] == "photo_gone"


@pytest.mark.parametrize(
    "fields, field, words",
    [
        ({"text": ""}, "text", "Tuliskan apa yang terjadi."),
        ({"category": ""}, "category", "Pilih kategori."),
        ({"category": "tidak-ada"}, "category", "Pilih kategori."),
        ({"lon": "", "lat": ""}, "kelurahan", "Tunjukkan tempatnya"),
        ({"lon": "0", "lat": "0"}, "kelurahan", "Posisi 0,0"),
        ({"text": "x" * 10_000}, "text", "Teks terlalu panjang"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_siti, siti, fields, field, words):
    answer = as_siti.post(SEND, draft(siti, [stashed(as_siti)], **fields))
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (400, field)
    assert words in error["message"]


def test_without_a_photo(as_siti, siti):
    errors = as_siti.post(SEND, draft(siti, [])).json()["errors"]
    assert errors == [{"field": "photo", "message": "Tambahkan satu foto.", "code": ""}]


def test_a_crime_arrives_without_a_photo(as_siti, siti):
    assert as_siti.post(SEND, draft(siti, [], category="crime")).status_code == 201


def test_a_post_without_the_token_is_refused(siti):
    client = Client(enforce_csrf_checks=True)
    client.force_login(siti)
    token = client.get("/qlue/siapa/").json()["csrf"]
    assert client.post(SEND, draft(siti, [])).status_code == 403
    assert client.post(SEND, draft(siti, []), headers={"X-CSRFToken": token}).status_code == 400


def test_drafts_are_told_in_the_citys_time(client, settings):
    assert f'data-zone="{settings.TIME_ZONE}"' in client.get("/qlue/draf/").text


def test_who(client, as_siti, siti):
    stranger, known = client.get("/qlue/siapa/"), as_siti.get("/qlue/siapa/")
    assert (stranger.json()["account"], stranger.json()["name"]) == ("", "")
    assert known.json()["account"] == account_key(siti)
    assert "no-store" in known["Cache-Control"]


def test_accounts_have_keys_of_their_own_that_name_nobody(siti, budi):
    assert account_key(siti) != account_key(budi)
    assert siti.username not in account_key(siti)


def test_the_list_says_what_it_needs_without_script(client):
    text = client.get("/qlue/draf/").text
    assert "Draf disimpan di ponsel dengan JavaScript" in text
    for state in ("Draf", "Menunggu sinyal", "Mengirim", "Terkirim No. {n}", "Perlu diperbaiki"):
        assert state in text, state


def test_every_page_says_whose_it_is(client, as_siti, siti):
    assert f'<meta name="account" content="{account_key(siti)}">' in as_siti.get("/qlue/lapor/").text
    assert '<meta name="account" content="">' in client.get("/qlue/lapor/").text


def test_the_list_says_who_can_read_it_and_offers_to_empty_it(client):
    text = client.get("/qlue/draf/").text
    assert "Draf yang ditulis tanpa masuk dapat dibaca siapa pun yang memegang ponsel ini." in text
    assert "Hapus semua draf" in text
    assert "Ya, hapus semua draf ini dari ponsel" in text
