"""Numbers and addresses in what is to be published: the program is told what was found, and may confirm it."""

import pytest

from smartcity.api.tests.conftest import picture
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report

TEXT = "Lubang dalam, hubungi Bu Tini 0812-3456-7890"
TALK = "areas/31.71.01.1001/talk"


def test_it_works(program, siti, form):
    sent = form(text=TEXT, landmark="rumah siti@contoh.id")
    answer = program(siti).form("reports", sent)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["code"], problem["field"]) == ("personal", "text")
    assert problem["found"] == ["0812-3456-7890", "siti@contoh.id"]
    assert not Report.objects.exists()
    again = program(siti).form("reports", sent | {"photo": picture(), "confirm_personal": "true"})
    assert (again.status_code, again.json()["text"]) == (201, TEXT)


@pytest.mark.parametrize("fields", [{"visibility": "private"}, {"category": "crime"}])
def test_what_is_private_is_not_asked_about(program, siti, form, fields):
    assert program(siti).form("reports", form(text=TEXT, **fields)).status_code == 201


def test_the_same_client_id_has_the_same_answer(program, siti, form):
    sent = form(text=TEXT)
    program(siti).form("reports", sent | {"confirm_personal": "true"})
    again = program(siti).form("reports", sent | {"photo": picture()})
    assert (again.status_code, again["Idempotent-Replay"]) == (201, "true")


def test_an_unknown_category_is_what_is_wrong(program, siti, form):
    assert (
        program(siti).form("reports", form(text=TEXT, category="tak-ada")).json()["code"]
        == "unknown_category"
    )


def test_what_is_said_is_asked_about(program, siti, budi, report):
    filed, said = report(), actions.comment(report(), budi, text="Benar")
    post = actions.talk(filed.area, siti, text="Kerja bakti")
    for path, fields in (
        (f"reports/{filed.number}/comment", {}),
        (f"comments/{said.pk}/edit", {}),
        (f"talk/{post.pk}/answers", {}),
        (TALK, {}),
        ("letters", {"company": "Parkir Jaya"}),
    ):
        answer = program(budi).post(path, fields | {"text": TEXT})
        assert (answer.status_code, answer.json()["code"]) == (400, "personal"), path
    assert Comment.objects.count() == 2
    for path in (
        f"reports/{filed.number}/comment",
        f"comments/{said.pk}/edit",
        f"talk/{post.pk}/answers",
        TALK,
    ):
        answer = program(budi).post(path, {"text": TEXT, "confirm_personal": True})
        assert answer.status_code in (200, 201, 204), path


def test_its_own_report_is_asked_about(program, siti, report):
    filed = report(siti)
    path = f"reports/{filed.number}/edit"
    assert program(siti).post(path, {"text": TEXT}).json()["code"] == "personal"
    assert program(siti).post(path, {"text": TEXT, "confirm_personal": True}).status_code == 200


def test_a_stranger_hears_of_no_report(program, budi, siti, report):
    filed = report(siti, visibility="private")
    assert program(budi).post(f"reports/{filed.number}/comment", {"text": TEXT}).status_code == 404


def test_the_schema_tells_of_it(program):
    told = program().get("openapi.json").json()
    sends = told["paths"]["/api/v1/reports"]["post"]["requestBody"]["content"]["multipart/form-data"][
        "schema"
    ]
    assert sends["properties"]["confirm_personal"]["type"] == "boolean"
    assert "found" in told["components"]["schemas"]["Problem"]["properties"]
