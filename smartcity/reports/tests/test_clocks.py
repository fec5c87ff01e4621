"""Lateness climbs, silence confirms."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Post, Role
from smartcity.events.models import Event
from smartcity.lib.time import at, now
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.chores import close_quietly, say_what_closes_tomorrow
from smartcity.reports.climbing import climbed, unheard
from smartcity.reports.commands import _unheard
from smartcity.reports.models import Report


def days_ago(n):
    return at(now() - timedelta(days=n))


@pytest.fixture
def late(report):
    with days_ago(2):
        return report()


@pytest.fixture
def seated(city, camat_gambir, django_user_model):
    """Somebody sits in every office above Gambir's lurah."""
    for name, office in {"wali": city.offices.mayor, "gubernur": city.offices.province}.items():
        appoint(
            django_user_model.objects.create_user(name),
            office,
            Role.OFFICER,
            since=now() - timedelta(days=99),
        )


def test_late_climbs_one_step_at_a_time(late, city, seated):
    told = []
    for day in range(4):
        with at(now() + timedelta(days=day)):
            actions.escalate(late)
        told.append(Event.objects.about(late.subject).last().data.get("to"))
    assert told == ["Camat Gambir", "Wali Kota Jakarta Pusat", "Pemprov", "Pemprov"]
    late.refresh_from_db()
    assert late.escalate_at is None


def test_not_before_its_time(report):
    filed = report()
    actions.escalate(filed)
    assert not Event.objects.filter(verb="escalated").exists()


def test_an_office_is_late_only_from_when_it_held(late, lurah_gambir, city):
    actions.forward(late, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    actions.escalate(late)
    assert late.escalated_to is None
    assert late.due < now() < late.escalate_at


def test_accepting_stops_the_climb(late, lurah_gambir):
    actions.accept(late, lurah_gambir)
    assert late.escalate_at > now()


def test_silence_confirms_after_three_days(report, lurah_gambir):
    with days_ago(4):
        filed = report(category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    assert filed.confirm_by < now()
    actions.confirm_silence(filed)
    assert filed.status == "done"
    assert Event.objects.about(filed.subject).last().data["silence"] is True


def test_an_answer_given_anew_waits_three_days_again(report, siti, lurah_gambir):
    with days_ago(4):
        filed = report(category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    found_by_the_chore = Report.objects.get(pk=filed.pk)
    actions.refuse(filed, siti, reason="Macet lagi")
    actions.confirm_silence(found_by_the_chore)
    actions.accept(filed, lurah_gambir)
    actions.answer(filed, lurah_gambir, reason="Sekarang sudah")
    actions.confirm_silence(found_by_the_chore)
    filed.refresh_from_db()
    assert filed.status == "answered"


def test_climbing_passes_over_an_abolished_office(late, city, seated):
    Office.objects.filter(pk=city.offices.camat.pk).update(active=False)
    actions.escalate(late)
    late.refresh_from_db()
    assert late.escalated_to == city.offices.mayor


def test_climbing_passes_over_a_vacant_office_and_says_so(late, city, seated):
    Post.objects.filter(office=city.offices.camat).update(until=now())
    actions.escalate(late)
    late.refresh_from_db()
    told = Event.objects.about(late.subject).last()
    assert (late.escalated_to, told.data["vacant"]) == (city.offices.mayor, ["Camat Gambir"])
    assert climbed(told.data) == "Terlambat, naik ke Wali Kota Jakarta Pusat; Camat Gambir sedang kosong"


def test_where_nobody_sits_is_told_once_and_asked_again(late, city, administrator, django_user_model):
    for day in range(3):  # an administrator sits in the province, but answers nothing
        with at(now() + timedelta(days=day)):
            actions.escalate(late)
    late.refresh_from_db()
    told = Event.objects.about(late.subject).exclude(verb="submitted")
    assert [event.verb for event in told] == ["unheard"]
    assert unheard(told[0].data).endswith("Camat Gambir, Wali Kota Jakarta Pusat, Pemprov kosong")
    assert late.escalated_to is None
    assert list(Report.objects.unheard()) == [late]
    appoint(django_user_model.objects.create_user("wali"), city.offices.mayor, Role.MAYOR, since=now())
    with at(late.escalate_at):
        actions.escalate(late)
    late.refresh_from_db()
    assert (late.escalated_to, late.unheard_since) == (city.offices.mayor, None)


def test_what_is_worked_on_waits_for_nobody_above(late, lurah_gambir):
    actions.escalate(late)
    assert Report.objects.unheard().exists()
    actions.accept(late, lurah_gambir)
    assert not Report.objects.unheard().exists()


def test_the_doctor_names_what_nobody_could_be_told_of(late):
    assert _unheard().well
    actions.escalate(late)
    found = _unheard()
    assert (found.well, found.found) == (False, "1 (Lurah Gambir)")


def test_what_came_from_elsewhere_does_not_climb_for_being_worked_on(
    report, lurah_gambir, roads_officer, city
):
    with days_ago(900):
        filed = report(by=None, channel="import", photos=[])
    actions.accept(filed, lurah_gambir)
    assert filed.escalate_at is None
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert filed.escalate_at == filed.office_due  # now somebody here was asked


def test_what_closed_a_week_ago_leaves_the_map(report, lurah_gambir):
    with days_ago(8):
        actions.reject(report(), lurah_gambir, reason="Bukan laporan")
    report()
    assert actions.retire() == 1
    assert Report.objects.active().count() == 1


def test_a_clock_set_back_an_hour_leaves_the_order_and_no_deadline_before_its_report(
    report, siti, lurah_gambir
):
    filed = report(category="jam")
    with at(now() - timedelta(hours=1)):
        actions.accept(filed, lurah_gambir)
        assert filed.created_at < filed.office_due
        assert filed.created_at < filed.due
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
        assert filed.confirm_by > filed.created_at
        actions.confirm_silence(filed)
        assert filed.status == "answered"  # nobody's three days are shortened
    told = [event.verb for event in Event.objects.about(filed.subject)]
    assert told == ["submitted", "accepted", "answered"]


@pytest.fixture
def closing(report, lurah_gambir):
    """Siti's report, answered two days and an hour ago."""
    with at(now() - timedelta(days=2, hours=1)):
        filed = report(category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    return filed


def reminders():
    return Event.objects.filter(verb="closing")


def test_the_day_before_silence_confirms_its_reporter_is_told_once(closing, siti):
    (found,) = actions.to_remind(10)
    actions.remind(found)
    told = reminders().get()
    assert (told.subject, told.person, told.audience) == (closing.subject, siti, "person")
    assert told.data["closes"] == closing.confirm_by.isoformat()
    assert actions.to_remind(10) == []
    actions.remind(found)  # the chore of another worker, a moment later
    assert reminders().count() == 1
    found.refresh_from_db()
    assert found.status == "answered"


def test_not_days_before(closing):
    with at(closing.confirm_by - timedelta(hours=25)):
        assert actions.to_remind(10) == []
        actions.remind(closing)
    assert not reminders().exists()


def run_chores():
    close_quietly()
    say_what_closes_tomorrow()


def test_a_worker_that_was_away_reminds_late_once_and_closes_a_day_after(closing):
    back = closing.confirm_by + timedelta(days=2)
    for moment in (back, back + timedelta(hours=23)):
        with at(moment):
            run_chores()
        closing.refresh_from_db()
        assert (closing.status, closing.confirm_by) == ("answered", back + timedelta(days=1))
    assert reminders().get().data["closes"] == closing.confirm_by.isoformat()
    with at(closing.confirm_by):
        run_chores()
    closing.refresh_from_db()
    assert (closing.status, reminders().count()) == ("done", 1)


def test_who_is_told_with_minutes_left_has_a_day(closing):
    moment = closing.confirm_by - timedelta(minutes=10)
    with at(moment):
        run_chores()
    closing.refresh_from_db()
    assert closing.confirm_by == moment + timedelta(days=1)


def test_who_is_told_in_time_is_given_no_more(closing):
    before = closing.confirm_by
    run_chores()
    closing.refresh_from_db()
    assert (closing.confirm_by, reminders().count()) == (before, 1)


def test_of_what_is_past_caring_nobody_is_reminded(closing, siti, report, lurah_gambir):
    """Spoken of meanwhile, or whose reporter is no more: that closes, late, without a word."""
    actions.confirm(closing, siti)
    with at(now() - timedelta(days=9)):
        filed = report(by=None, channel="open311", photos=[], category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    run_chores()
    filed.refresh_from_db()
    assert (filed.status, reminders().count()) == ("done", 0)


def test_who_has_spoken_is_not_told(closing, siti):
    (found,) = actions.to_remind(10)
    actions.confirm(closing, siti)
    actions.remind(found)
    assert actions.to_remind(10) == []
    assert not reminders().exists()


def test_an_answer_given_anew_is_told_of_anew(closing, siti, lurah_gambir):
    actions.remind(closing)
    actions.refuse(closing, siti, reason="Macet lagi")
    actions.accept(closing, lurah_gambir)
    actions.answer(closing, lurah_gambir, reason="Sekarang sudah")
    assert actions.to_remind(10) == []
    with at(now() + timedelta(days=2, hours=1)):
        (again,) = actions.to_remind(10)
        actions.remind(again)
        assert actions.to_remind(10) == []
    assert reminders().count() == 2


def test_of_what_nobody_here_wrote_nobody_is_told(report, lurah_gambir):
    with at(now() - timedelta(days=2, hours=1)):
        filed = report(by=None, channel="import", photos=[], category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    assert actions.to_remind(10) == []
    actions.remind(filed)
    assert not reminders().exists()
