"""Deadlines of kinds that only offices' hours count for; of the others every hour does."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from smartcity.lib.time import at
from smartcity.offices import hours
from smartcity.reports import actions
from smartcity.reports.deadlines import promised
from smartcity.reports.models import Category

HERE = ZoneInfo("Asia/Jakarta")
FRIDAY_EVENING = datetime(2026, 11, 27, 20, tzinfo=HERE)


@pytest.fixture
def office_kind(city):
    """The kind of the fixture report, counted in working hours: 8 to act, 42 to solve."""
    Category.objects.filter(code="road").update(clock="working", first_action_hours=8, resolution_hours=42)


def test_it_works(office_kind, report):
    with at(FRIDAY_EVENING):
        filed = report()
    assert filed.act_by == datetime(2026, 11, 30, 15, 30, tzinfo=HERE)
    assert filed.resolve_by == hours.add(FRIDAY_EVENING, 42)


def test_others_are_counted_day_and_night(report):
    with at(FRIDAY_EVENING):
        filed = report()
    assert filed.act_by == FRIDAY_EVENING + timedelta(hours=filed.category.first_action_hours)


def test_nobody_climbs_over_the_week_end(office_kind, report):
    with at(FRIDAY_EVENING):
        filed = report()
    with at(FRIDAY_EVENING + timedelta(days=2)):
        actions.escalate(filed)
    filed.refresh_from_db()
    assert filed.escalated_to is None


def test_the_next_step_is_a_working_day_later(office_kind, report):
    with at(FRIDAY_EVENING):
        filed = report()
    monday = datetime(2026, 11, 30, 15, 45, tzinfo=HERE)
    with at(monday):
        actions.escalate(filed)
    filed.refresh_from_db()
    assert filed.escalate_at == hours.add(monday, 8)


def test_it_is_said_in_words(office_kind):
    assert promised(Category.objects.get(code="road"), 8) == "8 jam kerja"
