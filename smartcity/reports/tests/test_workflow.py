"""The table of moves, walked."""

import pytest

from smartcity.reports.numbers import number_of, pk_of
from smartcity.reports.workflow import MOVES, Status, permitted

ALLOWED = {
    "waiting": {"accept", "coordinate", "forward", "reject", "reclassify", "merge"},
    "in_progress": {"coordinate", "forward", "reject", "answer", "reclassify", "merge"},
    "coordinating": {"resume", "forward", "merge"},
    "answered": {"confirm", "refuse", "disprove", "merge"},
    "done": {"refuse", "disprove"},
    "rejected": {"appeal"},
    "merged": set(),
}


@pytest.mark.parametrize("status", ALLOWED)
def test_permitted(status):
    assert set(permitted(status)) == ALLOWED[status]


def test_every_status_but_merged_can_be_left():
    assert {status for status in Status if not permitted(status)} == {Status.MERGED}


@pytest.mark.parametrize(
    "walk",
    [
        ["accept", "answer", "confirm"],
        ["accept", "coordinate", "resume", "answer", "refuse", "accept", "answer", "confirm", "refuse"],
        ["forward", "forward", "accept", "forward", "reject", "appeal", "accept"],
        ["coordinate", "forward", "merge"],
    ],
)
def test_walk(walk):
    status = Status.WAITING
    for verb in walk:
        assert verb in permitted(status)
        status = MOVES[verb].target


def test_numbers_are_a_bijection():
    pks = [*range(1, 2000), 899_999, 900_000, 900_001, 1_800_000, 1_800_001, 10_000_000]
    numbers = [number_of(pk) for pk in pks]
    assert len(set(numbers)) == len(pks)
    assert [pk_of(number) for number in numbers] == pks


def test_numbers_are_short():
    assert {len(str(number_of(pk))) for pk in (1, 900_000)} == {6}
    assert len(str(number_of(1_000_000))) == 7


def test_a_number_nobody_has():
    assert pk_of(99_999) == pk_of(0) == pk_of(-5) == 0
