"""Sending one of the crew: who can be sent, who learns of it, and when it ends."""

import pytest
from django.test import Client

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Post, Role, User
from smartcity.crop.tests.conftest import page, text
from smartcity.crop.tests.test_inbox import titles
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import now
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice
from smartcity.reports import actions
from smartcity.reports.chores import free_the_forsaken
from smartcity.reports.crew import members
from smartcity.reports.models import Assignment


@pytest.fixture
def ani(city):
    """Of the crew in Gambir."""
    user = User.objects.create_user(username="ani", password="rahasia-sekali", pseudonym="Ani Petugas")
    appoint(user, city.offices.gambir, Role.OFFICER)
    return user


@pytest.fixture
def sent(waiting, lurah_gambir, ani):
    actions.assign(waiting, lurah_gambir, to=ani)
    return waiting


def verbs(case):
    return list(Event.objects.about(case.subject).values_list("verb", flat=True))


def test_it_works(lurah, waiting, ani):
    assert "0 tugas terbuka" in text(lurah.get(page(waiting, "tugaskan/")))
    response = lurah.post(page(waiting, "tugaskan/"), {"to": ani.pk})
    assert (response.status_code, response.url) == (303, page(waiting))
    waiting.refresh_from_db()
    assert waiting.assignee == ani
    assert waiting.status == "waiting"
    assert text(lurah.get(page(waiting))).count("Ani Petugas") == 2  # the crew's row, and the timeline


def test_the_row_of_the_inbox_names_them(lurah, opened, ani, sent):
    assert "petugas: Ani Petugas" in text(lurah.get("/crop/"))
    assert "petugas: Anda" in text(opened(ani).get("/crop/"))


def test_my_tasks(opened, ani, sent, report, lurah_gambir):
    report(text="Punya orang lain")
    client = opened(ani)
    assert titles(client.get("/crop/?mine=1")) == [sent.title]
    assert len(titles(client.get("/crop/"))) == 2
    assert "Tidak ada tugas yang ditugaskan" in text(opened(lurah_gambir).get("/crop/?mine=1"))


def test_the_public_learns_that_and_not_who(siti, sent):
    citizen = Client()
    citizen.force_login(siti, backend="smartcity.accounts.backends.CitizenBackend")
    body = text(citizen.get(f"/qlue/laporan/{sent.number}/"))
    assert "Petugas ditugaskan" in body
    assert "Ani" not in body
    for place in (
        "/api/v1/reports/{0}",
        "/api/v1/reports/{0}/events",
        "/open311/v2/requests/{0}.json?extensions=true",
    ):
        assert "Ani" not in text(Client().get(place.format(sent.number)))
    assert "Ani" not in str(Event.objects.get(verb="assigned").data)


def test_who_is_sent_hears_of_it_and_followers_do_not(sent, ani, siti):
    notify(Event.objects.get(verb="assigned"))
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["ani"]


def test_another_then_nobody(sent, lurah_gambir, ani):
    actions.assign(sent, lurah_gambir, to=lurah_gambir)
    actions.assign(sent, lurah_gambir, to=lurah_gambir)  # again is no harm
    actions.assign(sent, lurah_gambir, to=None)
    assert verbs(sent)[1:] == ["assigned", "assigned", "unassigned"]
    assert Assignment.objects.filter(until=None).count() == 0
    assert [one.user for one in sent.assignments.all()] == [ani, lurah_gambir]


def test_the_crew_is_that_of_the_holder(
    waiting, lurah_gambir, camat_gambir, lurah_senen, verifier, ani, siti
):
    assert {one.user for one in members(waiting.holder)} == {lurah_gambir, ani}
    for who in (camat_gambir, lurah_senen, verifier, siti):
        with pytest.raises(Invalid):
            actions.assign(waiting, lurah_gambir, to=who)


def test_the_camat_sends_the_lurahs_crew(waiting, camat_gambir, ani):
    actions.assign(waiting, camat_gambir, to=ani)
    assert waiting.assignee == ani


def test_the_neighbour_sends_nobody(neighbour, lurah_senen, waiting, ani):
    assert neighbour.post(page(waiting, "tugaskan/"), {"to": ani.pk}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.assign(waiting, lurah_senen, to=ani)


def test_nor_learns_that_a_private_one_exists(report, lurah_senen):
    with pytest.raises(NotFound):
        actions.assign(report(category="crime"), lurah_senen, to=lurah_senen)


def test_nobody_is_sent_to_their_own_report(report, lurah_gambir, ani):
    case = report(by=ani)
    with pytest.raises(Invalid, match="pelapornya"):
        actions.assign(case, lurah_gambir, to=ani)


def test_who_has_least_comes_first(sent, lurah_gambir, ani):
    assert [(one.user, one.load) for one in members(sent.holder)] == [(lurah_gambir, 0), (ani, 1)]


def test_it_ends_when_the_case_leaves(sent, lurah_gambir, city):
    actions.forward(sent, lurah_gambir, to=city.offices.senen, reason="Batasnya di Senen")
    sent.refresh_from_db()
    assert sent.assignee is None
    assert sent.assignments.get().until is not None


def test_and_when_it_closes(sent, lurah_gambir):
    actions.reject(sent, lurah_gambir, reason="Bukan kerusakan")
    sent.refresh_from_db()
    assert sent.assignee is None
    with pytest.raises(IllegalMove):
        actions.assign(sent, lurah_gambir, to=lurah_gambir)


def test_a_seat_that_ends_frees_the_case(sent, ani):
    free_the_forsaken()
    sent.refresh_from_db()
    assert sent.assignee == ani
    Post.objects.filter(user=ani).update(until=now())
    free_the_forsaken()
    sent.refresh_from_db()
    assert sent.assignee is None
    assert verbs(sent)[-1] == "unassigned"


def test_what_somebody_was_sent_to_is_not_taken_away(sent, siti):
    with pytest.raises(IllegalMove):
        actions.withdraw(sent, siti)


def test_one_query_more_for_any_number(lurah, report, lurah_gambir, ani, django_assert_max_num_queries):
    for _n in range(4):
        actions.assign(report(), lurah_gambir, to=ani)
    lurah.get("/crop/")
    with django_assert_max_num_queries(6):
        lurah.get("/crop/")
