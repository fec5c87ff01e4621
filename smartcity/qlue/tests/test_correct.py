"""The page where a reporter puts category and place right, and the form for photos; without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.lib.errors import DomainError
from smartcity.reports import actions
from smartcity.reports.models import Category, Photo
from smartcity.testing.city import GAMBIR, SENEN, jpeg


def url(report, path="perbaiki"):
    return f"/qlue/laporan/{report.number}/{path}/"


def sent(**fields):
    return {"category": "road", "kelurahan": "31.71.01.1001", "landmark": ""} | fields


def photo(seed=3):
    return SimpleUploadedFile("foto.jpg", jpeg(seed=seed), "image/jpeg")


def test_it_works(report, as_siti, client):
    filed = report()
    assert url(filed) in as_siti.get(url(filed, "atur")).text
    assert as_siti.get(url(filed)).status_code == 200
    answer = as_siti.post(url(filed), sent(category="lamp", landmark="Halte"), follow=True)
    assert "Laporan diperbaiki. Sekarang di Dinas Bina Marga." in answer.text
    filed.refresh_from_db()
    assert (filed.category.code, filed.landmark, filed.lon) == ("lamp", "Halte", GAMBIR[0])
    page = client.get(f"/qlue/laporan/{filed.number}/").text
    assert "Pelapor memperbaiki kategori: Jalan rusak → Lampu jalan padam" in page


def test_in_english(report, as_siti, client):
    filed = report()
    as_siti.post(url(filed), sent(category="lamp"))
    page = client.get(f"/qlue/laporan/{filed.number}/", headers={"Accept-Language": "en"}).text
    assert "The reporter corrected the category: Broken road → Street lamp out" in page


def test_another_kelurahan_is_chosen_from_the_list(report, as_siti, city):
    filed = report()
    as_siti.post(url(filed), sent(kelurahan="31.71.04.1001"))
    filed.refresh_from_db()
    assert (filed.area, filed.accuracy, filed.holder.title) == (city.senen, 1000, "Lurah Senen")


def test_the_pin_is_moved(report, as_siti, city):
    filed = report()
    as_siti.post(url(filed), sent(lon=str(SENEN[0]), lat=str(SENEN[1]), accuracy=""))
    filed.refresh_from_db()
    assert (filed.area, filed.lon, filed.accuracy) == (city.senen, SENEN[0], None)


def test_a_category_that_is_asked_no_more_stays_chosen(report, as_siti):
    filed = report()
    Category.objects.filter(code="road").update(active=False)
    assert '<option value="road" selected>' in as_siti.get(url(filed)).text
    as_siti.post(url(filed), sent(lon=str(SENEN[0]), lat=str(SENEN[1])))
    filed.refresh_from_db()
    assert (filed.category.code, filed.lon) == ("road", SENEN[0])
    refused = as_siti.post(url(report(category="lamp")), sent(category="road"))
    assert (refused.status_code, "Pilih kategori." in refused.text) == (400, True)


def test_nothing_changed(report, as_siti):
    assert "Tidak ada yang berubah." in as_siti.post(url(report()), sent(), follow=True).text


def test_it_becomes_private_only_when_its_writer_knows(report, as_siti, budi):
    filed = report()
    asked = as_siti.post(url(filed), sent(category="crime", landmark="Halte"))
    assert (asked.status_code, 'name="sure"' in asked.text, 'value="Halte"' in asked.text) == (
        400,
        True,
        True,
    )
    assert "Kategori ini selalu pribadi. Centang bahwa Anda mengerti." in asked.text
    filed.refresh_from_db()
    assert filed.public
    as_siti.post(url(filed), sent(category="crime", sure="ya"))
    filed.refresh_from_db()
    assert (filed.public, filed.holder.title) == (False, "Polda Metro Jaya")


def test_a_crime_offers_no_other_kind(report, as_siti):
    filed = report(category="crime")
    assert 'value="road"' not in as_siti.get(url(filed)).text
    assert as_siti.post(url(filed), sent()).status_code == 400
    filed.refresh_from_db()
    assert (filed.category.code, filed.public) == ("crime", False)


def test_a_number_in_the_landmark_is_asked_about(report, as_siti):
    filed = report()
    answer = as_siti.post(url(filed), sent(landmark="WA 0812 3456 7890"))
    assert (answer.status_code, "Semua orang akan membaca" in answer.text) == (400, True)
    filed.refresh_from_db()
    assert filed.landmark == ""


def test_too_late(report, as_siti, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    assert url(filed) not in as_siti.get(url(filed, "atur")).text
    assert as_siti.get(url(filed)).url == url(filed, "atur")
    answer = as_siti.post(url(filed), sent(category="lamp"))
    assert (answer.status_code, "kantor sudah menangani" in answer.text) == (409, True)


@pytest.mark.parametrize("path", ["perbaiki", "foto"])
def test_anothers_is_absent(report, as_budi, as_lurah_gambir, path):
    filed = report()
    for browser in (as_budi, as_lurah_gambir):
        assert browser.post(url(filed, path), sent(category="lamp")).status_code == 404
    filed.refresh_from_db()
    assert filed.category.code == "road"


def test_photos(report, as_siti):
    filed = report()
    old = filed.photos.get().name
    assert old in as_siti.get(url(filed, "atur")).text
    as_siti.post(url(filed, "foto"), {"photo": photo(), "gone": old})
    assert filed.photos.get().name != old
    assert "Pelapor mengganti fotonya" in as_siti.get(f"/qlue/laporan/{filed.number}/").text


def test_a_photo_sent_in_vain_is_kept_to_be_sent_again(report, as_siti, monkeypatch):
    filed = report()

    def refuse(*_args, **_kwargs):
        raise DomainError("Sebentar")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "mend_photos", refuse)
        answer = as_siti.post(url(filed, "foto"), {"photo": photo()})
    kept = Photo.objects.get(report=None)
    assert (answer.status_code, kept.name in answer.text) == (400, True)
    as_siti.post(url(filed, "foto"), {"stashed": kept.name})
    assert filed.photos.count() == 2
