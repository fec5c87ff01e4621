"""A table of what comes before what."""

from datetime import UTC, datetime, timedelta

import pytest

from smartcity.beds.order import effort, hours_old, staleness

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def worth(km, free, hours, denials=0):
    return effort(km, free, None if hours is None else NOW - timedelta(hours=hours), denials, NOW)


@pytest.mark.parametrize(
    ("nearer_to_the_top", "further_down"),
    [
        ((1, 5, 0), (2, 5, 0)),  # distance
        ((2, 5, 0), (1, 5, 3)),  # age counts like distance
        ((9, 5, 0), (1, 5, 9)),
        ((9, 1, 0), (1, 0, 0)),  # full comes after what may have a bed
        ((3, 5, 0), (2, 5, 0, 1)),  # a citizen found it full
        ((1, 5, 9), (1, 5, 10)),  # it goes on sinking
        ((1, 5, 20), (1, 5, None)),  # never told comes after today's
        ((1, None, None), (1, 0, 0)),  # but before full
        ((5, 3, 0), (5, 3, 48)),
    ],
)
def test_what_comes_first(nearer_to_the_top, further_down):
    assert worth(*nearer_to_the_top) < worth(*further_down)


def test_a_day_old_is_as_old_as_it_gets():
    assert worth(1, 5, 24) == worth(1, 5, 99) == worth(1, None, None)
    assert worth(1, 5, 0, 5) == worth(1, 5, 0, 50)


def test_a_clock_ahead_gains_nothing():
    assert hours_old(NOW + timedelta(hours=1), NOW) == 0


@pytest.mark.parametrize(
    ("hours", "word"), [(0.1, "fresh"), (1, "fresh"), (3, "aging"), (9, "stale"), (48, "stale")]
)
def test_how_old_it_is(hours, word):
    assert staleness(NOW - timedelta(hours=hours), NOW) == word
    assert staleness(None, NOW) == "never"
