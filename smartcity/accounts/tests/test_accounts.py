"""Keys and seats."""

from datetime import timedelta

from smartcity.accounts.actions import appoint, end_post, enrol_device, issue_token
from smartcity.accounts.models import Device, Post, Role, Token
from smartcity.accounts.queries import reach, user_of_token
from smartcity.lib.time import now


def test_a_token_is_its_users(siti):
    assert user_of_token(issue_token(siti, "ponsel")) == siti


def test_a_token_is_not_kept(siti):
    raw = issue_token(siti, "ponsel")
    assert raw not in str(Token.objects.values())


def test_an_unknown_an_expired_and_a_sleepers_token(siti, budi):
    expired = issue_token(siti, "lama", expires_at=now() - timedelta(minutes=1))
    sleeper = issue_token(budi, "ponsel")
    budi.is_active = False
    budi.save()
    assert user_of_token("x") is user_of_token(expired) is user_of_token(sleeper) is None


def test_a_citizen_reaches_no_office(siti):
    assert reach(siti).covers == frozenset()
    assert not reach(siti).official


def test_a_camat_covers_the_kelurahan_below(camat_gambir, city):
    assert reach(camat_gambir).covers == {city.offices.camat.pk, city.offices.gambir.pk}


def test_a_seat_not_begun_or_ended_reaches_nothing(siti, city):
    appoint(siti, city.offices.gambir, Role.LURAH, since=now() + timedelta(days=1))
    assert not reach(siti).official
    appoint(siti, city.offices.gambir, Role.LURAH)
    end_post(Post.objects.latest("pk"))
    assert not reach(siti).official


def test_an_operator_sees_all_and_answers_nothing(operator, city):
    assert city.offices.gambir.pk in reach(operator).covers
    assert reach(operator).seat_over(city.offices.gambir) is None


def test_the_nearest_seat_speaks(lurah_gambir, city):
    appoint(lurah_gambir, city.offices.mayor, Role.MAYOR)
    post = reach(lurah_gambir).seat_over(city.offices.gambir)
    assert post is not None
    assert post.office == city.offices.gambir


def test_a_reach_is_asked_once(lurah_gambir, django_assert_num_queries):
    with django_assert_num_queries(2):
        reach(lurah_gambir)
        reach(lurah_gambir)


def test_a_device_is_enrolled_once_and_seen_again(lurah_gambir):
    enrol_device(lurah_gambir, "k1", "crop", "browser")
    enrol_device(lurah_gambir, "k1", "crop", "standalone")
    assert Device.objects.get().installed
