"""Moments as programs write them."""

from datetime import UTC, datetime

import pytest

from smartcity.lib.time import read_w3c, w3c


@pytest.mark.parametrize("text", [
    "2026-11-23T09:41:00Z", "2026-11-23T16:41:00+07:00", "2026-11-23T16:41:00 07:00", "2026-11-23T09:41:00.750Z",
    "2026-11-23T16:41:00", " 2026-11-23T09:41:00Z ",
])  # fmt: skip
def test_one_moment_many_ways(text):
    assert w3c(read_w3c(text)) == "2026-11-23T09:41:00Z"


def test_a_day_begins_at_midnight_in_the_city():
    assert read_w3c("2026-11-23") == datetime(2026, 11, 22, 17, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "0", "2026-13-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
                                  "2026-11-23T09:41:00+25:00", "\x00", "1969-12-31"])  # fmt: skip
def test_what_is_no_moment(text):
    with pytest.raises(ValueError):  # noqa: PT011  # the standard library words it
        read_w3c(text)
