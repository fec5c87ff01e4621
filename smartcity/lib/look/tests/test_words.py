"""What a status, a deadline, a moment, a distance and a number are called, at their edges and in both languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from smartcity.lib.look import words

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 in Jakarta


def after(**length):
    return NOW + timedelta(**length)


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_it_works():
    assert words.status("waiting") == "Menunggu"
    assert words.deadline(after(hours=3), NOW) == ("sisa 3 jam", "soon")
    assert words.ago(after(minutes=-2), NOW) == "2 menit lalu"


@pytest.mark.parametrize(
    "length, text, tone",
    [
        ({"days": 3}, "sisa 3 hari", ""),
        ({"hours": 24}, "sisa 1 hari", ""),
        ({"hours": 23, "minutes": 59}, "sisa 1 hari", ""),  # just sent
        ({"days": 2, "seconds": -2}, "sisa 2 hari", ""),
        ({"hours": 23, "minutes": 44}, "sisa 23 jam", ""),
        ({"hours": 6, "seconds": 1}, "sisa 6 jam", ""),
        ({"hours": 6}, "sisa 6 jam", "soon"),
        ({"hours": 1}, "sisa 1 jam", "soon"),
        ({"minutes": 59, "seconds": 59}, "sisa 59 mnt", "soon"),
        ({"seconds": 1}, "sisa 1 mnt", "soon"),
        ({}, "sisa 1 mnt", "soon"),
        ({"seconds": -1}, "terlambat 1 mnt", "late"),
        ({"minutes": -40}, "terlambat 40 mnt", "late"),
        ({"minutes": -60}, "terlambat 1 jam", "late"),
        ({"hours": -24}, "terlambat 1 hari", "late"),
        ({"days": -2, "hours": -5}, "terlambat 2 hari", "late"),
    ],
)
def test_a_deadline_reads_by_its_largest_unit(length, text, tone):
    assert words.deadline(after(**length), NOW) == (text, tone)


def test_no_deadline_is_no_words():
    assert words.deadline(None, NOW) is None


@pytest.mark.parametrize(
    "length, text",
    [
        ({"seconds": 5}, "baru saja"),  # a clock that runs ahead is not the future
        ({"seconds": -59}, "baru saja"),
        ({"seconds": -60}, "1 menit lalu"),
        ({"minutes": -59}, "59 menit lalu"),
        ({"hours": -1}, "1 jam lalu"),
        ({"hours": -23}, "23 jam lalu"),
        ({"hours": -24}, "kemarin"),
        ({"hours": -33}, "kemarin"),
        ({"hours": -35}, "2 hari lalu"),  # 23.00 two days before
        ({"days": -7}, "7 hari lalu"),
        ({"days": -8}, "15 Nov"),
        ({"days": -365}, "23 Nov 2025"),
    ],
)
def test_ago(length, text):
    assert words.ago(after(**length), NOW) == text


@pytest.mark.parametrize(
    "length, text",
    [
        ({}, "hari ini 10.00"),
        ({"hours": -10}, "hari ini 00.00"),
        ({"hours": -10, "seconds": -1}, "kemarin 23.59"),
        ({"days": 1}, "besok 10.00"),
        ({"days": -3, "minutes": -50}, "20 Nov 09.10"),
        ({"days": -184}, "23 Mei 10.00"),
        ({"days": -400}, "19 Okt 2025 10.00"),
    ],
)
def test_when_is_in_the_citys_zone(length, text):
    assert words.when(after(**length), NOW) == text


@pytest.mark.parametrize(
    "length, text",
    [
        (timedelta(days=2, hours=4, minutes=30), "2 hari 4 jam"),
        (timedelta(days=2, minutes=30), "2 hari"),
        (timedelta(hours=4, minutes=10), "4 jam 10 menit"),
        (timedelta(minutes=10), "10 menit"),
        (timedelta(seconds=3), "1 menit"),
    ],
)
def test_a_span_by_its_two_largest_units(length, text):
    assert words.span(length) == text


@pytest.mark.parametrize(
    "metres, text",
    [(0, "0 m"), (9.4, "9 m"), (99, "99 m"), (143, "140 m"), (994, "990 m"), (996, "1,0 km"), (1149, "1,1 km"),
     (9960, "10 km"), (12_400, "12 km"), (1_204_000, "1.204 km")],
)  # fmt: skip
def test_distance(metres, text):
    assert words.distance(metres) == text


def test_numbers():
    assert words.number(482917) == "482 917"
    assert words.number(1482917) == "1 482 917"
    assert words.thousands(1204) == "1.204"
    assert words.thousands(999) == "999"


def test_english(english):
    assert words.status("in_progress") == "In progress"
    assert words.deadline(after(hours=1), NOW) == ("1 hour left", "soon")
    assert words.deadline(after(days=-2), NOW) == ("2 days late", "late")
    assert words.ago(after(minutes=-1), NOW) == "1 minute ago"
    assert words.when(after(days=-1), NOW) == "yesterday 10:00"
    assert words.span(timedelta(days=1, hours=4)) == "1 day 4 hours"
    assert words.distance(1100) == "1.1 km"
    assert words.thousands(1204) == "1,204"


def test_every_status_has_its_english_word(english):
    assert [words.status(name) for name in words.STATUSES] == [
        "Waiting", "In progress", "Coordinating", "Answered", "Done", "Rejected", "Merged",
    ]  # fmt: skip
