"""Permitted moves are a table. Pure Python; who may make a move and what it needs stand beside it."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    COORDINATING = "coordinating"
    ANSWERED = "answered"
    DONE = "done"
    REJECTED = "rejected"
    MERGED = "merged"


class Who(StrEnum):
    HOLDER = "holder"  # a seat in the holding office or above it
    REPORTER = "reporter"
    REPORTER_OR_VERIFIER = "reporter_or_verifier"
    VERIFIER = "verifier"
    REPORTER_OR_SUPPORTERS = "reporter_or_supporters"


S = Status
OPEN = frozenset({S.WAITING, S.IN_PROGRESS, S.COORDINATING})
UNFINISHED = OPEN | {S.ANSWERED}
CLOSED = frozenset({S.DONE, S.REJECTED, S.MERGED})


@dataclass(frozen=True, slots=True)
class Move:
    sources: frozenset[Status]
    target: Status
    who: Who
    done: str  # the verb its event carries
    reason: bool = False  # a reason must be given


MOVES: dict[str, Move] = {
    "accept": Move(frozenset({S.WAITING}), S.IN_PROGRESS, Who.HOLDER, "accepted"),
    "coordinate": Move(
        frozenset({S.WAITING, S.IN_PROGRESS}), S.COORDINATING, Who.HOLDER, "coordinating", True
    ),
    "resume": Move(frozenset({S.COORDINATING}), S.IN_PROGRESS, Who.HOLDER, "resumed"),
    "forward": Move(OPEN, S.WAITING, Who.HOLDER, "forwarded", True),
    "reject": Move(frozenset({S.WAITING, S.IN_PROGRESS}), S.REJECTED, Who.HOLDER, "rejected", True),
    "answer": Move(frozenset({S.IN_PROGRESS}), S.ANSWERED, Who.HOLDER, "answered", True),
    "reclassify": Move(frozenset({S.WAITING, S.IN_PROGRESS}), S.WAITING, Who.HOLDER, "reclassified", True),
    "merge": Move(UNFINISHED, S.MERGED, Who.HOLDER, "merged"),
    "appeal": Move(frozenset({S.REJECTED}), S.WAITING, Who.REPORTER, "appealed", True),
    "confirm": Move(frozenset({S.ANSWERED}), S.DONE, Who.REPORTER_OR_VERIFIER, "confirmed"),
    "refuse": Move(frozenset({S.ANSWERED, S.DONE}), S.WAITING, Who.REPORTER_OR_SUPPORTERS, "refused", True),
    "disprove": Move(frozenset({S.ANSWERED, S.DONE}), S.WAITING, Who.VERIFIER, "disproved", True),
}


def permitted(status: str) -> list[str]:
    """The verbs that lead anywhere from `status`, in the table's order."""
    return [verb for verb, move in MOVES.items() if status in move.sources]
