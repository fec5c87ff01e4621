"""What stands above a list: the ways to sort it and the chips that narrow it."""

from collections import Counter
from dataclasses import dataclass

from smartcity.crop.scope import Scope
from smartcity.crop.wanted import Wanted
from smartcity.lib.look import words
from smartcity.reports.workflow import OPEN, Status

CHIPS = (Status.WAITING, Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED)


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip: chosen or not, and the address that turns it."""

    word: str
    icon: str
    n: int | None
    on: bool
    href: str
    mark: str = ""


def sorts(wanted: Wanted, *, checks: bool) -> dict[str, str]:
    """Addresses of this list in other orders. A verifier comes in at what is to be checked, so "due" says so."""
    return {
        "due": wanted.but(sort="due" if checks else "", at="", status="" if wanted.status == Status.ANSWERED else wanted.status),
        "new": wanted.but(sort="new", at=""),
        "near": wanted.but(sort="near"),
        "check": wanted.but(sort="", at="", status=""),
    }  # fmt: skip


def filters(scope: Scope, wanted: Wanted) -> dict[str, list[Filter]]:
    """What the list can be narrowed by, with how many there are; choosing the chosen one takes it away."""
    statuses: Counter[str] = Counter()
    kinds: dict[str, tuple[str, str, int]] = {}
    for desk in scope.chosen:
        statuses.update(desk.statuses)
        for code, (name, icon, n) in desk.kinds.items():
            kinds[code] = (name, icon, n + kinds.get(code, ("", "", 0))[2])
    if wanted.category and wanted.category not in kinds:
        kinds[wanted.category] = (wanted.category, "other", 0)
    by_number = sorted(kinds.items(), key=lambda kind: (-kind[1][2], kind[1][0]))
    chips = {
        "status": [
            Filter(words.status(s), "", statuses[s] if s in OPEN else None, wanted.status == s,
                   wanted.but(status="" if wanted.status == s else s), mark=s)
            for s in CHIPS
        ],
        "kind": [
            Filter(name, icon, n, wanted.category == code, wanted.but(category="" if wanted.category == code else code))
            for code, (name, icon, n) in by_number
        ],
    }  # fmt: skip
    words_typed = [Filter(wanted.q, "close", None, True, wanted.but(q=""))] if wanted.q else []
    return chips | {
        "chosen": [*words_typed, *(chip for group in chips.values() for chip in group if chip.on)]
    }
