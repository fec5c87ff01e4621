"""An office beside its like: the middle half of them, and no claim where nothing is sure."""

from math import inf

import pytest

from smartcity.reports.comparing import LEAST, WEIGHS, Band, measures
from smartcity.reports.performance import FEWEST
from smartcity.reports.tests.test_performance import made


def near(hours):
    """Thirty cases, all but as long as each other: the interval is narrow."""
    return [hours + n / 1000 for n in range(FEWEST)]


def like(*hours, cases=FEWEST):
    return [made(pk, near(hour), cases) for pk, hour in enumerate(hours, 1)]


def first(own, others):
    return measures(own, others)[0]


def test_it_works():
    one = first(None, like(1, 2, 3, 4, 5, 6, 7, 8))
    assert [round(seconds / 3600) for seconds in one.band] == [2, 4, 6]


def test_of_few_offices_there_is_no_band():
    assert first(None, like(*range(1, LEAST))).band is None
    assert first(None, like(*range(1, LEAST + 1))).band is not None


def test_offices_with_next_to_no_cases_are_not_in_it():
    assert first(None, like(1, 2, 3, 4, 5, cases=WEIGHS - 1)).band is None
    assert first(None, like(1, 2, 3, 4, 5, cases=WEIGHS)).band is not None


def test_an_office_with_few_cases_is_not_judged():
    (own,) = like(900, cases=FEWEST - 1)
    one = first(own, [own, *like(1, 2, 3, 4, 5)])
    assert (one.own, one.side) == (None, 0)


@pytest.mark.parametrize("hour, side", [(0.5, -1), (3, 0), (90, 1)])
def test_where_it_stands(hour, side):
    (own,) = like(hour)
    assert first(own, like(1, 2, 3, 4, 5)).side == side


def test_who_may_lie_within_is_not_called_slow():
    own = made(9, [1.0] * 14 + [90.0] * 16)
    assert own.response.median.value == 90 * 3600
    assert first(own, like(1, 2, 3, 4, 5)).side == 0


def test_what_most_never_reach_is_told_as_that():
    offices = [made(pk, [inf] * FEWEST) for pk in range(5)]
    never = [one for one in measures(offices[0], offices) if one.name == "response"][0]
    assert never.band == Band(inf, inf, inf)
    assert never.side == 0
