"""Who is let in, and how the rest is told."""

import json

import pytest
from django.db import OperationalError
from django.test import Client

from smartcity.accounts.actions import end_post, issue_token
from smartcity.lib.time import now


@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Bearer", "Bearer ", "Basic c2l0aTp4", "wrong", "", "Bearer \xff\xfe"]
)
@pytest.mark.parametrize("path", ["me", "reports"])
def test_a_bad_token_is_no_visitor(program, city, header, path):
    answer = program().get(path, Authorization=header)
    assert (answer.status_code, answer.json()["code"], answer["Content-Type"]) == (
        401,
        "unauthorized",
        "application/problem+json",
    )


def test_a_bad_token_is_not_helped_by_a_session(client, siti):
    client.force_login(siti)
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_an_expired_token(client, siti):
    token = issue_token(siti, "old", expires_at=now())
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_closed_account(program, siti):
    speaks = program(siti)
    siti.is_active = False
    siti.save()
    assert speaks.get("me").status_code == 401


def test_a_seat_that_ended(program, lurah_gambir):
    speaks = program(lurah_gambir)
    end_post(lurah_gambir.posts.get())
    assert speaks.get("inbox").status_code == 401  # its token went with it
    assert program(lurah_gambir).get("inbox").status_code == 403


def test_a_session_reads(client, siti):
    client.force_login(siti)
    assert client.get("/api/v1/me").json()["username"] == "siti"


def test_a_session_writes_with_its_csrf_token(report, budi):
    filed, browser = report(), Client(enforce_csrf_checks=True)
    browser.force_login(budi)
    path = f"/api/v1/reports/{filed.number}/support"
    refused = browser.post(path)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    browser.cookies["csrftoken"] = "a" * 32
    assert browser.post(path, headers={"X-CSRFToken": "a" * 32}).status_code == 200


def test_a_token_needs_no_csrf(report, budi):
    filed, other = report(), Client(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {issue_token(budi, 'x')}"}
    assert other.post(f"/api/v1/reports/{filed.number}/support", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["nothing", "reports/abc", "reports/-1", "reports/" + "9" * 5000, "reports/1/fly", "%00", "../secret"],
)
def test_elsewhere(program, city, path):
    answer = program().get(path)
    assert (answer.status_code, answer.json()["code"], answer["Content-Type"]) == (
        404,
        "not_found",
        "application/problem+json",
    )


def test_absence_has_one_face(program, city):
    bodies = {
        program().get(path).content
        for path in ("nothing", "reports/999999", "reports/" + "9" * 30, "reports/999999/events")
    }
    assert len(bodies) == 1


@pytest.mark.parametrize(
    "method, path, allowed",
    [("delete", "reports", "GET, POST"), ("get", "reports/123456/accept", "POST"), ("post", "me", "GET")],
)
def test_other_methods(client, city, method, path, allowed):
    answer = getattr(client, method)(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert set(answer["Allow"].split(", ")) == set(allowed.split(", "))


def test_head_is_a_get_without_its_body(client, city):
    assert client.head("/api/v1/reports").status_code == 200
    assert client.head("/api/v1/reports/100000/accept").status_code == 405


def test_a_database_that_does_not_answer(program, siti, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("disk full")

    monkeypatch.setattr("smartcity.api.people.notices_queries.unseen_count", fail)
    answer = program(siti).get("me")
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "unavailable", "5")


def test_our_own_mistakes_stay_loud(program, siti, monkeypatch):
    monkeypatch.setattr("smartcity.api.people.notices_queries.unseen_count", lambda user: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        program(siti).get("me")


def test_no_cache_keeps_what_one_reader_got(program, siti):
    assert program(siti).get("me")["Cache-Control"] == "private, no-cache"


@pytest.fixture
def schema(client):
    return json.loads(client.get("/api/v1/openapi.json").content)


def test_the_schema(schema):
    assert "/api/v1/reports/{number}/accept" in schema["paths"]
    listing, filing = schema["paths"]["/api/v1/reports"]["get"], schema["paths"]["/api/v1/reports"]["post"]
    assert (listing["security"], filing["security"]) == ([{}, {"Bearer": []}], [{"Bearer": []}])
    assert {p["name"] for p in listing["parameters"]} >= {
        "status",
        "category",
        "area",
        "bbox",
        "since",
        "until",
        "q",
        "before",
        "limit",
    }
    assert "application/problem+json" in filing["responses"]["409"]["content"]


def test_every_reference_of_the_schema_leads_somewhere(schema):
    named = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
    assert set(_references(schema)) <= named


def _references(told):
    if isinstance(told, dict):
        yield from [told["$ref"]] if isinstance(told.get("$ref"), str) else []
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list) else []:
        yield from _references(part)


def test_the_manual_shows_every_operation_and_asks_nobody_elsewhere(client, schema):
    page = client.get("/api/v1/docs").content.decode()
    assert all(
        f'id="{told["operationId"]}"' in page
        for methods in schema["paths"].values()
        for told in methods.values()
    )
    assert "http://" not in page.replace("http://www.w3.org/", "")
    assert "https://" not in page


def test_the_root_leads_to_the_manual(client):
    assert client.get("/api/v1/")["Location"] == "/api/v1/docs"
