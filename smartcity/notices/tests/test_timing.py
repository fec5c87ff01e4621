"""When news may leave the house."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from smartcity.notices.models import Preferences
from smartcity.notices.timing import due

ZONE = ZoneInfo("Asia/Jakarta")


def at(text):
    """Of the week of Wednesday, 25 November 2026, in Jakarta."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize("happens, wishes, urgent, sent", [
    ("25 12:00", {}, False, "25 12:00"),
    ("25 22:00", {}, False, "26 06:00"),
    ("26 05:59", {}, True, "26 06:00"),
    ("26 06:00", {}, False, "26 06:00"),
    ("25 21:59", {}, False, "25 21:59"),
    ("25 23:00", {"quiet": False}, False, "25 23:00"),
    ("25 13:30", {"quiet_from": 13, "quiet_to": 15}, False, "25 15:00"),
    ("25 15:00", {"quiet_from": 13, "quiet_to": 15}, False, "25 15:00"),
    ("25 13:30", {"quiet_from": 13, "quiet_to": 13}, False, "25 13:30"),
    ("25 12:00", {"digest": "daily"}, False, "26 07:00"),
    ("25 06:30", {"digest": "daily"}, False, "25 07:00"),
    ("25 07:00", {"digest": "daily"}, False, "26 07:00"),
    ("25 12:00", {"digest": "daily"}, True, "25 12:00"),
    ("25 23:00", {"digest": "daily"}, True, "26 06:00"),
    ("25 12:00", {"digest": "daily", "digest_hour": 23}, False, "26 06:00"),
    ("25 12:00", {"digest": "weekly"}, False, "30 07:00"),
    ("23 06:00", {"digest": "weekly"}, False, "23 07:00"),
    ("23 07:00", {"digest": "weekly"}, False, "30 07:00"),
])  # fmt: skip
def test_it_works(happens, wishes, urgent, sent):
    assert due(Preferences(**wishes), at(happens), urgent=urgent) == at(sent)


def test_the_clock_of_the_city_counts_where_it_is_turned(settings):
    settings.TIME_ZONE = "Europe/Amsterdam"
    zone = ZoneInfo("Europe/Amsterdam")
    night = datetime(2026, 10, 24, 23, tzinfo=zone)  # the night in which an hour is had twice
    assert due(Preferences(), night, urgent=False) == datetime(2026, 10, 25, 6, tzinfo=zone)
