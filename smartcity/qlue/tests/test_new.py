"""A new report: sent without script, refused with everything kept, signed in on the way."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smartcity.accounts.models import User
from smartcity.areas.models import Boundary
from smartcity.areas.queries import forget
from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.actions import stashing
from smartcity.reports.models import Photo, Report
from smartcity.testing.city import GAMBIR, OUTSIDE, jpeg

PASSWORD = "rahasia-sekali"


def photo(seed=1, name="lubang.jpg"):
    return SimpleUploadedFile(name, jpeg(seed=seed), "image/jpeg")


def filled(**fields):
    """All a person without script fills in, with Gambir chosen from the list."""
    form = {"client_id": str(uuid4()), "text": "Lubang dalam", "category": "road", "kelurahan": "31.71.01.1001",
            "visibility": "public", "send": "1", "photo": photo()} | fields  # fmt: skip
    return {name: value for name, value in form.items() if value is not None}


def placed(**fields):
    """What a script adds: the phone's position."""
    return filled(kelurahan="", lon=str(GAMBIR[0]), lat=str(GAMBIR[1]), accuracy="8", **fields)


def test_it_works(as_siti, siti):
    answer = as_siti.post("/qlue/lapor/", filled())
    filed = Report.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/qlue/laporan/{filed.number}/")
    assert (filed.author, filed.text, filed.holder.title, filed.channel) == (
        siti,
        "Lubang dalam",
        "Lurah Gambir",
        "qlue",
    )
    assert "Terkirim. No." in as_siti.get(answer.url).text


def test_the_form_offers_everything_without_script(client, city):
    text = client.get("/qlue/lapor/").text
    for words in (
        'name="photo"',
        "Simpan foto dulu",
        "Jalan rusak",
        "31.71.04.1001",
        "Pribadi",
        "Kirim laporan",
    ):
        assert words in text, words


def test_a_kelurahan_alone_is_placed_in_its_middle_and_says_so(as_siti, city):
    as_siti.post("/qlue/lapor/", filled(landmark="depan SDN 03"))
    filed = Report.objects.get()
    assert (filed.lon, filed.lat, filed.accuracy) == (city.gambir.lon, city.gambir.lat, 1000)
    assert (filed.area, filed.landmark) == (city.gambir, "depan SDN 03")


def test_the_phones_position_is_taken_as_it_is(as_siti):
    as_siti.post("/qlue/lapor/", placed())
    filed = Report.objects.get()
    assert (filed.lon, filed.lat, filed.accuracy) == (*GAMBIR, 8)


def test_private(as_siti):
    as_siti.post("/qlue/lapor/", filled(visibility="private"))
    assert not Report.objects.get().public


def test_crime_is_private_whatever_was_chosen(as_siti):
    as_siti.post("/qlue/lapor/", filled(category="crime", visibility="public"))
    assert not Report.objects.get().public


def test_the_same_form_sent_twice_is_one_report(as_siti):
    form = filled()
    first = as_siti.post("/qlue/lapor/", form)
    again = as_siti.post("/qlue/lapor/", form | {"photo": photo()})
    assert again.url == first.url
    assert Report.objects.count() == 1


def test_the_client_id_of_another_account(as_siti, as_budi):
    form = filled()
    as_siti.post("/qlue/lapor/", form)
    answer = as_budi.post("/qlue/lapor/", form | {"photo": photo()})
    assert answer.status_code == 409
    assert "sudah dipakai akun lain" in answer.text
    assert form["client_id"] not in answer.text
    assert "Lubang dalam" in answer.text


def test_a_crime_needs_no_photo_and_the_form_has_the_numbers_to_call(as_siti):
    page = as_siti.get("/qlue/lapor/").text
    for number in ("112", "110", "113", "119"):
        assert f'href="tel:{number}"' in page
    assert page.count("data-urgent") == 1
    answer = as_siti.post("/qlue/lapor/", filled(category="crime", photo=None))
    assert (answer.status_code, Report.objects.get().visibility) == (303, "private")


BAD = [
    ({"photo": None}, "Tambahkan satu foto."),
    ({"photo": SimpleUploadedFile("a.jpg", b"ini teks")}, "a.jpg: Berkas ini bukan foto"),
    (
        {"photo": SimpleUploadedFile("<b>.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")},
        "&lt;b&gt;.jpg: Berkas ini bukan foto",
    ),
    ({"photo": SimpleUploadedFile("b.jpg", jpeg()[:700])}, "b.jpg: Foto ini terpotong"),
    ({"photo": SimpleUploadedFile("c.jpg", b"")}, "c.jpg: Berkas foto ini kosong"),
    ({"text": ""}, "Tuliskan apa yang terjadi."),
    ({"text": "x" * 10_000}, "Teks terlalu panjang: 10000 huruf"),
    ({"text": "bel \x07"}, "karakter kendali"),
    ({"text": "kanan \u202e kiri"}, "pembalik arah"),
    ({"landmark": "x" * 121}, "Teks terlalu panjang: 121"),
    ({"category": ""}, "Pilih kategori."),
    ({"category": "tidak-ada"}, "Pilih kategori."),
    ({"kelurahan": ""}, "Tunjukkan tempatnya"),
    ({"kelurahan": "99.99"}, "Tunjukkan tempatnya"),
    ({"lon": "0", "lat": "0"}, "Posisi 0,0"),
    ({"lon": "nan", "lat": "nan"}, "Posisi belum ada"),
    ({"lon": "x", "lat": "1"}, "Posisi tidak terbaca"),
    ({"lon": "106.8", "lat": ""}, "Posisi tidak terbaca"),
    ({"lon": str(OUTSIDE[0]), "lat": str(OUTSIDE[1])}, "di luar wilayah kota"),
    ({"lon": str(GAMBIR[1]), "lat": str(GAMBIR[0])}, "tertukar"),
    ({"visibility": "rahasia"}, "Pilih publik atau pribadi."),
    (
        {"lon": str(GAMBIR[0]), "lat": str(GAMBIR[1]), "area": "31.71.04.1001"},
        "salah satu kelurahan terdekat",
    ),
]


@pytest.mark.parametrize(
    "fields, says", BAD, ids=[f"{n}-{says[:20]}" for n, (_fields, says) in enumerate(BAD)]
)
def test_bad_input_is_told_and_nothing_is_lost(as_siti, fields, says):
    answer = as_siti.post("/qlue/lapor/", filled(**{"text": "Lubang dalam", "landmark": "SDN 03"} | fields))
    assert answer.status_code == 400
    assert says in answer.text
    assert 'role="alert"' in answer.text
    if "landmark" not in fields:
        assert 'value="SDN 03"' in answer.text
    assert not Report.objects.exists()
    kept = 0 if "photo" in fields else 1
    assert answer.text.count('name="stashed"') == Photo.objects.filter(report=None).count() == kept


def test_all_that_is_missing_is_told_at_once(as_siti):
    answer = as_siti.post("/qlue/lapor/", {"send": "1", "client_id": str(uuid4())})
    assert "Ada 4 yang perlu dilengkapi" in answer.text


def test_a_photo_once_chosen_need_not_be_chosen_again(as_siti):
    first = as_siti.post("/qlue/lapor/", filled(text=""))
    kept = first.context["stash"].names
    as_siti.post("/qlue/lapor/", filled(photo=None, stashed=kept))
    assert [photo.name for photo in Report.objects.get().photos.all()] == kept


def test_without_script_photos_are_added_and_taken_away(as_siti):
    first = as_siti.post("/qlue/lapor/", filled(send=None, keep="1", photo=[photo(1), photo(2)]))
    assert first.status_code == 200
    assert "yang perlu dilengkapi" not in first.text
    names = first.context["stash"].names
    second = as_siti.post("/qlue/lapor/", filled(send=None, remove=names[0], stashed=names, photo=None))
    assert second.context["stash"].names == names[1:]
    assert "Lubang dalam" in second.text
    assert "checked" in second.text


def test_the_first_named_photo_is_the_main_one(as_siti, siti):
    one, two = (actions.stash([BytesIO(jpeg(seed=n))], siti)[0].name for n in (1, 2))
    as_siti.post("/qlue/lapor/", filled(photo=None, stashed=[two, one]))
    assert [photo.name for photo in Report.objects.get().photos.all()] == [two, one]


def test_eleven_photos(as_siti):
    answer = as_siti.post("/qlue/lapor/", filled(photo=[photo(n) for n in range(11)]))
    assert answer.status_code == 400
    assert (
        answer.text.count("Paling banyak 10 foto. Yang pertama disimpan.") == 2
    )  # in the summary and at the field
    assert len(answer.context["stash"].names) == 10


def test_signed_out_everything_is_kept_and_one_may_come_in(client, city):
    answer = client.post("/qlue/lapor/", placed(landmark="SDN 03", visibility="private"))
    assert answer.status_code == 403
    for words in (
        "Lubang dalam",
        "SDN 03",
        f'value="{GAMBIR[0]}"',
        'name="stashed"',
        'name="password"',
        "Tinggal masuk",
    ):
        assert words in answer.text, words
    assert 'id="c-road" value="road" checked' in answer.text
    assert 'value="private" checked' in answer.text
    assert not Report.objects.exists()


def test_the_other_ways_in_lead_back_to_the_draft(client, city):
    form = filled()
    answer = client.post("/qlue/lapor/", form)
    assert "Masuk dengan kode atau kunci sandi" in answer.text
    assert f"/qlue/masuk/?next=%2Fqlue%2Flapor%2F%3Fdraf%3D{form['client_id']}" in answer.text


def test_a_guests_support_may_come_in_by_the_other_ways_too(client, report):
    filed = report()
    answer = client.post(f"/qlue/laporan/{filed.number}/dukung/", {"on": "1"})
    assert f"/qlue/masuk/?next=%2Fqlue%2Flaporan%2F{filed.number}%2F" in answer.text


def test_a_bad_user_name_is_told_on_top_with_the_rules_beside_the_fields(client, city):
    answer = client.post(
        "/qlue/lapor/", filled(account="new", username="Siti Aminah", password="rahasia-sekali")
    )
    top = answer.text.partition('id="errors"')[2].partition("</section>")[0]
    assert "Tanpa spasi; huruf, angka, titik, dan garis bawah." in top
    assert "data-focus" in top
    assert "Paling sedikit 8 huruf." in answer.text
    assert not User.objects.filter(username__startswith="Siti A").exists()


def test_signing_in_there_sends_it_in_the_same_request(client, siti):
    kept = client.post("/qlue/lapor/", filled()).context["stash"].names
    answer = client.post(
        "/qlue/lapor/", filled(photo=None, stashed=kept, account="in", username="siti", password=PASSWORD)
    )
    assert answer.status_code == 303
    assert Report.objects.get().author == siti
    assert client.get("/qlue/laporanku/").status_code == 200


def test_registering_there_sends_it_too(client, city):
    client.post(
        "/qlue/lapor/", filled(account="new", username="wati", password="kuda-terbang-9", pseudonym="Wati")
    )
    assert Report.objects.get().author == User.objects.get(username="wati", pseudonym="Wati")


@pytest.mark.parametrize("who", [
    {"account": "in", "username": "siti", "password": "tebakan-keliru"},
    {"account": "new", "username": "siti", "password": "kuda-terbang-9"},
    {"account": "new", "username": "wati", "password": "12345678"},
])  # fmt: skip
def test_a_bad_account_there_loses_nothing(client, siti, who):
    answer = client.post("/qlue/lapor/", filled(**who))
    assert answer.status_code == 400
    assert "Lubang dalam" in answer.text
    assert len(answer.context["stash"].names) == 1
    assert not Report.objects.exists()
    assert who["password"] not in answer.text


def test_photos_sent_before_the_session_ended_come_along(client, as_siti, siti):
    name = as_siti.post("/qlue/foto/", {"photo": photo()}).json()["name"]
    signed_out = client.post("/qlue/lapor/", filled(photo=None, stashed=name))
    assert signed_out.context["stash"].names == [name]
    client.post(
        "/qlue/lapor/", filled(photo=None, stashed=name, account="in", username="siti", password=PASSWORD)
    )
    assert Report.objects.get().photos.get().name == name


def test_photos_of_another_do_not(client, as_budi, siti):
    name = as_budi.post("/qlue/foto/", {"photo": photo()}).json()["name"]
    answer = client.post(
        "/qlue/lapor/", filled(photo=None, stashed=name, account="in", username="siti", password=PASSWORD)
    )
    assert not Report.objects.exists()
    assert answer.context["stash"].names == []


def test_a_photo_is_kept_early(as_siti, siti):
    answer = as_siti.post("/qlue/foto/", {"photo": photo()})
    assert answer.status_code == 201
    kept = Photo.objects.get()
    assert answer.json() == {"name": kept.name, "url": f"/media/{kept.name}-s.jpg"}
    picture = as_siti.get(answer.json()["url"])
    assert (picture.status_code, b"".join(picture.streaming_content)[:3]) == (200, b"\xff\xd8\xff")


def test_a_stash_is_looked_at_by_its_uploader_only(as_siti, as_budi, client):
    url = as_siti.post("/qlue/foto/", {"photo": photo()}).json()["url"]
    assert as_budi.get(url).status_code == 404
    assert client.get(url).status_code == 404


def test_a_strangers_photo_is_looked_at_by_the_browser_that_sent_it_only(client, as_budi, city):
    sent = client.post("/qlue/foto/", {"photo": photo()}).json()
    elsewhere = Client()
    elsewhere.get("/qlue/lapor/")
    for other in (elsewhere, Client(), as_budi):
        assert other.get(sent["url"]).status_code == 404
        assert other.get(f"/media/{sent['name']}.jpg").status_code == 404
    assert client.get(f"/media/{sent['name']}.jpg").status_code == 404  # nor without its key
    assert b"".join(client.get(sent["url"]).streaming_content)[:3] == b"\xff\xd8\xff"
    form = client.post("/qlue/lapor/", filled(photo=None, stashed=sent["name"]))
    assert sent["url"] in form.text


@pytest.mark.parametrize("what", ["browser", "address"])
def test_a_stranger_may_send_so_many_photos_a_minute(client, as_siti, monkeypatch, what):
    monkeypatch.setitem(stashing.A_MINUTE, what, 1)
    with at(now()):
        assert client.post("/qlue/foto/", {"photo": photo()}).status_code == 201
        again = (client if what == "browser" else Client()).post("/qlue/foto/", {"photo": photo()})
        assert (again.status_code, again.json()["code"]) == (429, "too_many_waiting")
        assert Photo.objects.count() == 1
        for _more in range(2):
            assert as_siti.post("/qlue/foto/", {"photo": photo()}).status_code == 201


def test_photos_of_strangers_have_only_so_much_room(client, as_siti, monkeypatch):
    monkeypatch.setattr(stashing, "MOST_OF_STRANGERS", 1)
    assert client.post("/qlue/foto/", {"photo": photo()}).status_code == 201
    assert client.post("/qlue/foto/", {"photo": photo()}).status_code == 429
    assert as_siti.post("/qlue/foto/", {"photo": photo()}).status_code == 201


@pytest.mark.parametrize(
    "file, code", [(b"teks", "not_a_photo"), (jpeg()[:700], "photo_truncated"), (None, "photo_missing")]
)
def test_a_bad_photo_is_refused_early(as_siti, file, code):
    answer = as_siti.post("/qlue/foto/", {"photo": SimpleUploadedFile("a.jpg", file)} if file else {})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not Photo.objects.exists()


def test_the_receiver_is_named_before_sending(client, city):
    answer = client.get("/qlue/penerima/", {"lon": GAMBIR[0], "lat": GAMBIR[1], "category": "road"}).json()
    assert (answer["receiver"], answer["label"]) == ("Lurah Gambir", "Kirim ke Lurah Gambir")
    assert (answer["area"]["full_name"], answer["approximate"]) == ("Gambir, Jakarta Pusat", False)


def test_the_receiver_follows_the_category_and_the_kelurahan(client, city):
    lamp = client.get("/qlue/penerima/", {"kelurahan": "31.71.04.1001", "category": "lamp"}).json()
    assert (lamp["receiver"], lamp["lon"]) == ("Dinas Bina Marga", city.senen.lon)
    assert client.get("/qlue/penerima/", {"kelurahan": "31.71.04.1001"}).json()["receiver"] is None


@pytest.mark.parametrize("where, code", [
    ({"lon": OUTSIDE[0], "lat": OUTSIDE[1]}, "outside_city"), ({"lon": "x", "lat": "y"}, "no_position"), ({}, "no_position"),
    ({"lon": GAMBIR[1], "lat": GAMBIR[0]}, "swapped"), ({"kelurahan": "99"}, "no_position"),
])  # fmt: skip
def test_no_receiver_at_a_bad_place(client, city, where, code):
    answer = client.get("/qlue/penerima/", where)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_the_ground_is_drawn_where_the_phone_asks_for_it(client, city):
    at = f"{GAMBIR[0]},{GAMBIR[1]}"
    asked = {"lon": GAMBIR[0], "lat": GAMBIR[1], "sketch": at}
    drawn = client.get("/qlue/penerima/", asked).json()["sketch"]
    assert (drawn["lon"], drawn["zoom"]) == (GAMBIR[0], 14)
    assert drawn["land"].startswith("M")
    assert {name for name, _x, _y in drawn["names"]} == {"Senen"}  # Gambir's would lie under the pin
    assert client.get("/qlue/penerima/", asked | {"sketch": ""}).json()["sketch"] is None


def test_outside_the_city_the_ground_is_drawn_too(client, city):
    answer = client.get(
        "/qlue/penerima/", {"lon": OUTSIDE[0], "lat": OUTSIDE[1], "sketch": f"{OUTSIDE[0]},{OUTSIDE[1]}"}
    )
    assert answer.status_code == 400
    assert answer.json()["sketch"]["zoom"] == 14


@pytest.mark.parametrize("point", ["x", "1", "1,2,3", "nan,1", "1,inf", "200,1", "1,89", "0" * 5000])
def test_no_ground_of_what_is_no_point(client, city, point):
    answer = client.get("/qlue/penerima/", {"lon": GAMBIR[0], "lat": GAMBIR[1], "sketch": point})
    assert (answer.status_code, answer.json()["sketch"]) == (200, None)


def test_the_form_draws_the_city_until_a_place_is_known(client, city):
    page = client.get("/qlue/lapor/")
    assert page.context["city_land"] in page.content.decode()
    assert page.context["city_view"].count(",") == 2


def test_the_form_opens_before_any_area_is_loaded(client, db):
    assert client.get("/qlue/lapor/").context["city_view"] == "0.000000,0.000000,0"


def test_where_boundaries_are_approximate_the_citizen_chooses(as_siti, city):
    Boundary.objects.update(approximate=True)
    forget()
    answer = as_siti.get(
        "/qlue/penerima/", {"lon": GAMBIR[0], "lat": GAMBIR[1], "category": "road", "area": "31.71.04.1001"}
    ).json()
    assert {area["code"] for area in answer["nearest"]} == {"31.71.01.1001", "31.71.04.1001"}
    assert answer["receiver"] == "Lurah Senen"
    as_siti.post("/qlue/lapor/", placed(area="31.71.04.1001"))
    assert Report.objects.get().area == city.senen


def test_the_form_shown_again_names_the_receiver(as_siti, city):
    assert "Kirim ke Lurah Gambir" in as_siti.post("/qlue/lapor/", filled(text="")).text


@pytest.mark.parametrize(
    "evil", ['"><script>alert(1)</script>', "\x00", "\ud800".encode("utf-8", "replace").decode(), "9" * 400]
)
def test_markup_is_only_text(as_siti, city, evil):
    answer = as_siti.post("/qlue/lapor/", dict.fromkeys(("client_id", "text", "category", "lon", "lat", "accuracy", "kelurahan", "area", "landmark", "visibility", "stashed", "send"), evil))  # fmt: skip
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


def test_in_english(client, city):
    client.cookies["django_language"] = "en"
    text = client.get("/qlue/lapor/").text
    for words in (
        "New report",
        "What is happening?",
        "Broken road",
        "Everybody sees the report",
        "Send the report",
    ):
        assert words in text, words
    wrong = client.post("/qlue/lapor/", {"send": "1"}).text
    assert "Show where it is: move the pin" in wrong


def test_the_kelurahan_of_the_pin_is_chosen_in_the_list(client, city):
    answer = client.post("/qlue/lapor/", filled(send=None))
    assert '<option value="31.71.01.1001" selected>Gambir</option>' in answer.text
    assert "batas kelurahan, bukan jalan" in answer.text
