"""The page of a kelurahan and its talk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.reports import actions, media
from smartcity.reports.models import Comment, Photo, Report
from smartcity.testing.city import SENEN, jpeg

HERE = "/qlue/wilayah/31.71.01.1001/"


def photo(seed=3):
    return SimpleUploadedFile("foto.jpg", jpeg(seed=seed), "image/jpeg")


def fetched(client, address):
    """The status of a file that is read to its end, which closes it."""
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code


def test_area(client, report, lurah_gambir):
    filed = report()
    actions.accept(report(photo=jpeg(seed=4)), lurah_gambir)
    report(at=SENEN, photo=jpeg(seed=5))
    report(visibility="private", photo=jpeg(seed=6))
    answer = client.get(HERE)
    assert (answer.status_code, len(answer.context["cards"])) == (200, 2)
    assert f"/qlue/laporan/{filed.number}/" in answer.text
    assert "1 menunggu" in answer.text
    assert "1 dikerjakan" in answer.text
    assert "Tidak ada yang lewat batas waktu." in answer.text


def test_its_queries(as_budi, report, budi, city, django_assert_max_num_queries):
    report()
    for n in range(5):
        actions.talk(city.gambir, budi, text=f"Obrolan {n}")
    as_budi.get(HERE)
    with django_assert_max_num_queries(11):
        as_budi.get(HERE)


@pytest.mark.parametrize("code", ["31.71", "31.71.01.9999", "x", "a\x00"])
def test_no_kelurahan(client, city, code):
    assert client.get(f"/qlue/wilayah/{code}/").status_code == 404


def test_talking_without_script(as_budi, client, city):
    answer = as_budi.post(HERE, {"text": "Kerja bakti Minggu", "photo": photo()})
    said = Comment.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/qlue/obrolan/{said.pk}/")
    shown = client.get(HERE).text
    assert "Kerja bakti Minggu" in shown
    assert media.address(Photo.objects.get().name, small=True) in shown
    assert fetched(client, media.address(Photo.objects.get().name)) == 200
    assert not Report.objects.exists()


def test_talk_is_in_no_list_of_reports(as_budi, client, city, lurah_gambir, as_lurah_gambir):
    as_budi.post(HERE, {"text": "Kerja bakti Minggu"})
    for path in ("/qlue/", "/qlue/terbaru/", "/qlue/terdukung/", "/qlue/cari/?q=bakti", "/", "/api/v1/reports",
                 "/open311/v2/requests.json", "/open311/v2/servicerequestupdates.json"):  # fmt: skip
        assert "Kerja bakti" not in client.get(path).text, path
    assert "Kerja bakti" not in as_lurah_gambir.get("/crop/").text


def test_what_is_wrong_is_told_and_kept(as_budi, city):
    answer = as_budi.post(HERE, {"text": "a" * 2001, "photo": photo()})
    assert (answer.status_code, "a" * 2001 in answer.text) == (400, True)
    kept = Photo.objects.get()
    as_budi.post(HERE, {"text": "Sekarang pendek", "stashed": kept.name})
    assert Comment.objects.get().photos.get() == kept


def test_anothers_stashed_photo_is_not_taken(as_budi, as_siti, city):
    as_siti.post(HERE, {"text": "a" * 2001, "photo": photo()})
    as_budi.post(HERE, {"text": "Foto orang", "stashed": Photo.objects.get().name})
    assert not Comment.objects.get().photos.exists()


def test_a_photo_of_held_talk_is_its_authors(as_budi, as_siti, city):
    as_budi.post(HERE, {"text": "https://murah.example", "photo": photo()})
    address = media.address(Photo.objects.get().name)
    assert (fetched(as_budi, address), fetched(as_siti, address)) == (200, 404)
    assert as_siti.get(f"/qlue/obrolan/{Comment.objects.get().pk}/").status_code == 404
    assert as_budi.get(f"/qlue/obrolan/{Comment.objects.get().pk}/").status_code == 200


def test_a_stranger_signs_in_and_loses_nothing(client, siti, city):
    answer = client.post(HERE, {"text": "Kerja bakti"})
    assert (answer.status_code, "Kerja bakti" in answer.text) == (403, True)
    assert not Comment.objects.exists()


def test_answering(as_siti, budi, city):
    post = actions.talk(city.gambir, budi, text="Kerja bakti?")
    answer = as_siti.post(f"/qlue/obrolan/{post.pk}/jawab/", {"text": "Saya ikut"}, follow=True)
    assert "Saya ikut" in answer.text
    assert "1 jawaban" in as_siti.get(HERE).text


def test_answering_nothing(as_siti, budi, city):
    post = actions.talk(city.gambir, budi, text="Kerja bakti?")
    assert as_siti.post(f"/qlue/obrolan/{post.pk}/jawab/", {"text": " "}).status_code == 400
    assert as_siti.post("/qlue/obrolan/999/jawab/", {"text": "Halo"}).status_code == 404


def test_an_answer_or_a_comment_is_no_talk(as_siti, budi, city, report):
    said = actions.comment(report(), budi, text="Komentar")
    assert as_siti.get(f"/qlue/obrolan/{said.pk}/").status_code == 404


def test_pages_of_talk(client, budi, city, monkeypatch):
    monkeypatch.setattr("smartcity.qlue.views.talk.MOST", 2)
    for n in range(3):
        actions.talk(city.gambir, budi, text=f"Obrolan ke-{n}")
    first = client.get(HERE)
    assert [post.text for post in first.context["posts"]] == ["Obrolan ke-2", "Obrolan ke-1"]
    second = client.get(HERE + first.context["more"].partition("#")[0])
    assert [post.text for post in second.context["posts"]] == ["Obrolan ke-0"]


def test_the_talk_of_the_city(as_budi, client, city):
    assert as_budi.post("/qlue/obrolan/", {"text": "Halo kota"}).status_code == 400
    as_budi.post("/qlue/obrolan/", {"text": "Halo kota", "kelurahan": "31.71.04.1001"})
    assert Comment.objects.get().area == city.senen
    assert "Halo kota" in client.get("/qlue/obrolan/").text


def test_markup_is_only_text(client, budi, city):
    actions.talk(city.gambir, budi, text="<script>alert(1)</script>")
    for path in (HERE, "/qlue/obrolan/", f"/qlue/obrolan/{Comment.objects.get().pk}/"):
        assert "<script>alert" not in client.get(path).text


def test_a_report_leads_to_its_kelurahan(client, report):
    assert f'href="{HERE}"' in client.get(f"/qlue/laporan/{report().number}/").text
