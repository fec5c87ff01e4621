"""An office beside its like: where the middle half of comparable offices stands. None of them is named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from smartcity.lib.survival import Quantile
from smartcity.reports.performance import Figures, Share

LEAST = 5  # offices: of fewer, a band would tell what one of them did
# Cases with which an office counts in the band, where nobody is judged; to be judged takes FEWEST.
WEIGHS = 5


class Band(NamedTuple):
    """A quarter of the offices lies below `low`, half below `middle`, three quarters below `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Measure:
    """`name` is one of VALUES. `own`: this office's, with its 90% interval; None with too few cases. `band`: None with too
    few offices. Times in seconds (inf where not reached), shares in percent; less is better in all of them."""

    name: str
    own: Quantile | None
    band: Band | None

    @property
    def side(self) -> int:
        """-1 surely below the middle half, 1 surely above it; else 0: its interval reaches into it."""
        if self.own is None or self.band is None:
            return 0
        return (self.own.low > self.band.high) - (self.own.high < self.band.low)


def _share(share: Share) -> Quantile | None:
    return None if share.percent is None else Quantile(share.percent, share.low, share.high)


VALUES: dict[str, Callable[[Figures], Quantile | None]] = {
    "response": lambda one: one.response.median,
    "resolution": lambda one: one.resolution.median,
    "refused": lambda one: _share(one.refused),
    "reopened": lambda one: _share(one.reopened),
}


def measures(own: Figures | None, like: Iterable[Figures]) -> list[Measure]:
    """Of the offices `like` it, itself among them, those count that have `WEIGHS` cases."""
    them = weighing(like)
    mine = own if own and own.enough else None
    return [
        Measure(name, value(mine) if mine else None, _band(found.value for one in them if (found := value(one))))
        for name, value in VALUES.items()
    ]  # fmt: skip


def weighing(like: Iterable[Figures]) -> list[Figures]:
    return [one for one in like if one.cases >= WEIGHS]


def _band(values: Iterable[float]) -> Band | None:
    """By nearest rank, which needs no number between a day and never."""
    known = sorted(values)
    if len(known) < LEAST:
        return None
    return Band(*(known[ceil(share * len(known)) - 1] for share in (0.25, 0.5, 0.75)))
