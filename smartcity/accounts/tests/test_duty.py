"""On duty by choice, seen by few, forgotten at the end."""

from datetime import timedelta

import pytest

from smartcity.accounts import duty, factors
from smartcity.accounts.actions import appoint, end_post
from smartcity.accounts.models import Duty, Role, User
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.time import at, now
from smartcity.seats import chores

HERE = (106.81234, -6.17171)


@pytest.fixture
def budi_on_duty(budi, city):
    """An officer of the lurah's, on duty, whose phone has told its place."""
    appoint(budi, city.offices.gambir, Role.OFFICER)
    duty.begin(budi, budi.posts.get())
    duty.place(budi, *HERE)
    return budi


def names(user):
    return [one.user.username for one in duty.on_duty(reach(user))]


def test_it_works(budi_on_duty, lurah_gambir):
    (seen,) = duty.on_duty(reach(lurah_gambir))
    assert (seen.user, seen.lon, seen.lat) == (budi_on_duty, 106.8123, -6.1717)
    duty.end(budi_on_duty)
    assert not Duty.objects.exists()


@pytest.mark.parametrize("who, sees", [
    ("lurah_gambir", True), ("camat_gambir", True), ("operator", True),
    ("lurah_senen", False), ("roads_officer", False), ("police_officer", False), ("siti", False),
    ("verifier", False), ("administrator", False),
])  # fmt: skip
def test_who_sees_them(budi_on_duty, request, who, sees):
    assert names(request.getfixturevalue(who)) == (["budi"] if sees else [])


def test_those_above_are_not_seen_from_below(camat_gambir, lurah_gambir):
    duty.begin(camat_gambir, camat_gambir.posts.get())
    assert names(lurah_gambir) == []


def test_a_session_that_opens_no_seat_sees_nobody(budi_on_duty, lurah_gambir):
    lurah_gambir.as_citizen = True
    lurah_gambir.__dict__.pop("_reach", None)
    assert names(lurah_gambir) == []


def test_only_as_the_holder_of_a_post_that_acts(siti, verifier, lurah_gambir, lurah_senen):
    for user, post in ((verifier, verifier.posts.get()), (siti, lurah_gambir.posts.get()),
                       (lurah_senen, lurah_gambir.posts.get())):  # fmt: skip
        with pytest.raises(NotAllowed):
            duty.begin(user, post)
    end_post(lurah_gambir.posts.get())
    with pytest.raises(NotAllowed):
        duty.begin(lurah_gambir, lurah_gambir.posts.get())
    assert not Duty.objects.exists()


def test_a_place_is_kept_once_a_minute_and_only_the_last(budi_on_duty):
    assert duty.place(budi_on_duty, 106.83, -6.17)
    assert Duty.objects.get().lon == 106.8123
    with at(now() + timedelta(seconds=61)):
        assert duty.place(budi_on_duty, 106.83, -6.17)
    assert Duty.objects.get().lon == 106.83


def test_off_duty_no_place_is_kept(lurah_gambir):
    assert not duty.place(lurah_gambir, *HERE)
    assert not Duty.objects.exists()


@pytest.mark.parametrize("lon, lat", [(181, 0), (0, 91), (float("nan"), 0), (0, float("inf"))])
def test_what_is_no_place(budi_on_duty, lon, lat):
    with pytest.raises(Invalid):
        duty.place(budi_on_duty, lon, lat)


# --- The end


def test_a_shift_ends_by_itself(budi_on_duty, lurah_gambir, settings):
    settings.DUTY_HOURS = 8
    duty.begin(budi_on_duty, budi_on_duty.posts.get())
    with at(now() + timedelta(hours=8, seconds=1)):
        assert names(lurah_gambir) == []
        assert not duty.place(budi_on_duty, *HERE)
        chores.end_with_their_seats()
        assert not Duty.objects.exists()


def test_no_longer_than_the_post(budi_on_duty):
    post = budi_on_duty.posts.get()
    post.until = now() + timedelta(hours=1)
    post.save()
    assert duty.begin(budi_on_duty, post).until == post.until


def test_with_the_post_at_once(budi_on_duty):
    end_post(budi_on_duty.posts.get())
    assert not Duty.objects.exists()


def test_with_the_posts_last_day(budi_on_duty, lurah_gambir):
    end_post(budi_on_duty.posts.get(), now() + timedelta(hours=1))
    assert names(lurah_gambir) == ["budi"]
    with at(now() + timedelta(hours=1, seconds=1)):
        assert names(lurah_gambir) == []
        duty.sweep()
    assert not Duty.objects.exists()


def test_with_lost_factors_and_with_the_account(budi_on_duty):
    factors.reset_factors(budi_on_duty)
    assert not Duty.objects.exists()
    duty.begin(budi_on_duty, budi_on_duty.posts.get())
    User.objects.filter(pk=budi_on_duty.pk).update(is_active=False)
    assert duty.sweep() == 1


def test_beginning_anew_begins_without_a_place(budi_on_duty):
    duty.begin(budi_on_duty, budi_on_duty.posts.get())
    assert Duty.objects.get().lon is None


def test_nothing_of_it_is_history(budi_on_duty):
    duty.end(budi_on_duty)
    assert not Event.objects.exists()


# --- The nearest


def test_the_nearest_of_that_office_first(budi_on_duty, siti, lurah_gambir, camat_gambir, city):
    appoint(siti, city.offices.gambir, Role.OFFICER)
    for user in (siti, lurah_gambir, camat_gambir):
        duty.begin(user, user.posts.get())
    duty.place(siti, 106.8130, -6.1717)
    found = duty.nearest(city.offices.gambir, reach(camat_gambir), 106.8131, -6.1717)
    assert [one.user.username for one, _metres in found] == ["siti", "budi", "lurah.gambir"]
    assert [round(metres) if metres is not None else None for _one, metres in found] == [11, 88, None]
