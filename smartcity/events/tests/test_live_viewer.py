"""Who listens, and that the rule in memory and the rule in SQL are one."""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from smartcity.accounts.actions import end_post, issue_token
from smartcity.accounts.models import Post, User
from smartcity.accounts.queries import Reach, reach
from smartcity.events.live_viewer import credential, reseated, viewer
from smartcity.events.models import Event
from smartcity.lib.time import at, now

pytestmark = pytest.mark.django_db


def cookie(client: Client) -> list[tuple[bytes, bytes]]:
    return [(b"cookie", f"theme=dark; sessionid={client.cookies['sessionid'].value}".encode())]


def test_a_bearer_is_the_owner_of_the_token(lurah_gambir: User, city: SimpleNamespace) -> None:
    raw = issue_token(lurah_gambir, "test")
    proof = credential([(b"cookie", b"sessionid=zzz"), (b"authorization", f"bearer {raw}".encode())])
    who = viewer(proof)
    assert who
    assert who.user_id == lurah_gambir.pk
    assert city.offices.gambir.pk in who.covers


@pytest.mark.parametrize("raw", ["", "nonsense"])
def test_a_wrong_token_is_nobody(raw: str) -> None:
    assert viewer(f"bearer {raw}") is None


def test_an_expired_token_is_nobody(siti: User) -> None:
    raw = issue_token(siti, "test", expires_at=now() - timedelta(seconds=1))
    assert viewer(f"bearer {raw}") is None


def test_a_session_is_its_owner(siti: User, client: Client) -> None:
    client.force_login(siti)
    who = viewer(credential(cookie(client)))
    assert who
    assert who.user_id == siti.pk


def test_an_ended_session_is_anybody(siti: User, client: Client) -> None:
    client.force_login(siti)
    headers = cookie(client)
    client.logout()
    assert viewer(credential(headers)) == Reach()


def test_a_session_whose_password_changed_is_anybody(siti: User, client: Client) -> None:
    client.force_login(siti)
    headers = cookie(client)
    siti.set_password("lain-sekali")
    siti.save()
    assert viewer(credential(headers)) == Reach()


def test_with_a_post_its_token_ends(lurah_gambir: User, siti: User) -> None:
    raw, anothers = issue_token(lurah_gambir, "test"), issue_token(siti, "test")
    end_post(Post.objects.get(user=lurah_gambir))
    assert viewer(f"bearer {raw}") is None
    assert viewer(f"bearer {anothers}")


def test_an_ended_post_reaches_no_further(lurah_gambir: User, client: Client) -> None:
    client.force_login(lurah_gambir)
    end_post(Post.objects.get(user=lurah_gambir))
    who = viewer(credential(cookie(client)))
    assert who
    assert who.covers == frozenset()


@pytest.mark.parametrize("headers", [[], [(b"cookie", b"theme=dark")], [(b"authorization", b"Basic eDp5")],
                                     [(b"cookie", b"\xff=;;=\x00")]])  # fmt: skip
def test_without_proof_it_is_anybody_and_nobody_is_asked(headers: Any) -> None:
    assert credential(headers) == ""


def test_memory_and_sql_agree_on_who_hears_what(
    city: SimpleNamespace, siti: User, budi: User, lurah_gambir: User, lurah_senen: User, camat_gambir: User,
    roads_officer: User, police_officer: User, verifier: User,
) -> None:  # fmt: skip
    offices = (None, city.offices.gambir, city.offices.senen, city.offices.roads)
    Event.objects.bulk_create(
        Event(subject="report:1", verb="x", audience=audience, office=office, from_office=giver, person=person)
        for audience, office, giver, person in product(("public", "office", "person"), offices, offices, (None, siti, lurah_gambir))
    )  # fmt: skip
    everything = list(Event.objects.all())
    viewers = [
        AnonymousUser(),
        siti,
        budi,
        lurah_gambir,
        lurah_senen,
        camat_gambir,
        roads_officer,
        police_officer,
        verifier,
    ]
    heard = []
    for person in viewers:
        who = reach(person)
        in_sql = set(Event.objects.visible_to(who).values_list("pk", flat=True))
        assert in_sql == {event.pk for event in everything if event.heard_by(who)}
        heard.append(len(in_sql))
    assert len(set(heard)) >= 5  # they do not all hear the same


def test_whose_seats_changed_just_now(lurah_gambir: User, lurah_senen: User) -> None:
    assert reseated(timedelta(seconds=10)) == frozenset()
    end_post(lurah_gambir.posts.get())
    assert reseated(timedelta(seconds=10)) == {lurah_gambir.pk}
    with at(now() + timedelta(seconds=11)):
        assert reseated(timedelta(seconds=10)) == frozenset()
