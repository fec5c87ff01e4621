"""Many at once, and taking it back: each a move of its own."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import appoint, end_post
from smartcity.accounts.models import Role
from smartcity.events.models import Event
from smartcity.lib.errors import DomainError
from smartcity.lib.time import at, now
from smartcity.offices.actions import found
from smartcity.reports import actions
from smartcity.reports.actions.rehoming import rehome
from smartcity.reports.models import Assignment, Inquiry, Referral, Report, Screening, Support
from smartcity.testing.city import SENEN


def rows(*reports):
    """As they stand, but for what says when and by which event."""
    left = ("updated_at", "last_event")
    values = Report.objects.filter(pk__in=[one.pk for one in reports]).order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in left} for row in values]


def chosen(*reports):
    return [(one, one.last_event) for one in reports]


def test_it_works(report, lurah_gambir):
    one, two = report(), report()
    before = rows(one, two)
    outcome = actions.accept_all(chosen(one, two), lurah_gambir)
    assert [row["status"] for row in rows(one, two)] == ["in_progress"] * 2
    undone = actions.take_back(outcome.batch, lurah_gambir)
    assert (len(undone.done), undone.failed) == (2, [])
    assert rows(one, two) == before
    assert [e.verb for e in Event.objects.about(one.subject)] == ["submitted", "accepted", "taken_back"]
    assert one.holdings.get().first_action_at is None


def test_one_that_fails_stops_no_other(report, lurah_gambir):
    fast, slow = report(), report()
    actions.accept(fast, lurah_gambir)
    outcome = actions.accept_all(chosen(fast, slow), lurah_gambir)
    assert [one.pk for one in outcome.done] == [slow.pk]
    assert "Diproses" in outcome.failed[0][1]


def test_forwarded_and_back(report, lurah_gambir, lurah_senen, city):
    one = report()
    actions.accept(one, lurah_gambir)
    before = rows(one)
    outcome = actions.forward_all(chosen(one), lurah_gambir, to=city.offices.senen, reason="Di sana")
    assert Report.objects.get().holder == city.offices.senen
    actions.take_back(outcome.batch, lurah_gambir)
    assert rows(one) == before
    assert [(held.office.title, held.until is None) for held in one.holdings.order_by("pk")] == [
        ("Lurah Gambir", False), ("Lurah Senen", False), ("Lurah Gambir", True)]  # fmt: skip
    with pytest.raises(DomainError):
        actions.coordinate(Report.objects.get(), lurah_senen, party="PLN", reason="Mati")


def test_merged_and_parted(report, lurah_gambir, siti, budi, verifier):
    parent, child = report(), report(by=budi)
    actions.support(child, verifier)
    before, supports = rows(parent, child), set(Support.objects.values_list("report", "user"))
    outcome = actions.merge_all(chosen(parent, child), lurah_gambir, into=parent)
    assert Report.objects.get(pk=parent.pk).supports == 2
    actions.take_back(outcome.batch, lurah_gambir)
    assert rows(parent, child) == before
    assert set(Support.objects.values_list("report", "user")) == supports


def test_hidden_after_parting_is_named_nowhere(report, lurah_gambir, siti, budi):
    parent, child = report(), report(by=budi)
    outcome = actions.merge_all(chosen(child), lurah_gambir, into=parent)
    actions.take_back(outcome.batch, lurah_gambir)
    actions.hide(Report.objects.get(pk=parent.pk), siti)
    assert not any(parent.number in e.data.values() for e in Event.objects.about(child.subject))


def test_what_somebody_moved_meanwhile_stays(report, lurah_gambir, camat_gambir):
    one = report()
    outcome = actions.accept_all(chosen(one), lurah_gambir)
    actions.coordinate(Report.objects.get(), camat_gambir, party="PLN", reason="Tiang")
    undone = actions.take_back(outcome.batch, lurah_gambir)
    assert (undone.done, len(undone.failed)) == ([], 1)
    assert Report.objects.get().status == "coordinating"


def test_what_got_another_office_meanwhile_stays_there(report, lurah_gambir, city):
    one = report()
    outcome = actions.accept_all(chosen(one), lurah_gambir)
    rehome(Report.objects.get(), city.offices.senen)
    undone = actions.take_back(outcome.batch, lurah_gambir)
    assert (undone.done, len(undone.failed)) == ([], 1)
    one.refresh_from_db()
    assert (one.holder, one.status) == (city.offices.senen, "in_progress")


def test_nobody_elses(report, lurah_gambir, camat_gambir):
    outcome = actions.accept_all(chosen(report()), lurah_gambir)
    undone = actions.take_back(outcome.batch, camat_gambir)
    assert (undone.done, undone.failed) == ([], [])
    assert Report.objects.get().status == "in_progress"


def test_too_late(report, lurah_gambir):
    outcome = actions.accept_all(chosen(report()), lurah_gambir)
    with at(now() + timedelta(minutes=3)):
        assert actions.take_back(outcome.batch, lurah_gambir).done == []


def test_once(report, lurah_gambir):
    outcome = actions.accept_all(chosen(report()), lurah_gambir)
    assert len(actions.take_back(outcome.batch, lurah_gambir).done) == 1
    assert actions.take_back(outcome.batch, lurah_gambir).done == []


def test_the_neighbour_can_do_neither(report, lurah_gambir, lurah_senen):
    one = report(visibility="private")
    refused = actions.accept_all(chosen(one), lurah_senen)
    assert (refused.done, len(refused.failed)) == ([], 1)
    outcome = actions.accept_all(chosen(one, report(at=SENEN)), lurah_gambir)
    assert len(outcome.done) == 1
    assert actions.take_back(outcome.batch, lurah_senen).done == []
    assert Report.objects.get(pk=one.pk).status == "in_progress"


def test_a_crime_accepted_and_taken_back_waits_at_the_desk_again(report, police_officer):
    crime = report(category="crime")
    outcome = actions.accept_all(chosen(crime), police_officer)
    assert not Screening.objects.undecided().exists()
    assert actions.take_back(outcome.batch, police_officer).done
    assert Screening.objects.undecided().get().report == crime


def test_taking_back_leaves_what_the_desk_had_decided_before(report, police_officer, city):
    crime = report(category="crime")
    actions.give_to_unit(crime, police_officer, to=crime.holder)
    unit = found("polres", "police", "Polres", parent=city.offices.police)
    outcome = actions.forward_all(chosen(crime), police_officer, to=unit, reason="Wilayahnya")
    assert actions.take_back(outcome.batch, police_officer).done
    assert not Screening.objects.undecided().exists()


@pytest.fixture
def officer(budi, city):
    appoint(budi, city.offices.gambir, Role.OFFICER)
    return budi


@pytest.fixture
def sent(report, lurah_gambir, officer):
    """A case somebody was sent to, whose reporter was asked something."""
    one = report()
    actions.accept(one, lurah_gambir)
    actions.assign(one, lurah_gambir, to=officer)
    actions.ask(one, lurah_gambir, text="Di sisi mana?")
    return Report.objects.get(pk=one.pk)


def test_who_was_sent_and_what_was_asked_stand_again(sent, report, lurah_gambir, officer, city):
    other, before = report(), (list(Assignment.objects.values()), list(Inquiry.objects.values()))
    moves = (
        lambda: actions.forward_all(chosen(sent), lurah_gambir, to=city.offices.senen, reason="Di sana"),
        lambda: actions.merge_all(chosen(sent), lurah_gambir, into=other),
        lambda: actions.accept_all(chosen(other), lurah_gambir),
    )
    for move in moves:
        outcome = move()
        assert actions.take_back(outcome.batch, lurah_gambir).failed == []
        assert (list(Assignment.objects.values()), list(Inquiry.objects.values())) == before
        sent.refresh_from_db()
        assert sent.assignee == officer


def test_whose_crew_left_meanwhile_is_not_sent_again(sent, lurah_gambir, officer, city):
    outcome = actions.forward_all(chosen(sent), lurah_gambir, to=city.offices.senen, reason="Di sana")
    end_post(officer.posts.get())
    undone = actions.take_back(outcome.batch, lurah_gambir)
    assert [why for _one, why in undone.failed] == ["Petugas yang ditugaskan tidak lagi di Lurah Gambir."]
    assert Report.objects.get().holder == city.offices.senen


def test_what_the_other_office_began_stays(sent, report, lurah_gambir, lurah_senen, city):
    asked, given = sent, report()
    outcome = actions.forward_all(chosen(asked, given), lurah_gambir, to=city.offices.senen, reason="Di sana")
    actions.ask(asked, lurah_senen, text="Masih ada?")
    actions.assign(given, lurah_senen, to=lurah_senen)
    undone = actions.take_back(outcome.batch, lurah_gambir)
    assert [why for _one, why in undone.failed] == [
        "Lurah Senen sudah bertanya kepada pelapor sejak itu.", "Petugas laporan ini sudah diganti sejak itu."]  # fmt: skip
    assert {one.holder for one in Report.objects.all()} == {city.offices.senen}


def test_what_the_reporter_answered_meanwhile_is_answered(sent, report, lurah_gambir, siti):
    fresh = report()
    actions.ask(fresh, lurah_gambir, text="Sejak kapan?")
    outcome = actions.accept_all(chosen(fresh), lurah_gambir)
    actions.reply(fresh.inquiries.get(), siti, text="Kemarin")
    assert actions.take_back(outcome.batch, lurah_gambir).done
    assert fresh.inquiries.get().answer == "Kemarin"


def test_a_link_of_what_was_waited_for_works_again(report, lurah_gambir, city):
    one = report()
    actions.refer(one, lurah_gambir, to=city.offices.pln, reason="Tiang miring")
    one.refresh_from_db()
    outcome = actions.forward_all(chosen(one), lurah_gambir, to=city.offices.senen, reason="Di sana")
    assert not Referral.objects.running().exists()
    assert actions.take_back(outcome.batch, lurah_gambir).done
    assert Referral.objects.running().exists()
