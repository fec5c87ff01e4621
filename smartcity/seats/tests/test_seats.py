"""Seats given and taken without an invitation; who may; what the page is told."""

from datetime import timedelta

import pytest

from smartcity.accounts import factors
from smartcity.accounts.actions import appoint, issue_token
from smartcity.accounts.models import Role, Token
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, Invalid, NotAllowed
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.seats import actions
from smartcity.seats.authority import administered_by, administers, roles_of
from smartcity.seats.queries import Wanted, desks, vacancies


def test_it_works(administrator, siti, city):
    post = actions.seat("siti", city.offices.gambir, Role.LURAH, administrator)
    assert reach(siti).seats == {city.offices.gambir.pk}
    actions.unseat(post, administrator)
    assert not siti.posts.current().exists()
    verbs = [(event.verb, event.actor, event.person) for event in Event.objects.all()]
    assert verbs == [("seated", administrator, siti), ("seat_ended", administrator, siti)]


@pytest.mark.parametrize("name, role", [("nobody", Role.LURAH), ("siti", Role.CAMAT), ("siti", Role.POLICE)])
def test_bad_input(administrator, siti, city, name, role):
    with pytest.raises(Invalid):
        actions.seat(name, city.offices.gambir, role, administrator)


def test_nobody_seats_or_unseats_themselves(administrator, city):
    with pytest.raises(NotAllowed):
        actions.seat("administrator", city.offices.police, Role.POLICE, administrator)
    with pytest.raises(NotAllowed):
        actions.unseat(administrator.posts.get(), administrator)
    with pytest.raises(NotAllowed):
        actions.reset_factors(administrator, administrator)


def test_twice(administrator, lurah_gambir, city):
    with pytest.raises(Conflict):
        actions.seat("lurah.gambir", city.offices.gambir, Role.LURAH, administrator)
    post = lurah_gambir.posts.get()
    actions.unseat(post, administrator)
    with pytest.raises(Conflict):
        actions.unseat(post, administrator)


def test_ending_it_later(administrator, lurah_gambir):
    token = issue_token(lurah_gambir, "x")
    post = lurah_gambir.posts.get()
    actions.unseat(post, administrator, now() + timedelta(days=2))
    assert reach(lurah_gambir).official
    assert token
    assert Token.objects.exists()


def test_lost_factors(administrator, lurah_gambir):
    factors.fresh_reserve(lurah_gambir)
    actions.reset_factors(lurah_gambir, administrator)
    assert factors.reserve_of(lurah_gambir) == []
    assert Event.objects.get().verb == "factors_reset"


@pytest.mark.parametrize("who, many", [
    ("siti", 0), ("lurah_gambir", 0), ("camat_gambir", 0), ("police_officer", 0), ("verifier", 0), ("operator", 0),
])  # fmt: skip
def test_who_gives_seats(request, who, many):
    seen = reach(request.getfixturevalue(who))
    assert administered_by(seen).count() == many
    assert not administers(seen)


def test_the_provinces_administrator_gives_all_seats(administrator, city):
    assert administered_by(reach(administrator)).count() == Office.objects.count()
    assert city.offices.police in administered_by(reach(administrator))


def test_an_administrator_below_gives_those_below(siti, city):
    appoint(siti, city.offices.camat, Role.ADMINISTRATOR)
    codes = set(administered_by(reach(siti)).values_list("code", flat=True))
    assert codes == {city.offices.camat.code, city.offices.gambir.code}


def test_what_posts_there_are(city):
    assert roles_of(city.offices.gambir) == ["lurah", "officer"]
    assert roles_of(city.offices.police) == ["police"]
    assert roles_of(city.offices.province) == ["officer", "verifier", "operator", "administrator"]


def titles(offices, **wanted):
    return [desk.office.title for desk in desks(offices, Wanted(**wanted))]


def test_vacant_seats(lurah_gambir, camat_gambir, city):
    everywhere = Office.objects.active()
    assert set(titles(everywhere, vacant=True)) == {
        "Polda Metro Jaya", "Wali Kota Jakarta Pusat", "Camat Senen", "Lurah Senen",
    }  # fmt: skip
    lurah_gambir.posts.update(until=now())
    assert "Lurah Gambir" in titles(everywhere, vacant=True)
    appoint(camat_gambir, city.offices.gambir, Role.LURAH, interim=True)  # acting counts as filled
    assert "Lurah Gambir" not in titles(everywhere, vacant=True)


def test_an_officer_is_no_head(roads_officer, siti, city):
    appoint(siti, city.offices.gambir, Role.OFFICER)
    assert city.offices.gambir in vacancies(Office.objects.all())


def test_finding_by_office_and_by_person(lurah_gambir, lurah_senen, city):
    everywhere = Office.objects.active()
    assert titles(everywhere, words="lurah.gam") == ["Lurah Gambir"]
    assert titles(everywhere, words="senen") == ["Camat Senen", "Lurah Senen"]
    assert titles(everywhere, kota="31.71") == [
        "Wali Kota Jakarta Pusat", "Camat Gambir", "Lurah Gambir", "Camat Senen", "Lurah Senen",
    ]  # fmt: skip
    assert "Lurah Gambir" not in titles(everywhere)


def test_three_queries(lurah_gambir, invited, django_assert_num_queries):
    invited()
    offices = Office.objects.active()
    with django_assert_num_queries(3):
        for desk in desks(offices, Wanted(kota="31.71")):
            assert desk.vacant or desk.posts[0].user
