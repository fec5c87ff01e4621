"""An operator turns the flood night on and off; nobody else does."""

from datetime import timedelta

import pytest
import time_machine

from smartcity.accounts.limits import crisis
from smartcity.events.models import Event
from smartcity.floods import actions, chores
from smartcity.floods.models import Night
from smartcity.floods.queries import current, night_of, touching
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import now

pytestmark = pytest.mark.django_db
SAID = ("31.71.01", "Ciliwung naik", "The Ciliwung rises", 6)


@pytest.fixture
def night(operator):
    return actions.turn_on(operator, *SAID)


def verbs():
    return list(
        Event.objects.filter(subject__startswith="flood:").order_by("pk").values_list("verb", flat=True)
    )


def test_it_works(night, city):
    assert night_of(city.gambir) == night
    assert night_of(city.senen) is None
    assert verbs() == ["flood_on"]


def test_it_widens_the_limits(city, operator):
    assert crisis() is None
    actions.turn_on(operator, *SAID)
    assert crisis()


@pytest.mark.parametrize("who", ["siti", "lurah_gambir", "camat_gambir", "police_officer", "verifier"])
def test_nobody_else(request, who, city):
    with pytest.raises(NotAllowed):
        actions.turn_on(request.getfixturevalue(who), *SAID)
    assert current() == []


@pytest.mark.parametrize(("wrong", "field"), [
    (("31.99", *SAID[1:]), "area"), (("31.71.01", "", "x", 6), "text"), (("31.71.01", "x", "y" * 201, 6), "text_en"),
    (("31.71.01", "x", "x", 0), "hours"), (("31.71.01", "x", "x", 49), "hours"),
])  # fmt: skip
def test_what_is_wrong_turns_nothing_on(operator, wrong, field):
    with pytest.raises(Invalid) as why:
        actions.turn_on(operator, *wrong)
    assert (why.value.field, Night.objects.count(), crisis()) == (field, 0, None)


def test_one_of_an_area_at_a_time(night, operator):
    with pytest.raises(Conflict):
        actions.turn_on(operator, *SAID)


def test_the_next_one_after_its_time_has_passed(night, operator):
    with time_machine.travel(night.until + timedelta(seconds=1), tick=False):
        actions.turn_on(operator, *SAID)
        assert len(current()) == 1
    assert verbs() == ["flood_on", "flood_off", "flood_on"]


def test_off(night, operator, city):
    actions.turn_off(night, operator)
    assert night_of(city.gambir) is None
    with pytest.raises(IllegalMove):
        actions.turn_off(night, operator)


def test_a_lurah_does_not_end_it(night, lurah_gambir, city):
    with pytest.raises(NotAllowed):
        actions.turn_off(night, lurah_gambir)
    assert night_of(city.gambir) == night


def test_it_ends_by_itself_and_says_so(night):
    with time_machine.travel(night.until + timedelta(seconds=1), tick=False):
        assert current() == []
        chores.end_what_has_passed()
    assert verbs()[-1] == "flood_off"
    assert Night.objects.get().ended_at == night.until


def test_longer(night, operator):
    actions.lengthen(night, operator, 24)
    assert current()[0].until > now() + timedelta(hours=23)


def test_above_and_below(night, city):
    assert touching([city.kota]) == touching([city.gambir]) == [night]
    assert touching([city.senen]) == []


def test_an_end_is_proposed_where_it_is_quiet_and_never_done(night, report):
    with time_machine.travel(night.since + timedelta(hours=2, minutes=1), tick=False):
        chores.propose_ends()
        chores.propose_ends()
        assert [night.proposed_at for night in current()] != [None]
        assert len(current()) == 1
        assert verbs().count("flood_end_proposed") == 1


def test_while_the_water_stands_no_end_is_proposed(night, report, deep):
    with time_machine.travel(night.since + timedelta(hours=2, minutes=1), tick=False):
        deep(50)
        chores.propose_ends()
        assert Night.objects.get().proposed_at is None


def test_a_proposal_is_withdrawn_when_the_water_comes_back(night, report, deep):
    with time_machine.travel(night.since + timedelta(hours=2, minutes=1), tick=False):
        chores.propose_ends()
        deep(50)
        chores.propose_ends()
        assert Night.objects.get().proposed_at is None
    assert verbs()[-1] == "flood_end_withdrawn"


def test_an_end_is_the_offices_to_hear_of(night):
    with time_machine.travel(night.since + timedelta(hours=2, minutes=1), tick=False):
        chores.propose_ends()
    assert Event.objects.get(verb="flood_end_proposed").audience == "office"
