"""Invitations taken at the same moment, each by a connection of its own; and those that are left over."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from smartcity.accounts.models import Post, Role
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, DomainError
from smartcity.seats import actions
from smartcity.seats.models import Invitation

PATIENCE = 20  # seconds, for a machine with more to do
together = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_a_file")]


def at_once(*acts):
    """What each returned, or the DomainError it raised."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait(PATIENCE)
        try:
            return act()
        except DomainError as wrong:
            return wrong
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(PATIENCE) for done in [pool.submit(run, act) for act in acts]]


class TestTogether:
    pytestmark = together

    @pytest.mark.parametrize("_again", range(3))
    def test_one_link_two_people(self, invited, siti, budi, _again):
        invitation, _secret = invited()
        got = at_once(*(lambda who=who: actions.accept(invitation, who) for who in (siti, budi)))
        assert sorted(type(one).__name__ for one in got) == ["Conflict", "Post"]
        invitation.refresh_from_db()
        post = Post.objects.get(role=Role.LURAH)
        assert (invitation.post, invitation.accepted_by) == (post, post.user)
        assert Event.objects.filter(verb="seated").count() == 1

    @pytest.mark.parametrize("_again", range(3))
    def test_two_links_one_person(self, invited, siti, _again):
        first, second = invited()[0], invited()[0]
        got = at_once(*(lambda one=one: actions.accept(one, siti) for one in (first, second)))
        assert sorted(type(one).__name__ for one in got) == ["Conflict", "Post"]
        assert Post.objects.filter(user=siti).count() == 1
        assert [one.state for one in Invitation.objects.order_by("accepted_at")].count("accepted") == 1

    def test_taken_and_withdrawn(self, invited, siti, administrator):
        invitation, _secret = invited()
        at_once(lambda: actions.accept(invitation, siti), lambda: actions.withdraw(invitation, administrator))
        invitation.refresh_from_db()
        assert invitation.state in ("accepted", "withdrawn")
        assert siti.posts.exists() == (invitation.state == "accepted")


def test_the_second_link_of_one_who_sits_there_stays_for_somebody_else(invited, siti, budi):
    actions.accept(invited()[0], siti)
    second, secret = invited()
    with pytest.raises(Conflict) as told:
        actions.accept(second, siti)
    assert told.value.code == "seated_there"
    assert actions.invited_by(secret) == second
    assert actions.accept(actions.invited_by(secret), budi).user == budi


def test_what_was_sent_to_the_same_mailbox_for_the_same_post_is_over_with_the_first(
    administrator, city, siti
):
    def sent(role=Role.LURAH, email="ani@jakarta.example"):
        return actions.invite(city.offices.gambir, role, administrator, email=email).invitation

    first, second, other_post, other_person = (
        sent(),
        sent(),
        sent(Role.OFFICER),
        sent(email="budi@jakarta.example"),
    )
    actions.accept(first, siti)
    assert [one.state for one in Invitation.objects.order_by("pk")] == [
        "accepted",
        "withdrawn",
        "open",
        "open",
    ]
    second.refresh_from_db()
    assert second.withdrawn_by is None
    assert Event.objects.filter(verb="uninvited").count() == 1
    assert other_post.pk < other_person.pk
