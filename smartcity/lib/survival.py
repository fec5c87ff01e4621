"""How long things take, when some have not ended yet: the Kaplan-Meier estimate, and Wilson's interval of a share.

A plain median of what is finished flatters whoever leaves the hard ones lying; here what is still open, or was taken
away, counts for as long as it lasted. Kaplan and Meier 1958; intervals of a quantile by Brookmeyer and Crowley 1982
with the log transform, as R's survfit gives them; Wilson 1927."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import exp, inf, sqrt
from typing import NamedTuple

Z90 = 1.6448536269514722  # two-sided 90%


class Step(NamedTuple):
    """The share that has not ended after `time`, with its interval."""

    time: float
    share: float
    low: float
    high: float


class Quantile(NamedTuple):
    """In the unit of the times; inf where it is not reached."""

    value: float
    low: float
    high: float


def curve(times: Iterable[tuple[float, bool]], z: float = Z90) -> list[Step]:
    """The survival curve of (how long, whether it ended then): a step for each moment at which something ended."""
    ordered = sorted(times)
    left, share, spread = len(ordered), 1.0, 0.0
    steps = []
    for time, group in groupby(ordered, key=lambda one: one[0]):
        together = list(group)
        ended = sum(over for _time, over in together)
        if ended:
            share *= 1 - ended / left
            spread += ended / (left * (left - ended)) if ended < left else inf
            wide = z * sqrt(spread)
            steps.append(Step(time, share, share * exp(-wide), min(1.0, share * exp(wide)) if share else 0.0))
        left -= len(together)
    return steps


def quantile(steps: Sequence[Step], ended: float = 0.5) -> Quantile:
    """When this share of all has ended."""
    left = 1 - ended + 1e-9

    def reached(name: str) -> float:
        return next((step.time for step in steps if getattr(step, name) <= left), inf)

    return Quantile(reached("share"), reached("low"), reached("high"))


def wilson(hits: int, of: int, z: float = Z90) -> tuple[float, float]:
    """The interval of a share of `of`; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)
