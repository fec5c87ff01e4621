"""servicerequestupdates, mySociety's extension."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.lib.time import at, now, w3c
from smartcity.reports import actions
from smartcity.reports.models import Comment
from smartcity.testing.city import jpeg


@pytest.fixture
def answered(report, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    actions.answer(filed, lurah_gambir, reason="Sudah ditambal", photos=[BytesIO(jpeg(seed=5))])
    return filed


def updates(other, **query):
    return other.get("servicerequestupdates", **query).json()


def test_it_works(other, answered):
    accepted, told = updates(other)
    assert set(told) == {
        "update_id",
        "service_request_id",
        "status",
        "updated_datetime",
        "description",
        "media_url",
        "official",
    }
    assert (told["service_request_id"], told["status"]) == (str(answered.number), "open")
    assert (accepted["description"], told["description"]) == (
        "Lurah Gambir mulai mengerjakan.",
        "Dijawab Lurah Gambir: Sudah ditambal",
    )
    assert told["media_url"].startswith("http://testserver/media/")


def test_in_xml(other, answered):
    root = other.xml("servicerequestupdates")
    assert (root.tag, {child.tag for child in root}) == ("service_requests_updates", {"request_update"})


def test_comments_are_updates(other, report, budi, lurah_gambir):
    filed = report()
    actions.comment(filed, budi, text="Benar")
    actions.comment(filed, lurah_gambir, text="Besok")
    said = [(u["description"], u["official"]) for u in updates(other)]
    assert said == [("Benar", False), ("Lurah Gambir: Besok", True)]


def test_of_one_and_of_some_days(other, answered, report, budi):
    with at(now() - timedelta(days=3)):
        filed = report()
        actions.comment(filed, budi, text="Lama")
    assert [u["description"] for u in updates(other, service_request_id=str(filed.number))] == ["Lama"]
    assert len(updates(other, start_date=w3c(now() - timedelta(days=1)))) == 2
    assert updates(other, service_request_id="abc") == []


def test_private_ones_never(other, report, lurah_gambir):
    actions.accept(report(visibility="private"), lurah_gambir)
    assert updates(other) == []


def test_queries_do_not_grow(other, report, budi, lurah_gambir, django_assert_num_queries):
    for _ in range(3):
        filed = report()
        actions.comment(filed, budi, text="x")
        actions.accept(filed, lurah_gambir)
    with django_assert_num_queries(2):
        updates(other)


def say(other, number, **fields):
    return other.post(
        "servicerequestupdates", **({"service_request_id": str(number), "service_code": None} | fields)
    )


def test_posted(other, report, budi):
    filed = report()
    answer = say(
        other,
        filed.number,
        description="Masih ada",
        status="OPEN",
        media_url="https://a.example/1.jpg",
        update_id="17",
    )
    said = Comment.objects.get()
    assert (answer.status_code, answer.json()) == (201, [{"update_id": f"c{said.pk}"}])
    assert (said.user, said.text) == (budi, "Masih ada\nhttps://a.example/1.jpg")


def test_what_was_posted_comes_back_under_the_same_id(other, report):
    posted = say(other, report().number).json()[0]["update_id"]
    assert [update["update_id"] for update in updates(other)] == [posted]


def test_the_same_again_is_the_same_update(other, report):
    filed = report()
    assert say(other, filed.number).content == say(other, filed.number).content
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("fields, status", [
    ({"api_key": "wrong"}, 403), ({"service_request_id": "1"}, 404), ({"service_request_id": ""}, 400), ({"description": ""}, 400),
    ({"description": "x" * 10_000}, 400), ({"description": "a\x00b"}, 400),
])  # fmt: skip
def test_bad_ones(other, report, fields, status):
    answer = say(other, report().number, **fields)
    assert (answer.status_code, answer.json()[0]["code"]) == (status, status)
    assert not Comment.objects.exists()


def test_a_private_one_is_as_absent(other, report):
    hidden = report(visibility="private")
    one, none = say(other, hidden.number), say(other, 999_999)
    assert (one.status_code, one.content) == (404, none.content)


def test_files_are_not_dropped_in_silence(other, report):
    assert say(other, report().number, media=SimpleUploadedFile("a.jpg", jpeg())).status_code == 400
