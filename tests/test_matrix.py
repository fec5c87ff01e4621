"""Drill 12: every route, every role, a foreign object; and addresses that were guessed."""

import json
import re
import secrets
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from smartcity.accounts.models import Role
from smartcity.offices.actions import found
from smartcity.reports import media, views
from smartcity.reports.numbers import number_of
from smartcity.testing.city import _official, jpeg
from tests import matrix

ABSENT = number_of(800_000)
HIDDEN_PARTS = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"at": [0-9]+'
)


def routes(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def test_every_route_is_in_the_table():
    listed = set(matrix.PAGES) | set(matrix.REPORTS)
    assert set(routes()) - listed == set(), "say in tests/matrix.py who may see what there"


def test_the_table_names_no_route_that_is_gone():
    assert (set(matrix.PAGES) | set(matrix.REPORTS)) - set(routes()) == set()


@pytest.fixture
def people(request, city):
    """A signed-in client for each role."""
    clinic = found("rs", "hospital", "RS Contoh", parent=city.offices.province)
    clients = {}
    for name in matrix.PEOPLE:
        clients[name] = Client()
        if name == "clerk":
            clients[name].force_login(_official("clerk", clinic, Role.CLERK))
        elif name != "anonymous":
            clients[name].force_login(request.getfixturevalue(name))
    return clients


@pytest.fixture
def reports(report):
    return {"public": report(), "private": report(visibility="private"), "crime": report(category="crime")}


def address(route, number=""):
    route = (
        route.replace("<int:number>", str(number))
        .replace("<z>/<x>/<y>", "10/816/529")
        .replace("<str:code>", "31.71")
        .replace("<int:pk>", "1")
        .replace("<int:id>", "1")
        .replace("<str:token>/", "forged/")
        .replace("<slug:code>", "road")
        .replace("<slug:what>", "wilayah")
        .replace("<slug:figure>", "cases")
        .replace("<code>", "31.71")
        .replace("<int:comment>", "1")
        .replace("<str:person>", "nobody")
        .replace("<person>", "nobody")
        .replace("<str:name>", "laporan-2026-10.csv")
        .replace("<str:part>", "laporan-9")
        .replace("<str:collection>", "reports")
        .replace("<str:feature>", "1")
    )
    return "/" + route.replace("<path:rest>", "nothing-here").replace("<slug:file>", "0" * 32).replace(
        "<str:secret>", "0" * 64
    ).replace("<str:format>", "json")


@pytest.mark.parametrize("route", sorted(matrix.PAGES))
def test_pages(people, route):
    anonymous, citizen, official, *others = matrix.PAGES[route]
    for name, client in people.items():
        expected = anonymous if name == "anonymous" else citizen if name in matrix.CITIZENS else official
        if others and name in others[0]:
            expected = matrix.FINE
        answer = client.get(address(route) + matrix.QUERY.get(route, ""))
        assert answer.status_code == expected, f"{name} at /{route}"


@pytest.mark.parametrize("route", sorted(matrix.REPORTS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_for_you_is_absent(people, reports, route, method):
    rule = matrix.REPORTS[route]
    allowed = {"read": matrix.MAY_READ, "handle": matrix.MAY_HANDLE, "screen": matrix.MAY_SCREEN,
               "author": dict.fromkeys(reports, {"siti"}), "nobody": dict.fromkeys(reports, set()),
               "public": {"public": set(matrix.PEOPLE), "private": set(), "crime": set()}}[rule]  # fmt: skip
    for name, client in people.items():
        absent = told(client, method, route, ABSENT)
        for kind, report in reports.items():
            answer = told(client, method, route, report.number)
            if name not in allowed[kind]:
                assert answer == absent, f"{name}, the {kind} one, {method} /{route}"
            elif absent[0] == 404:
                assert answer[0] != 404, f"{name}, the {kind} one, {method} /{route}"
            assert answer[0] < 500, f"{name}, the {kind} one, {method} /{route}"


@pytest.mark.parametrize("verb", sorted(matrix.MOVERS))
def test_whose_move_it_is(people, reports, verb):
    for name, client in people.items():
        status, _body = told(client, "post", f"api/v1/reports/<int:number>/{verb}", reports["public"].number)
        expected = "not yours" if name not in matrix.MOVERS[verb] else "yours"
        said = "not yours" if status in (401, 403) else "yours"
        assert said == expected, f"{name} {verb}: {status}"


def told(client, method, route, number):
    """Status and body of one request, with what differs from report to report taken out; its effects are undone."""
    where = address(route, number)
    with transaction.atomic():
        if method == "get":
            answer = client.get(where)
        elif route.startswith("api/"):
            answer = client.post(where, json.dumps(body(where)), content_type="application/json")
        else:
            answer = client.post(where, body(where) | {"photo": BytesIO(jpeg(seed=5))})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    content += answer.get("Location", "").encode()
    for form in (str(number), f"{number:,}".replace(",", " "), f"{number:,}".replace(",", ".")):
        content = content.replace(form.encode(), b"#")
    return answer.status_code, HIDDEN_PARTS.sub(b"", content)


def body(where):
    verb = where.rstrip("/").rsplit("/", 1)[1]
    fields = {
        "reason": "Sebab",
        "text": "Kata",
        "party": "PLN",
        "to": "roads",
        "into": where.rstrip("/").rsplit("/", 2)[1],
        "secret": "salah",
    }
    wanted = {
        "accept": (), "resume": (), "support": (), "confirm": (), "coordinate": ("party", "reason"), "forward": ("to", "reason"),
        "merge": ("into",), "comment": ("text",), "claim": ("secret",), "comments": ("text",), "events": (),
        "edit": ("text",), "correct": (), "photos": (), "hide": (), "unsign": (), "name": (), "decide": (), "disclosures": (),
        "follow": (), "sign": (),
    }.get(verb, ("reason",) if where.startswith("/api/") else fields)  # fmt: skip
    told = {name: fields[name] for name in wanted}
    return told | {"into": int(told["into"])} if where.startswith("/api/") and "into" in told else told


def test_media_of_a_private_report(people, reports):
    (photo,) = reports["private"].photos.all()
    plain, signed = media.address(photo.name), media.address(photo.name, private=True)
    for name, client in people.items():
        assert client.get(plain).status_code == 404, name
        expected = 200 if name in matrix.MAY_READ["private"] else 404
        answer = client.get(signed)
        answer.getvalue()  # reads the file to its end, which closes it
        assert answer.status_code == expected, name


def test_media_of_a_public_report(people, reports):
    (photo,) = reports["public"].photos.all()
    for name, client in people.items():
        answer = client.get(media.address(photo.name, small=True))
        answer.getvalue()  # reads the file to its end, which closes it
        assert answer.status_code == 200, name


def test_guessed_addresses_are_all_told_the_same(report, client):
    report(visibility="private")
    guesses = [secrets.token_hex(16) for _ in range(50)]
    answers = ((guess, client.get(f"/media/{guess}.jpg")) for guess in guesses)
    told = {
        (a.status_code, HIDDEN_PARTS.sub(b"", a.content).replace(guess.encode(), b"#"))
        for guess, a in answers
    }
    assert len(told) == 1


def test_ten_thousand_guessed_addresses(report, rf):
    """At the view itself, for speed: none is a picture."""
    report(visibility="private")
    request = rf.get("/media/x.jpg")
    request.user = AnonymousUser()
    for _ in range(10_000):
        with pytest.raises(Http404):
            views.photo(request, file=secrets.token_hex(16))
