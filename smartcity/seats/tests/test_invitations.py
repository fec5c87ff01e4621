"""One link, one person, one post, once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from smartcity.accounts.models import Post, Role
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.time import at, now
from smartcity.seats import actions
from smartcity.seats.models import Invitation


def test_it_works(invited, siti, city):
    invitation, secret = invited()
    found = actions.invited_by(secret)
    assert found == invitation
    post = actions.accept(found, siti)
    assert (post.user, post.office, post.role, post.interim) == (siti, city.offices.gambir, "lurah", False)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by, invitation.post) == ("accepted", siti, post)


def test_the_secret_is_not_kept(invited):
    _invitation, secret = invited()
    assert len(secret) > 40
    assert secret not in str(list(Invitation.objects.values()))


def test_it_works_once(invited, siti, budi):
    invitation, secret = invited()
    actions.accept(invitation, siti)
    assert actions.invited_by(secret) is None
    with pytest.raises(Conflict):
        actions.accept(invitation, budi)
    assert Post.objects.filter(role="lurah").count() == 1


def test_it_ends_by_itself(invited, siti):
    invitation, secret = invited(days=3)
    with at(now() + timedelta(days=3, minutes=1)):
        assert actions.invited_by(secret) is None
        with pytest.raises(Conflict):
            actions.accept(invitation, siti)
        assert invitation.state == "late"


def test_withdrawn(invited, siti, administrator):
    invitation, secret = invited()
    actions.withdraw(invitation, administrator)
    actions.withdraw(invitation, None)  # again changes nothing
    assert actions.invited_by(secret) is None
    with pytest.raises(Conflict):
        actions.accept(invitation, siti)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.withdrawn_by) == ("withdrawn", administrator)
    assert invitation in Invitation.objects.over()


def test_a_used_one_is_not_withdrawn(invited, siti):
    invitation, _secret = invited()
    actions.accept(invitation, siti)
    with pytest.raises(Conflict):
        actions.withdraw(invitation, None)
    assert reach(siti).official


def test_a_new_link_takes_the_place_of_the_old(invited, siti):
    invitation, old = invited()
    fresh = actions.renew(invitation, None).link.rstrip("/").rpartition("/")[2]
    assert actions.invited_by(old) is None
    assert actions.invited_by(fresh) == invitation
    stale = Invitation(pk=invitation.pk, digest=invitation.digest)
    with pytest.raises(Conflict):
        actions.accept(stale, siti)  # whoever had opened the old one
    with at(now() + timedelta(days=9)):
        assert actions.renew(invitation, None).invitation.state == "open"  # one that was late too


def test_a_withdrawn_one_is_not_renewed(invited):
    invitation, _secret = invited()
    actions.withdraw(invitation, None)
    with pytest.raises(Conflict):
        actions.renew(invitation, None)


def test_it_is_sent_and_then_shown_to_nobody(invited, siti, administrator, city):
    made = actions.invite(city.offices.gambir, Role.LURAH, administrator, email="Ani@Jakarta.Example")
    assert made.link == ""
    (letter,) = mail.outbox
    assert letter.to == ["ani@jakarta.example"]
    assert "Lurah Gambir" in letter.subject
    secret = letter.body.partition("/crop/undangan/")[2].partition("/")[0]
    actions.accept(actions.invited_by(secret), siti)
    assert EmailAddress.objects.get(user=siti, verified=True).email == "ani@jakarta.example"


def test_a_link_that_was_shown_proves_no_mailbox(siti, administrator, city, settings):
    settings.DEMO = True
    made = actions.invite(city.offices.gambir, Role.LURAH, administrator, email="ani@jakarta.example")
    assert made.link
    actions.accept(made.invitation, siti)
    assert not EmailAddress.objects.exists()


def test_a_mailbox_of_another_account_stays_theirs(siti, budi, administrator, city):
    EmailAddress.objects.create(user=budi, email="ani@jakarta.example", verified=True)
    made = actions.invite(city.offices.gambir, Role.LURAH, administrator, email="ani@jakarta.example")
    actions.accept(made.invitation, siti)
    assert [one.user for one in EmailAddress.objects.all()] == [budi]


def test_what_the_mail_server_does_not_take_is_shown(administrator, city, settings):
    settings.EMAIL_BACKEND = "smartcity.seats.tests.test_invitations.Refusing"
    made = actions.invite(city.offices.gambir, Role.LURAH, administrator, email="ani@jakarta.example")
    assert made.link
    assert made.invitation.failed_at
    assert made.invitation.sent_at is None


class Refusing:
    def __init__(self, **_options):
        pass

    def send_messages(self, _letters):
        raise OSError("refused")


@pytest.mark.parametrize("fields", [
    {"role": "camat"}, {"role": "king"}, {"email": "ani"}, {"days": 0}, {"days": 61}, {"name": "a\x00b"}, {"name": "x" * 81},
])  # fmt: skip
def test_bad_input(city, administrator, fields):
    wanted = {"role": Role.LURAH} | fields
    with pytest.raises(Invalid):
        actions.invite(city.offices.gambir, by=administrator, **wanted)
    assert not Invitation.objects.exists()


def test_an_interim_head(invited, lurah_senen, city):
    invitation, _secret = invited(interim=True)
    actions.accept(invitation, lurah_senen)
    held = reach(lurah_senen)
    assert held.seats == {city.offices.gambir.pk, city.offices.senen.pk}
    assert [post.interim for post in held.posts] == [False, True]
    assert actions.title_of("lurah", city.offices.gambir, interim=True) == "Plt. Lurah Gambir"


def test_who_sits_there_already(invited, lurah_gambir):
    invitation, secret = invited()
    with pytest.raises(Conflict):
        actions.accept(invitation, lurah_gambir)
    assert actions.invited_by(secret)  # somebody else may


def test_the_log_tells_who_and_nobody_overhears(invited, siti, administrator, lurah_senen):
    invitation, _secret = invited()
    actions.accept(invitation, siti)
    told = list(Event.objects.filter(subject="office:kelurahan-31.71.01.1001"))
    assert [(event.verb, event.actor, event.person) for event in told] == [
        ("invited", administrator, None),
        ("seated", administrator, siti),
    ]
    for other in (lurah_senen, administrator):
        assert not Event.objects.visible_to(reach(other)).filter(verb="seated").exists()
    assert told[1].heard_by(reach(siti))


def test_of_two_at_once_one_gets_it(invited, siti, budi):
    """Both have read the row while it was open."""
    invitation, secret = invited()
    first, second = actions.invited_by(secret), actions.invited_by(secret)
    actions.accept(first, siti)
    with pytest.raises(Conflict):
        actions.accept(second, budi)
    assert invitation
