"""Randomness with a grain: what asphalt, clouds, leaves and dirty water have in common."""

from functools import cache
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
CELLS = 256  # a power of two: the lattice repeats after so many cells


class Dice(Random):
    """Chance that falls alike in every run."""


@cache
def lattice(layer: int) -> Array:
    """CELLS x CELLS independent values in -1..1, the same in every run."""
    return np.random.default_rng(layer).uniform(-1, 1, (CELLS, CELLS)).astype(np.float32)


def phase(x: Array, every: float) -> Array:
    """How far along each `every` units x is, 0..1; several times faster than the % of numpy."""
    turns = x * np.float32(1 / every)
    along: Array = turns - np.floor(turns)
    return along


def grain(x: Array, y: Array, layer: int = 0) -> Array:
    """One hard-edged value in -1..1 for every unit cell of the plane."""
    column, row = x.astype(np.int32) & (CELLS - 1), y.astype(np.int32) & (CELLS - 1)
    return lattice(layer).ravel().take((row << 8) | column)


def blots(x: Array, y: Array, layer: int = 0, octaves: int = 3) -> Array:
    """Soft blots about one unit wide, with finer ones upon them; about -1..1."""
    total = np.zeros(np.broadcast(x, y).shape, np.float32)
    for octave in range(octaves):
        total += _smooth(x * 2**octave, y * 2**octave, layer + octave) / 2**octave
    return total


def _smooth(x: Array, y: Array, layer: int) -> Array:
    """The lattice with a smooth way from each value to the next."""
    flat = lattice(layer).ravel()
    left, low = np.floor(x), np.floor(y)
    across, up = (part * part * (3 - 2 * part) for part in (x - left, y - low))
    column, row = left.astype(np.int32) & (CELLS - 1), (low.astype(np.int32) & (CELLS - 1)) << 8
    right, high = (column + 1) & (CELLS - 1), (row + CELLS) & (CELLS * CELLS - 1)
    bottom = flat.take(row | column) * (1 - across) + flat.take(row | right) * across
    top = flat.take(high | column) * (1 - across) + flat.take(high | right) * across
    smooth: Array = bottom * (1 - up) + top * up
    return smooth
