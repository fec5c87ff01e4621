"""A session is what was kept, until it is over or ended; one query finds it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from smartcity.lib.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(**what: str) -> str:
    store = SessionStore()
    store.update(what)
    store.create()
    store.save()
    assert store.session_key
    return store.session_key


def test_it_works() -> None:
    assert SessionStore(kept(area="Gambir"))["area"] == "Gambir"


def test_what_is_changed_is_kept() -> None:
    store = SessionStore(kept(area="Gambir"))
    store["area"] = "Senen"
    store.save()
    assert SessionStore(store.session_key)["area"] == "Senen"


def test_anothers_key_opens_only_theirs() -> None:
    mine, theirs = kept(area="Gambir"), kept(area="Senen")
    assert (SessionStore(mine)["area"], SessionStore(theirs)["area"]) == ("Gambir", "Senen")


def test_an_unknown_key_is_empty_and_never_taken_over() -> None:
    store = SessionStore("a" * 32)
    assert store.get("area") is None
    assert store.session_key is None


def test_one_that_is_over_is_empty() -> None:
    key = kept(area="Gambir")
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(key).get("area") is None


def test_an_ended_one_is_empty() -> None:
    key = kept(area="Gambir")
    SessionStore(key).delete()
    assert SessionStore(key).get("area") is None


def test_a_tampered_one_is_empty() -> None:
    key = kept(area="Gambir")
    Session.objects.filter(pk=key).update(session_data="eyJhcmVhIjoiR2FtYmlyIn0:1x:forged")
    assert SessionStore(key).get("area") is None


def test_one_query_finds_it(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    key = kept(area="Gambir")
    with django_assert_num_queries(1):
        assert SessionStore(key)["area"] == "Gambir"


@pytest.mark.parametrize(
    "odd", ["\0" * 32, "a" * 31 + "\0", "\udc80" * 32, "A" * 32, "a" * 6000, "' or 1=1 --"]
)
def test_a_key_no_city_makes_is_not_looked_for(odd, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    """PostgreSQL stumbles at some of these, where SQLite finds nothing."""
    with django_assert_num_queries(0):
        assert SessionStore(odd).get("area") is None
