"""Whose session it is and where they sit, by plain SQL: what the ORM would have said, each in one query."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import end_post
from smartcity.accounts.backends import PasswordBackend, SeatBackend
from smartcity.accounts.models import Post, User
from smartcity.accounts.queries import reach
from smartcity.lib.rows import by_pk
from smartcity.lib.time import now

pytestmark = pytest.mark.django_db


def fields_of(model):
    return {field.attname: getattr(model, field.attname) for field in model._meta.concrete_fields}


def test_it_works(siti):
    assert fields_of(by_pk(User, siti.pk)) == fields_of(User.objects.get(pk=siti.pk))


def test_what_is_loaded_can_be_saved(siti):
    found = by_pk(User, siti.pk)
    found.pseudonym = "Siti G."
    found.save()
    assert User.objects.get(pk=siti.pk).pseudonym == "Siti G."


def test_nobody(siti):
    assert by_pk(User, siti.pk + 1000) is None


def test_a_closed_account_is_nobodys_session(siti):
    User.objects.filter(pk=siti.pk).update(is_active=False)
    assert SeatBackend().get_user(siti.pk) is None


def test_how_it_was_opened_is_kept(siti):
    assert PasswordBackend().get_user(siti.pk).by_password
    assert not SeatBackend().get_user(siti.pk).by_password


def test_posts_are_what_the_orm_says(lurah_gambir):
    [post] = reach(User.objects.get(pk=lurah_gambir.pk)).posts
    known = Post.objects.select_related("office__area").get(pk=post.pk)
    assert fields_of(post) == fields_of(known)
    assert fields_of(post.office) == fields_of(known.office)
    assert fields_of(post.office.area) == fields_of(known.office.area)


def test_an_office_without_an_area(roads_officer):
    [post] = reach(User.objects.get(pk=roads_officer.pk)).posts
    assert (post.office.kind, post.office.area) == ("roads", None)


def test_a_post_that_ended_is_none(lurah_gambir):
    end_post(lurah_gambir.posts.get())
    assert reach(User.objects.get(pk=lurah_gambir.pk)).posts == ()


def test_a_post_that_has_not_begun_is_none(lurah_gambir):
    lurah_gambir.posts.update(since=now() + timedelta(hours=1))
    assert reach(User.objects.get(pk=lurah_gambir.pk)).posts == ()


def test_two_queries(lurah_gambir, django_assert_num_queries):
    user = User.objects.get(pk=lurah_gambir.pk)
    with django_assert_num_queries(2):
        assert reach(user).official
