"""Working hours: evenings, week-ends, holidays and the city's own days off do not count."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from smartcity.lib.errors import Invalid
from smartcity.lib.time import now
from smartcity.offices import hours
from smartcity.offices.actions import forget_day, set_day
from smartcity.offices.models import DayOff

pytestmark = pytest.mark.django_db


def local(text):
    """ "2026-11-25 09:00" in the city: a Wednesday, without holidays near it."""
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(("moment", "given", "then"), [
    ("2026-11-25 09:00", 2, "2026-11-25 11:00"),
    ("2026-11-25 15:00", 2, "2026-11-26 08:30"),
    ("2026-11-25 22:00", 1, "2026-11-26 08:30"),
    ("2026-11-25 03:00", 8, "2026-11-25 15:30"),
    ("2026-11-25 07:30", 8.5, "2026-11-25 16:00"),
    ("2026-11-27 16:00", 1, "2026-11-30 08:00"),
    ("2026-11-28 12:00", 1, "2026-11-30 08:30"),
    ("2026-12-23 15:30", 1, "2026-12-28 08:00"),
], ids=["that day", "over the night", "in the evening", "before they open", "to the minute", "over the week-end", "on a Saturday",
        "over Christmas, joint leave included"])  # fmt: skip
def test_it_works(moment, given, then):
    assert hours.add(local(moment), given) == local(then)


def test_a_day_off_of_the_city(monkeypatch):
    DayOff.objects.create(day=date(2026, 11, 26), name="Pemilihan gubernur")
    assert hours.add(local("2026-11-25 15:00"), 2) == local("2026-11-27 08:30")


def test_worked_in_spite_of_a_holiday():
    DayOff.objects.create(day=date(2026, 12, 24), works=True)
    assert hours.add(local("2026-12-23 15:30"), 1) == local("2026-12-24 08:00")


def test_what_is_coming():
    DayOff.objects.create(day=date(2026, 12, 24), works=True)
    DayOff.objects.create(day=date(2026, 12, 28), name="Banjir besar")
    told = hours.coming(date(2026, 12, 1), date(2027, 1, 1))
    assert [(one.day.day, one.works, one.set_here) for one in told] == [
        (24, True, True),
        (25, False, False),
        (28, False, True),
    ]
    assert told[0].name == "Cuti Bersama Hari Raya Natal"


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2200, 1, 1)])
def test_no_day_long_ago_or_far_away(day):
    with pytest.raises(Invalid):
        set_day(day, "Libur", works=False)
    assert not DayOff.objects.exists()


def test_closed_needs_a_name():
    with pytest.raises(Invalid):
        set_day(timezone.localdate(now()), "  ", works=False)


def test_said_twice_and_taken_back():
    today = timezone.localdate(now())
    set_day(today, "Libur", works=False)
    set_day(today, works=True)
    assert DayOff.objects.get().works
    assert forget_day(today)
    assert not forget_day(today)
