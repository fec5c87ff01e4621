"""What speaks for a seat ends with it: sessions and tokens, at once; what is a citizen's stays."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from smartcity.accounts.actions import appoint, end_post, issue_token
from smartcity.accounts.again import METHODS, signed_in_lately
from smartcity.accounts.models import OpenSession, Role, Token
from smartcity.accounts.queries import user_of_token
from smartcity.accounts.sessions import end_sessions, end_with_their_seats, sweep
from smartcity.lib.time import at, now

WHO = {"username": "lurah.gambir", "password": "rahasia-sekali"}


@pytest.fixture(autouse=True)
def trial(settings):
    settings.PASSWORD_ALONE = True


@pytest.fixture
def inside(lurah_gambir):
    browser = Client()
    browser.post("/crop/masuk/", WHO)
    return browser


def test_it_works(inside, lurah_gambir):
    assert OpenSession.objects.get().user == lurah_gambir
    assert inside.get("/crop/").status_code == 200
    assert inside.get("/api/v1/inbox").status_code == 200
    end_post(lurah_gambir.posts.get())
    assert not Session.objects.exists()
    assert inside.get("/crop/").url.startswith("/crop/masuk/")
    assert inside.get("/api/v1/inbox").status_code == 401


def test_the_citizens_session_stays(inside, lurah_gambir):
    citizen = Client()
    citizen.post("/qlue/masuk/", WHO)
    end_post(lurah_gambir.posts.get())
    assert citizen.get("/qlue/saya/").status_code == 200
    assert citizen.get("/api/v1/inbox").status_code == 403


def test_tokens_end(lurah_gambir, lurah_senen):
    theirs, anothers = issue_token(lurah_gambir, "x"), issue_token(lurah_senen, "x")
    end_post(lurah_gambir.posts.get())
    assert user_of_token(theirs) is None
    assert user_of_token(anothers) == lurah_senen


def test_of_two_seats_the_other_is_entered_anew(inside, lurah_gambir, city):
    appoint(lurah_gambir, city.offices.camat, Role.CAMAT)
    end_post(lurah_gambir.posts.get(role=Role.LURAH))
    assert inside.get("/crop/").status_code == 302
    inside.post("/crop/masuk/", WHO)
    assert inside.get("/crop/").status_code == 200


def test_a_request_under_way_brings_nothing_back(inside, lurah_gambir):
    session = inside.session
    session["x"] = 1
    end_post(lurah_gambir.posts.get())
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_a_seat_whose_time_runs_out(inside, lurah_gambir):
    token = issue_token(lurah_gambir, "x")
    lurah_gambir.posts.update(until=now() + timedelta(minutes=5))
    assert end_with_their_seats() == 0
    with at(now() + timedelta(minutes=6)):
        assert end_with_their_seats() == 1
        assert end_with_their_seats() == 0
        assert user_of_token(token) is None
    assert not Session.objects.exists()


def test_what_was_opened_after_an_end_stays(lurah_gambir, city):
    with at(now() - timedelta(days=9)):
        end_post(lurah_gambir.posts.get())
    appoint(lurah_gambir, city.offices.senen, Role.LURAH)
    Client().post("/crop/masuk/", WHO)
    issue_token(lurah_gambir, "x")
    assert end_with_their_seats() == 0
    assert Token.objects.exists()


def test_sweeping(inside, lurah_senen):
    OpenSession.objects.create(user=lurah_senen, key="gone")
    sweep()
    assert [one.user.username for one in OpenSession.objects.all()] == ["lurah.gambir"]


def test_all_of_one_person_end_and_nobody_elses(inside, lurah_gambir, lurah_senen):
    citizen, other = Client(), Client()
    citizen.post("/qlue/masuk/", WHO)
    other.post("/qlue/masuk/", WHO | {"username": "lurah.senen"})
    end_sessions(lurah_gambir, all_of_them=True)
    assert [one.user for one in OpenSession.objects.all()] == [lurah_senen]
    assert [one.session_key for one in Session.objects.all()] == [other.session.session_key]


def test_a_citizens_session_is_no_seats(lurah_gambir):
    Client().post("/qlue/masuk/", WHO)
    assert not OpenSession.objects.get().seat
    lurah_gambir.posts.update(until=now() + timedelta(minutes=5))
    with at(now() + timedelta(minutes=6)):
        assert end_with_their_seats() == 0
    assert Session.objects.exists()


def test_sessions_open_before_are_noted(lurah_gambir, lurah_senen):
    for who in ("lurah.gambir", "lurah.senen"):
        Client().post("/qlue/masuk/", WHO | {"username": who})
    SessionStore().save()
    OpenSession.objects.filter(user=lurah_gambir).delete()
    migration = import_module("smartcity.accounts.migrations.0009_sessions_of_citizens")
    migration.note_open_ones(apps, None)
    assert [(one.user, one.seat) for one in OpenSession.objects.order_by("user")] == [
        (lurah_gambir, False),
        (lurah_senen, False),
    ]


def test_a_session_that_noted_no_sign_in_is_not_lately_opened(lurah_gambir, rf):
    lurah_gambir.last_login = now()
    request = rf.get("/")
    request.user, request.session = lurah_gambir, {}
    assert not signed_in_lately(request)
    request.session = {METHODS: [{"method": "password", "at": now().timestamp() - 660}]}
    assert not signed_in_lately(request), "whatever was done elsewhere meanwhile"
    request.session[METHODS].append({"method": "password", "at": now().timestamp()})
    assert signed_in_lately(request)
