"""How long things take, when some have not ended yet: the Kaplan-Meier estimate, and Wilson's interval of a share.

A plain median of what is finished flatters whoever leaves the hard ones lying; here what is still open, or was taken
away, counts for as long as it lasted. Kaplan and Meier 1958; intervals of a quantile by Brookmeyer and Crowley 1982
with the log transform, as R's survfit gives them; Wilson 1927."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import exp, inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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


def medians(times: NDArray[np.float64], over: NDArray[np.bool_], z: float = Z90) -> Quantile:
    """`quantile(curve(...))` of many: seconds and whether each ended then. A million take some 0.1 s."""
    if not len(times):
        return Quantile(inf, inf, inf)
    at, first, count = np.unique(np.sort(times), return_index=True, return_counts=True)
    ended = np.zeros(len(at))
    ends, how_many = np.unique(times[over], return_counts=True)
    ended[np.searchsorted(at, ends)] = how_many
    left = len(times) - first
    steps = ended > 0
    at, ended, left = at[steps], ended[steps], left[steps]
    share = np.cumprod(1 - ended / left)
    with np.errstate(divide="ignore", invalid="ignore"):
        wide = np.exp(z * np.sqrt(np.cumsum(np.where(ended < left, ended / (left * (left - ended)), inf))))
        bounds = share, share / wide, np.where(share > 0, np.minimum(1.0, share * wide), 0.0)
    return Quantile(*(_first(at, bound <= 0.5 + 1e-9) for bound in bounds))


def _first(at: NDArray[np.float64], reached: NDArray[np.bool_]) -> float:
    return float(at[reached.argmax()]) if reached.any() else inf


def wilson(hits: int, of: int, z: float = Z90) -> tuple[float, float]:
    """The interval of a share of `of`; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    # Of none and of all exactly so, whatever the last digit: 0% is not above 0%.
    return 0.0 if hits == 0 else max(0.0, middle - half), 1.0 if hits == of else min(1.0, middle + half)
