"""Limits fire, and only for whom they should."""

from smartcity.lib.limits import over


def test_the_third_of_two_is_over():
    assert [over("write", 1, 2) > 0 for _ in range(3)] == [False, False, True]


def test_it_says_how_long_to_wait():
    over("write", 1, 1)
    assert 0 < over("write", 1, 1) <= 60


def test_each_is_counted_alone():
    over("write", 1, 1)
    assert over("write", 2, 1) == over("read", 1, 1) == 0


def test_no_limit():
    assert not any(over("write", 1, 0) for _ in range(5))
