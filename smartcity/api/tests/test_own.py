"""One's own report by a program: mended, hidden, taken away; and the name behind it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smartcity.accounts.actions import issue_token
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report
from smartcity.testing.city import jpeg

TOLD = "Bu Siti"


@pytest.fixture
def speak():
    def by(user):
        client = Client(headers={"Authorization": f"Bearer {issue_token(user, 'x')}"})

        def do(method, path, body=None):
            kind = {"content_type": "application/json"} if method != "get" else {}
            return getattr(client, method)(f"/api/v1{path}", body or {}, **kind)

        return do

    return by


def test_it_works(report, siti, speak):
    filed, do = report(), speak(siti)
    at = f"/reports/{filed.number}"
    assert do("get", at).json()["rights"] == ["edit", "correct", "add_photos", "hide", "withdraw", "unsign"]
    answer = do("post", f"{at}/edit", {"text": "Dua lubang", "landmark": "Halte"})
    assert (answer.json()["text"], answer.json()["landmark"]) == ("Dua lubang", "Halte")
    assert do("post", f"{at}/hide").json()["visibility"] == "private"
    assert do("delete", at).status_code == 204
    assert do("get", at).status_code == 404


def test_a_stranger_may_none_of_it(report, budi, lurah_gambir, speak):
    filed = report()
    for do in (speak(budi), speak(lurah_gambir)):
        for method, path in (("post", "/edit"), ("post", "/hide"), ("post", "/unsign"), ("delete", "")):
            body = {"text": "x"} if path == "/edit" else {}
            assert do(method, f"/reports/{filed.number}{path}", body).status_code == 403, path
    assert Report.objects.get().public


def test_delete_needs_a_token(report, client):
    assert client.delete(f"/api/v1/reports/{report().number}").status_code == 401


def test_what_is_touched_is_unsigned_instead(report, siti, budi, speak):
    filed, do = report(), speak(siti)
    speak(budi)("post", f"/reports/{filed.number}/support")
    answer = do("delete", f"/reports/{filed.number}")
    assert (answer.status_code, answer.json()["code"]) == (409, "touched")
    assert do("post", f"/reports/{filed.number}/unsign").status_code == 204
    assert Report.objects.get().author is None


def test_a_name_from_question_to_answer(report, siti, budi, lurah_gambir, lurah_senen, speak, city):
    filed = report()
    at, office = f"/reports/{filed.number}", city.offices.gambir.code
    lurah, reporter = speak(lurah_gambir), speak(siti)
    assert lurah("get", at).json()["rights"] == ["ask_name"]
    assert lurah("post", f"{at}/ask_name", {"reason": "Perlu bertemu"}).status_code == 200
    assert lurah("post", f"{at}/name").json()["code"] == "not_disclosed"
    (asked,) = reporter("get", f"{at}/disclosures").json()["items"]
    assert (asked["state"], asked["reason"], asked["seen"]) == ("asked", "Perlu bertemu", [])
    answer = reporter("post", f"{at}/decide", {"office": office, "allow": True, "told": TOLD})
    assert answer.json()["items"][0]["state"] == "allowed"
    assert lurah("get", at).json()["rights"] == ["name"]
    assert lurah("post", f"{at}/name").json() == {"told": TOLD}
    assert len(reporter("get", f"{at}/disclosures").json()["items"][0]["seen"]) == 1
    (theirs,) = lurah("get", f"{at}/disclosures").json()["items"]
    assert (theirs["told"], theirs["seen"]) == ("", [])
    for other in (speak(budi), speak(lurah_senen)):
        assert other("post", f"{at}/name").status_code == 403
        assert other("get", f"{at}/disclosures").status_code == 403
        assert (
            other("post", f"{at}/decide", {"office": office, "allow": True, "told": "x"}).status_code == 403
        )


def test_an_office_that_did_not_ask(report, siti, speak, city):
    body = {"office": city.offices.senen.code, "allow": True, "told": TOLD}
    assert speak(siti)("post", f"/reports/{report().number}/decide", body).status_code == 404


def test_recognition(siti, speak, client):
    told = speak(siti)("get", "/me/recognition").json()
    assert (told["points"], told["lines"]) == (0, [])
    assert {badge["code"] for badge in told["badges"]} == {"witness", "keeper", "flood"}


def test_export_and_erase_want_the_password_of_a_token(siti, speak, settings, tmp_path, report):
    settings.DATA = tmp_path
    report()
    do = speak(siti)
    assert do("post", "/me/export").json()["code"] == "password_missing"
    assert do("post", "/me/erase", {"word": "HAPUS", "password": "salah"}).status_code == 400
    assert b"laporan.json" in do("post", "/me/export", {"password": "rahasia-sekali"}).getvalue()
    assert do("post", "/me/erase", {"word": "ya", "password": "rahasia-sekali"}).status_code == 400
    assert do("post", "/me/erase", {"word": "HAPUS", "password": "rahasia-sekali"}).status_code == 204
    assert do("get", "/me").status_code == 401
    assert Report.objects.get().author is None


def test_words_are_erased_only_when_asked(siti, budi, speak, settings, tmp_path, report):
    settings.DATA = tmp_path
    filed, way_out = report(), {"word": "HAPUS", "password": "rahasia-sekali"}
    for who, more in ((siti, {"words_too": True}), (budi, {})):
        actions.comment(filed, who, text=f"Kata {who}")
        assert speak(who)("post", "/me/erase", way_out | more).status_code == 204
    assert [said.text for said in Comment.objects.order_by("pk")] == ["", "Kata Budi"]


def test_what_stood_there_before_an_edit(report, siti, budi, lurah_gambir, lurah_senen, speak):
    filed = report()
    speak(siti)("post", f"/reports/{filed.number}/edit", {"text": "Dua lubang"})
    for who, knows in ((siti, True), (lurah_gambir, True), (budi, False), (lurah_senen, False)):
        *_before, edited = speak(who)("get", f"/reports/{filed.number}/events").json()["items"]
        assert edited["data"]["fields"] == ["text"]
        assert ("Lubang dalam" in edited["data"].get("before", "")) == knows, who


def test_category_place_and_photos_are_put_right(report, program, siti):
    filed, speaks = report(), program(siti)
    at = f"reports/{filed.number}"
    told = speaks.post(f"{at}/correct", {"category": "lamp", "landmark": "Halte"}).json()
    assert (told["category"]["code"], told["office"]["title"], told["landmark"]) == (
        "lamp", "Dinas Bina Marga", "Halte",
    )  # fmt: skip
    told = speaks.form(
        f"{at}/photos", {"photo": SimpleUploadedFile("a.jpg", jpeg(seed=4), "image/jpeg")}
    ).json()
    assert len(told["photos"]) == 2
    name = told["photos"][0]["url"].rsplit("/", 1)[1].removesuffix(".jpg")
    assert len(speaks.post(f"{at}/photos", {"remove": [name]}).json()["photos"]) == 1
    events = [one for one in speaks.get(f"{at}/events").json()["items"] if one["verb"] == "corrected"]
    assert (events[0]["data"]["was"], events[0]["data"]["now"]) == ("Jalan rusak", "Lampu jalan padam")


def test_anothers_is_not_put_right(report, program, budi):
    filed = report()
    for path, body in (("correct", {"category": "lamp"}), ("photos", {})):
        assert program(budi).post(f"reports/{filed.number}/{path}", body).status_code == 403
