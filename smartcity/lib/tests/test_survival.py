"""Against figures printed in the literature: the remission times, in weeks, of Freireich 1963, as R's survfit reads
them."""

from math import inf

import pytest

from smartcity.lib.survival import curve, quantile, wilson

ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
GOING_ON = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TREATED = [(t, True) for t in ENDED] + [(t, False) for t in GOING_ON]
PLACEBO = [(t, True) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]
Z95 = 1.959964


def test_the_curve_is_the_printed_one():
    steps = {step.time: round(step.share, 3) for step in curve(TREATED)}
    assert steps == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_its_interval_is_the_printed_one():
    at_ten = next(step for step in curve(TREATED, Z95) if step.time == 10)
    assert (round(at_ten.low, 3), round(at_ten.high, 3)) == (0.586, 0.968)


def test_a_median_with_what_still_goes_on():
    assert quantile(curve(TREATED, Z95)) == (23, 16, inf)


def test_a_median_when_all_has_ended():
    assert quantile(curve(PLACEBO, Z95)) == (8, 4, 12)


def test_who_leaves_the_hard_ones_lying_is_not_flattered():
    quick = [(1.0, True)] * 10
    assert quantile(curve(quick)).value == 1.0
    assert quantile(curve(quick + [(50.0, False)] * 30)).value == inf


def test_of_nothing_nothing_is_known():
    assert curve([]) == []
    assert quantile([]) == (inf, inf, inf)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_wilsons_interval(hits, of, low, high):
    assert tuple(round(end, 3) for end in wilson(hits, of, Z95)) == (low, high)


def test_the_share_of_nothing_may_be_anything():
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("of", range(1, 400, 7))
def test_none_and_all_have_ends_without_a_rest(of):
    assert wilson(0, of)[0] == 0.0
    assert wilson(of, of)[1] == 1.0
