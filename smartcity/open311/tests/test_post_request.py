"""POST requests."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.accounts.actions import issue_key
from smartcity.accounts.models import ApiKey
from smartcity.lib.time import at, now
from smartcity.open311 import submitting
from smartcity.open311.tests.conftest import ids, read
from smartcity.reports.models import Photo, Report
from smartcity.testing.city import GAMBIR, OUTSIDE, SENEN, jpeg


def photo(seed=0, name="a.jpg"):
    return SimpleUploadedFile(name, jpeg(seed=seed), "image/jpeg")


def test_it_works(other, budi, city):
    answer = other.post(email="siti@example.org", first_name="Siti", phone="0812")
    row = Report.objects.get()
    assert (answer.status_code, ids(answer)) == (201, [str(row.number)])
    assert set(answer.json()[0]) == {"service_request_id", "service_notice", "account_id"}
    assert (row.author, row.channel, row.area, row.text) == (budi, "open311", city.gambir, "Lubang")


def test_what_all_will_read_is_published_and_told(other):
    answer = other.post(description="Lubang, hubungi 0812-3456-7890")
    assert (answer.status_code, Report.objects.get().text) == (201, "Lubang, hubungi 0812-3456-7890")
    assert "akan membaca nomor telepon" in answer.json()[0]["service_notice"]


def test_of_a_private_report_nothing_is_told(other):
    answer = other.post(description="Hubungi 0812-3456-7890", **{"attribute[visibility]": "private"})
    assert "akan membaca nomor" not in answer.json()[0]["service_notice"]


def test_in_xml(other):
    root = read(other.post(fmt="xml"))
    assert root.findtext("request/service_request_id") == str(Report.objects.get().number)


def test_as_a_plain_form_with_the_key_in_the_address(client, key):
    body = f"service_code=road&description=Lubang&lat={GAMBIR[1]}&long={GAMBIR[0]}"
    answer = client.post(
        f"/open311/v2/requests.json?api_key={key}", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("name", ["media", "media[]", "photo1", "photos"])
def test_files_by_any_name(other, name):
    assert other.post(**{name: photo()}).status_code == 201
    assert Photo.objects.count() == 1


def test_several_files(other):
    other.post(**{"media[]": [photo(1), photo(2)], "photo1": photo(3)})
    assert Report.objects.get().photos.count() == 3


def test_repeated_media_url(other, monkeypatch):
    pictures = {"https://a.example/1.jpg": jpeg(seed=1), "https://a.example/2.jpg": jpeg(seed=2)}
    monkeypatch.setattr(submitting, "fetch", lambda url, seconds: pictures[url])
    other.post(media_url=list(pictures))
    assert Report.objects.get().photos.count() == 2


def test_media_url_into_our_own_house(other):
    answer = other.post(media_url="http://127.0.0.1:9/admin")
    assert answer.status_code == 400
    assert "media_url" in answer.json()[0]["description"]
    assert not Report.objects.exists()


def test_the_place_by_an_area(other, city):
    assert other.post(lat=None, long=None, address_id="31.71.04.1001").status_code == 201
    assert Report.objects.get().area == city.senen


@pytest.mark.parametrize("address, area", [("Gambir", "gambir"), ("Jl. Medan Merdeka 1, Kelurahan Gambir, Jakarta Pusat", "gambir"),
                                           ("jalan senen raya 5, SENEN", "senen")])  # fmt: skip
def test_the_place_by_an_address_that_names_one_kelurahan(other, city, address, area):
    assert other.post(lat=None, long=None, address_string=address).status_code == 201
    row = Report.objects.get()
    assert (row.area, row.landmark) == (getattr(city, area), address)


@pytest.mark.parametrize("address", ["Jalan Sudirman 1", "Gambir, Senen", "antara Gambir dan Senen"])
def test_a_vague_address(other, address):
    answer = other.post(lat=None, long=None, address_string=address)
    assert answer.status_code == 400
    assert "lat dan long" in answer.json()[0]["description"]


def test_attributes(other):
    other.post(
        **{
            "attribute[landmark]": "Depan halte",
            "attribute[visibility][]": "private",
            "attribute[colour]": "red",
        }
    )
    row = Report.objects.get()
    assert (row.landmark, row.visibility) == ("Depan halte", "private")


def test_an_empty_parameter_is_an_absent_one(other):
    assert (
        other.post(address_id="", address_string=" ", media_url="", **{"attribute[landmark]": ""}).status_code
        == 201
    )


def test_without_a_description_it_is_its_service(other):
    other.post(description="")
    assert Report.objects.get().text == "Jalan rusak"


def test_the_same_again_is_the_same_report(other):
    assert other.post(media=photo()).content == other.post(media=photo()).content
    assert Report.objects.count() == 1


@pytest.mark.parametrize("change", [{"description": "Lain"}, {"lat": SENEN[1] + 0.001}, {"email": "budi@example.org"}, {"device_id": "7"},
                                    {"service_code": "flood"}])  # fmt: skip
def test_anything_else_is_another_report(other, change):
    other.post()
    other.post(**change)
    assert Report.objects.count() == 2


def test_another_picture_is_another_report(other):
    other.post(media=photo(1))
    other.post(media=photo(2))
    assert Report.objects.count() == 2


def test_across_midnight_it_is_the_same_and_two_days_later_another(other):
    evening = now().replace(hour=23, minute=59) - timedelta(days=5)
    for moment, count in (
        (evening, 1),
        (evening + timedelta(minutes=2), 1),
        (evening + timedelta(hours=20), 1),
        (evening + timedelta(days=2), 2),
    ):
        with at(moment):
            other.post()
        assert Report.objects.count() == count


def test_the_clients_own_id(other):
    first, again, third = (
        other.post(client_id=name, description=words) for name, words in (("a", "x"), ("a", "y"), ("b", "x"))
    )
    assert ids(first) == ids(again) != ids(third)


def test_a_repeat_does_not_need_its_picture_again(other, monkeypatch):
    monkeypatch.setattr(submitting, "fetch", lambda url, **_limits: jpeg())
    first = other.post(client_id="a", media_url="https://photos.example/a.jpg")
    monkeypatch.setattr(submitting, "fetch", lambda url, **_limits: pytest.fail("asked again"))
    assert ids(other.post(client_id="a", media_url="https://photos.example/a.jpg")) == ids(first)


def test_one_keys_id_is_not_anothers(other, client, siti):
    other.post(client_id="a")
    ApiKey.objects.update(digest="0" * 64)
    other.post(client_id="a", api_key=issue_key(siti, "another"))
    assert Report.objects.count() == 2


def test_private_ones_are_told_and_then_gone(other):
    answer = other.post(service_code="crime")
    assert "pribadi" in answer.json()[0]["service_notice"]
    assert other.get(f"requests/{ids(answer)[0]}").status_code == 404


@pytest.mark.parametrize("raw", [None, "", "wrong", "a\x00b"])
def test_the_key(other, raw):
    answer = other.post(api_key=raw)
    assert (answer.status_code, answer.json()[0]["code"]) == (403, 403)
    assert not Report.objects.exists()


def test_a_withdrawn_key_and_a_closed_account(other, budi):
    ApiKey.objects.update(active=False)
    assert other.post().status_code == 403
    ApiKey.objects.update(active=True)
    budi.is_active = False
    budi.save()
    assert other.post().status_code == 403


BAD = [
    ({"service_code": None}, 400, "service_code"), ({"service_code": "none"}, 404, "service_code"), ({"service_code": "\x00"}, 404, "service_code"),
    ({"lat": None}, 400, "lat"), ({"lat": None, "long": None}, 400, "lat"), ({"lat": "nan"}, 400, "lat"), ({"long": "1e400"}, 400, "long"),
    ({"lat": 0, "long": 0}, 400, "lat"), ({"long": OUTSIDE[0]}, 400, "lat"), ({"lat": GAMBIR[0], "long": GAMBIR[1]}, 400, "lat"),
    ({"lat": None, "long": None, "address_id": "99"}, 400, "address_id"), ({"description": "x" * 10_000}, 400, "description"),
    ({"description": "a\x00b"}, 400, "description"), ({"description": "a\u202eb"}, 400, "description"),
    ({"media": SimpleUploadedFile("a.jpg", b"text")}, 400, "media_url"), ({"media": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"0" * 16_000_000)}, 400, "MB"),
    ({"attribute[landmark]": "x" * 121}, 400, "landmark"), ({"attribute[visibility]": "secret"}, 400, "visibility"),
    ({"media_url": [f"https://a.example/{n}" for n in range(11)]}, 400, "10 foto"), ({"media_url": "not an address"}, 400, "media_url"),
]  # fmt: skip


@pytest.mark.parametrize("fields, status, said", BAD, ids=range(len(BAD)))
def test_bad_input_leaves_nothing(other, settings, fields, status, said):
    for value in fields.values():
        if hasattr(value, "seek"):
            value.seek(0)
    answer = other.post(**fields)
    assert (answer.status_code, answer.json()[0]["code"]) == (status, status)
    assert said in answer.json()[0]["description"]
    assert not Report.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_eleven_photos(other):
    assert "10 foto" in other.post(media=[photo(n) for n in range(11)]).json()[0]["description"]


@pytest.mark.parametrize("kind, body", [
    ("application/xml", b"<request/>"), ("application/json", b"{}"), ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"), ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(1100))),
])  # fmt: skip
def test_bodies_that_are_none(client, city, kind, body):
    answer = client.post("/open311/v2/requests.xml", body, content_type=kind)
    assert answer.status_code in (400, 403)
    assert read(answer).tag == "errors"


def test_the_limit_fires_for_each_address(other, client, settings):
    settings.API_WRITES_PER_MINUTE = 2
    answers = [other.post(description=str(n)) for n in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    client.defaults["REMOTE_ADDR"] = "10.0.0.2"
    assert other.post().status_code == 201


def test_questions_of_the_service(other, how_deep):
    told = other.get("services/flood").json()["attributes"][2]
    assert (told["code"], told["datatype"], told["required"], told["order"]) == ("depth", "number", False, 3)
    other.post(service_code="flood", **{"attribute[depth]": "50", "attribute[colour]": "red"})
    assert Report.objects.get().attributes == {"depth": 50}
    assert other.post(service_code="flood", client_id="x", **{"attribute[depth]": "deep"}).status_code == 400
