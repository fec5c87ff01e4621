"""POST reports."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.api.tests.conftest import picture
from smartcity.reports.models import Category, Photo, Report
from smartcity.testing.city import GAMBIR, OUTSIDE


def test_it_works(program, siti, form):
    answer = program(siti).form("reports", form(landmark="Depan halte", accuracy="12"))
    assert answer.status_code == 201
    told = answer.json()
    assert told["status"] == "waiting"
    assert told["area"] == {"code": "31.71.01.1001", "name": "Gambir"}
    assert told["office"] == {"code": "kelurahan-31.71.01.1001", "title": "Lurah Gambir"}
    assert answer["Location"] == f"/api/v1/reports/{told['number']}"
    row = Report.objects.get()
    assert (told["number"], row.author, row.channel, row.accuracy) == (row.number, siti, "api", 12)
    assert told["due"] == row.due.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_several_photos_in_their_order(program, siti, form):
    answer = program(siti).form("reports", form(photo=[picture(1), picture(2)]))
    assert len(answer.json()["photos"]) == 2


def test_the_same_client_id_is_the_same_answer(program, siti, form):
    speaks, fields = program(siti), form()
    first = speaks.form("reports", fields)
    again = speaks.form("reports", fields | {"photo": picture()})
    assert (again.status_code, again.json()) == (201, first.json())
    assert (first.headers.get("Idempotent-Replay"), again["Idempotent-Replay"]) == (None, "true")
    assert Report.objects.count() == 1


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_what_is_answered_is_what_is_read_of_it_a_moment_later(program, siti, form, visibility):
    filed = program(siti).form("reports", form(visibility=visibility)).json()
    assert filed == program(siti).get(f"reports/{filed['number']}").json()


def test_anothers_client_id(program, siti, budi, form):
    fields = form()
    program(siti).form("reports", fields)
    answer = program(budi).form("reports", fields | {"photo": picture()})
    assert (answer.status_code, answer.json()["code"]) == (409, "client_id_taken")
    assert Report.objects.count() == 1


def test_private(program, siti, form):
    told = program(siti).form("reports", form(visibility="private")).json()
    assert told["visibility"] == "private"
    assert "?k=" in told["photos"][0]["url"]


def test_nobody_files_nothing(program, form):
    answer = program().form("reports", form())
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def photo(name, content, kind="image/jpeg"):
    return SimpleUploadedFile(name, content, kind)


BAD = [
    ({"photo": None}, "photo_missing", "photo"),
    ({"photo": "a word"}, "value_error", "photo.0"),
    ({"photo": photo("a.jpg", b"just text")}, "not_a_photo", "photo"),
    ({"photo": photo("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")}, "not_a_photo", "photo"),
    ({"photo": photo("a.jpg", b"\xff\xd8\xff" + b"0" * 16_000_000)}, "photo_too_large", "photo"),
    ({"photo": [photo("a.jpg", b"\xff\xd8\xff")] * 11}, "too_many_photos", "photo"),
    ({"photo": photo("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")}, "photo_truncated", "photo"),
    ({"photo": photo("a.jpg", b"")}, "photo_empty", "photo"),
    ({"lon": 0, "lat": 0}, "no_position", "position"),
    ({"lon": OUTSIDE[0]}, "outside_city", "position"),
    ({"lon": GAMBIR[1], "lat": GAMBIR[0]}, "swapped", "position"),
    ({"lon": "NaN"}, "finite_number", "lon"),
    ({"lon": "1e400"}, "finite_number", "lon"),
    ({"lat": "-Infinity"}, "finite_number", "lat"),
    ({"lon": "1e300"}, "bad_position", "position"),
    ({"lon": "east"}, "float_parsing", "lon"),
    ({"lat": None}, "missing", "lat"),
    ({"category": "unknown"}, "unknown_category", "category"),
    ({"category": "ro\x00ad"}, "string_pattern_mismatch", "category"),
    ({"text": "x" * 10_000}, "text_too_long", "text"),
    ({"text": "   "}, "text_missing", "text"),
    ({"text": "null \x00 byte"}, "text_control", "text"),
    ({"text": "right \u202e left"}, "text_direction", "text"),
    ({"landmark": "x" * 121}, "text_too_long", "landmark"),
    ({"visibility": "secret"}, "literal_error", "visibility"),
    ({"accuracy": "-1"}, "greater_than_equal", "accuracy"),
    ({"area": "99.99"}, "bad_area", "area"),
    ({"area": "\x00"}, "string_pattern_mismatch", "area"),
    ({"client_id": "1"}, "uuid_parsing", "client_id"),
    ({"client_id": None}, "missing", "client_id"),
    ({"latitude": "-6.17"}, "extra_forbidden", "latitude"),
    ({"text": photo("text.txt", b"a file")}, "string_type", "text"),
    ({"document": photo("a.pdf", b"%PDF")}, "extra_forbidden", "document"),
]


@pytest.mark.parametrize(
    "changes, code, field", BAD, ids=[f"{code}-{n}" for n, (_, code, _f) in enumerate(BAD)]
)
def test_bad_input_leaves_nothing(program, siti, form, settings, changes, code, field):
    for value in changes.values():
        for file in value if isinstance(value, list) else [value]:
            if hasattr(file, "seek"):
                file.seek(0)
    answer = program(siti).form("reports", form(**changes))
    told = answer.json()
    assert (answer.status_code, told["code"], told["field"]) == (400, code, field)
    assert answer["Content-Type"] == "application/problem+json"
    assert set(told) >= {"type", "title", "status", "detail"}
    assert not Report.objects.exists()
    assert not Photo.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


BODIES = [
    ("application/json", b"{", 400, "bad_json"),
    ("application/json", b"[1]", 400, "bad_json"),
    ("application/json", b"\xff\xfe\x00", 400, "bad_json"),
    ("application/json", b"[" * 100_000, 400, "bad_json"),
    ("application/json", b'{"lon": ' + b"9" * 5000 + b"}", 400, "bad_json"),
    ("application/json", b"{}", 400, "missing"),
    ("application/json", b'{"text": "\\ud800", "lon": NaN, "lat": 1e400}', 400, "missing"),
    ("application/json", b'{"text": "' + b"x" * 2_600_000 + b'"}', 413, "too_large"),
    ("application/json", b'{"\\ud800": 1}', 400, "string_unicode"),
    ("text/plain", b"hello", 415, "bad_content_type"),
    ("application/xml", b"<report/>", 415, "bad_content_type"),
    ("multipart/form-data", b"no boundary", 400, "unreadable"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data", 400, "missing"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n\xff\xd8',
     400, "missing"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"text=x", 400, "unreadable"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(1100)), 400, "unreadable"),
]  # fmt: skip


@pytest.mark.parametrize("kind, body, status, code", BODIES, ids=range(len(BODIES)))
def test_bodies_that_are_none(program, siti, kind, body, status, code):
    speaks = program(siti)
    answer = speaks.client.post("/api/v1/reports", body, content_type=kind, headers=speaks.headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"


def test_every_fault_is_named(program, siti):
    errors = program(siti).post("reports", {"lon": "east", "colour": "red"}).json()["errors"]
    assert {error["field"] for error in errors} >= {
        "client_id",
        "category",
        "text",
        "lon",
        "lat",
        "colour",
    }


def test_the_readers_language(program, siti, form):
    speaks = program(siti)
    fields = form(lon=OUTSIDE[0])
    assert "luar wilayah" in speaks.form("reports", fields).json()["detail"]
    fields["photo"].seek(0)
    assert "outside" in speaks.form("reports", fields, **{"Accept-Language": "en"}).json()["detail"].lower()


def test_the_limit_fires(program, siti, budi, form, settings):
    settings.API_WRITES_PER_MINUTE = 2
    speaks = program(siti)
    answers = [speaks.post("reports", {}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert answers[2].json()["code"] == "too_often"
    assert speaks.get("me").status_code == 200
    assert program(budi).form("reports", form()).status_code == 201


def test_what_the_schema_promises(client):
    told = json.loads(client.get("/api/v1/openapi.json").content)["paths"]["/api/v1/reports"]["post"]
    form = told["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert set(form["required"]) == {"client_id", "category", "text", "lon", "lat"}
    assert set(form["properties"]) == {
        "client_id",
        "confirm_personal",
        "category",
        "text",
        "lon",
        "lat",
        "photo",
        "visibility",
        "accuracy",
        "landmark",
        "area",
        "attributes",
    }


DEPTH = {"code": "depth", "kind": "depth_cm", "id": "Dalamnya?", "en": "How deep?", "most": 500,
         "choices": [{"key": "50", "id": "Lutut", "en": "Knee"}]}  # fmt: skip


def test_answers_to_the_categorys_questions(program, siti, form):
    Category.objects.filter(code="flood").update(questions=[DEPTH])
    asked = program().get("categories").json()["items"][1]["questions"]
    assert asked == [{"code": "depth", "wording": "Dalamnya?", "kind": "depth_cm", "required": False, "least": 0, "most": 500,
                      "unit": "", "office": "", "choices": [{"key": "50", "name": "Lutut"}]}]  # fmt: skip
    told = program(siti).form("reports", form(category="flood", attributes='{"depth": 50}'))
    assert told.json()["attributes"] == {"depth": 50}


@pytest.mark.parametrize("attributes", ['{"colour": "red"}', '{"depth": 501}', '{"depth": [1]}', '{"depth": 1.5}', "depth",
                                        "[]", "1", "[" * 9000, '{"' + "x" * 60 + '": "1"}'])  # fmt: skip
def test_bad_answers(program, siti, form, attributes):
    Category.objects.filter(code="flood").update(questions=[DEPTH])
    answer = program(siti).form("reports", form(category="flood", attributes=attributes))
    assert answer.status_code == 400
    assert answer.json()["field"].startswith("attribute")
    assert not Report.objects.exists()
