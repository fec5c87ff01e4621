"""Objections, judgements, taking back: and that what is hidden is nowhere."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.accounts.models import Block, User
from smartcity.accounts.queries import reach
from smartcity.events.models import Audience, Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import now
from smartcity.reports import actions, talk
from smartcity.reports.models import Comment, Photo, Report
from smartcity.reports.said import State
from smartcity.testing.city import jpeg


@pytest.fixture
def said(report, budi):
    return actions.comment(report(), budi, text="Kata-kata Budi")


def crowd(n, report, *, proven):
    people = [User.objects.create_user(f"orang{i}") for i in range(n)]
    for i, person in enumerate(people if proven else []):
        filed = report(by=person, photo=jpeg(seed=20 + i))
        Report.objects.filter(pk=filed.pk).update(status="done")
        person.date_joined = now() - timedelta(days=2)
        person.save()
    return people


def count(said):
    return Report.objects.get(pk=said.report_id).comments


def test_it_works(said, verifier, siti):
    actions.hide_comment(said, verifier, reason="Menghina")
    assert not talk.about(said.report, reach(siti))
    assert count(said) == 0


def test_three_in_good_standing_hold(said, report):
    for person in crowd(3, report, proven=True):
        assert said.state == State.SHOWN
        actions.flag(said, person, objection="spam")
    assert (said.state, said.why, count(said)) == (State.HELD, "flagged", 0)


def test_a_brigade_of_new_accounts_hides_nothing(said, report, verifier):
    for person in crowd(8, report, proven=False):
        actions.flag(said, person, objection="spam")
    assert (said.state, count(said)) == (State.SHOWN, 1)
    assert list(talk.waiting(reach(verifier))) == [said], "but a moderator looks"


def test_one_person_objects_once(said, report):
    (person,) = crowd(1, report, proven=True)
    for _ in range(5):
        actions.flag(said, person, objection="spam")
    assert (said.state, said.flags.count()) == (State.SHOWN, 1)


def test_who_was_hidden_lately_weighs_nothing(said, report, verifier):
    people = crowd(3, report, proven=True)
    rude = actions.comment(said.report, people[0], text="Kasar")
    actions.hide_comment(rude, verifier, reason="Kasar")
    for person in people:
        actions.flag(said, person, objection="insult")
    assert said.state == State.SHOWN


def test_judged_once_it_is_held_no_more(said, report, verifier):
    people = crowd(6, report, proven=True)
    for person in people[:3]:
        actions.flag(said, person, objection="spam")
    actions.release_comment(said, verifier)
    assert (said.state, count(said)) == (State.SHOWN, 1)
    for person in people[3:]:
        actions.flag(said, person, objection="spam")
    assert said.state == State.SHOWN
    assert list(talk.waiting(reach(verifier))) == [said]


def test_other_words_than_those_judged_are_objected_to_anew(said, report, verifier, budi):
    people = crowd(3, report, proven=True)
    for person in people:
        actions.flag(said, person, objection="spam")
    actions.release_comment(said, verifier)
    actions.mend_comment(said, budi, text="Kata-kata lain, yang menghina")
    for person in people:
        actions.flag(said, person, objection="spam")
    assert said.state == State.HELD


def test_what_an_office_said_is_never_held(report, lurah_gambir):
    official = actions.comment(report(), lurah_gambir, text="Besok kami datang")
    for person in crowd(3, report, proven=True):
        actions.flag(official, person, objection="false")
    assert official.state == State.SHOWN


def test_ones_own_words(said, budi):
    with pytest.raises(Invalid):
        actions.flag(said, budi, objection="spam")


def test_an_objection_that_is_none(said, siti):
    with pytest.raises(Invalid):
        actions.flag(said, siti, objection="benci")


def test_objecting_to_what_one_may_not_see(report, siti, budi, said, verifier):
    secret = actions.comment(report(visibility="private"), siti, text="Rahasia")
    with pytest.raises(NotFound):
        actions.flag(secret, budi, objection="spam")
    actions.hide_comment(said, verifier, reason="Kasar")
    with pytest.raises(NotFound):
        actions.flag(said, siti, objection="spam")


def test_objections_name_nobody(said, siti, budi, lurah_gambir):
    actions.flag(said, siti, objection="spam", words="Ini iklan")
    event = Event.objects.get(verb="comment_flagged")
    assert (event.audience, event.person) == (Audience.OFFICE, None)
    assert not event.heard_by(reach(budi)), "whoever is objected to is not told"
    assert "siti" not in str(event.data).lower()


def test_the_author_is_told_with_the_reason(said, verifier, budi, siti):
    actions.hide_comment(said, verifier, reason="Menghina warga lain")
    event = Event.objects.get(verb="comment_hidden")
    assert event.data["reason"] == "Menghina warga lain"
    assert event.heard_by(reach(budi))
    assert not event.heard_by(reach(siti))


@pytest.mark.parametrize(
    "who", ["siti", "budi", "lurah_gambir", "camat_gambir", "operator", "police_officer"]
)
def test_only_moderators_judge(request, said, who):
    person = request.getfixturevalue(who)
    for judge in (
        lambda: actions.hide_comment(said, person, reason="Karena"),
        lambda: actions.release_comment(said, person),
    ):
        with pytest.raises(NotFound):
            judge()
    assert not talk.waiting(reach(person))


def test_nobody_judges_their_own(report, verifier):
    own = actions.comment(report(), verifier, text="Saya sendiri")
    with pytest.raises(NotAllowed):
        actions.hide_comment(own, verifier, reason="Karena")


def test_hiding_needs_a_reason(said, verifier):
    with pytest.raises(Invalid):
        actions.hide_comment(said, verifier, reason=" ")


def test_hidden_twice(said, verifier, administrator):
    actions.hide_comment(said, verifier, reason="Kasar")
    with pytest.raises(IllegalMove):
        actions.hide_comment(said, administrator, reason="Kasar")


def test_what_was_held_is_heard_of_when_released(report, budi, verifier):
    filed = report()
    held = actions.comment(filed, budi, text="https://a.example")
    actions.release_comment(held, verifier)
    assert count(held) == 1
    event = Event.objects.get(verb="commented")
    assert (event.audience, event.actor, event.data["comments"]) == (Audience.PUBLIC, budi, 1)


def test_released_again_it_is_no_second_news(said, verifier):
    actions.hide_comment(said, verifier, reason="Kasar")
    actions.release_comment(said, verifier)
    assert (count(said), Event.objects.filter(verb="commented").count()) == (1, 1)


def test_private_words_are_judged_by_whose_they_are(report, siti, administrator, verifier):
    crime = actions.comment(report(category="crime"), siti, text="Pelakunya tetangga")
    with pytest.raises(NotFound):
        actions.hide_comment(crime, verifier, reason="Karena")


def test_taking_back(said, budi, siti):
    actions.remove_comment(said, budi)
    assert (said.text, count(said)) == ("", 0)
    assert not talk.about(said.report, reach(budi))
    assert not Comment.objects.filter(text__contains="Budi").exists()


def test_taking_back_what_is_anothers(said, siti):
    with pytest.raises(NotFound):
        actions.remove_comment(said, siti)
    assert said.state == State.SHOWN


def test_an_office_takes_nothing_back(report, lurah_gambir):
    official = actions.comment(report(), lurah_gambir, text="Besok kami datang")
    with pytest.raises(NotAllowed):
        actions.remove_comment(official, lurah_gambir)


def test_a_post_taken_back_takes_its_photo_and_answers(city, budi, siti):
    post = actions.talk(city.gambir, budi, text="Halo", photos=[BytesIO(jpeg())])
    said = actions.answer_talk(post, siti, text="Ya")
    actions.remove_comment(post, budi)
    assert not Photo.objects.exists()
    assert not talk.posts(city.gambir, reach(budi))
    assert not talk.said_for(reach(siti)).filter(pk=said.pk)
    assert not Comment.objects.by_name_of(siti.pk)


def test_whom_i_block_i_do_not_read(said, siti, budi, city):
    actions.talk(city.gambir, budi, text="Halo")
    Block.objects.create(user=siti, blocked=budi)
    assert not talk.about(said.report, reach(siti))
    assert not talk.posts(city.gambir, reach(siti))
    assert talk.about(said.report, reach(budi)).count() == 1, "they are not told"
    assert talk.about(said.report, reach(None)).count() == 1


def test_a_block_unmasks_no_reporter(report, siti, budi):
    """If Siti's words under her own report went when she is blocked, a block would tell who reported."""
    filed = report()
    hidden = actions.comment(filed, siti, text="Saya pelapornya")
    Block.objects.create(user=budi, blocked=siti)
    assert list(talk.about(filed, reach(budi))) == [hidden]
    Report.objects.update(signed=True)
    assert not talk.about(filed, reach(budi))


def test_a_block_of_an_official_silences_no_office(report, siti, lurah_gambir):
    filed = report()
    official = actions.comment(filed, lurah_gambir, text="Besok kami datang")
    Block.objects.create(user=siti, blocked=lurah_gambir)
    assert list(talk.about(filed, reach(siti))) == [official]


def test_what_is_said_by_name(report, siti, budi):
    filed = report()
    actions.comment(filed, siti, text="Saya pelapornya")
    actions.comment(report(visibility="private"), siti, text="Rahasia")
    assert not Comment.objects.by_name_of(siti.pk)
    said = actions.comment(filed, budi, text="Saya juga lihat")
    assert list(Comment.objects.by_name_of(budi.pk)) == [said]
