"""Which categories a text may be about: a small model of the city pack, read with numpy alone. Only ever a suggestion.

A text becomes its words, pairs of words and pieces of words, each counted into one of `BUCKETS`; the weights say how much
each speaks for each category (multinomial logistic regression). tools/train_kinds.py makes them; docs/kinds.md measures."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from csv import DictReader
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 13
MOST_LETTERS = 600  # of a text that are read
PIECES = (3, 4, 5)  # letters
SURE = 0.12  # the share the best one must have, or nothing is suggested
FLOOR = 0.04  # the share of any that is suggested
GRAVE = 0.33  # of one for the police: to be asked about a crime where there is none frightens. docs/kinds.md measures all three
_WORD = re.compile(r"[^\W\d_]{2,}")
_REPEATED = re.compile(r"(.)\1{2,}")

Floats = NDArray[np.float32]


def features(text: str) -> Counter[int]:
    """How often each bucket is hit; empty for a text without words."""
    plain = unicodedata.normalize("NFKD", text[:MOST_LETTERS].casefold())
    words = [_REPEATED.sub(r"\1", word) for word in _WORD.findall(plain)]
    found: Counter[int] = Counter()
    for word in words:
        padded = f" {word} "
        found[_bucket(word)] += 2
        found.update(
            _bucket(padded[i : i + n]) for n in PIECES if n < len(padded) for i in range(len(padded) - n + 1)
        )
    found.update(_bucket(f"{one} {two}") for one, two in zip(words, words[1:], strict=False))
    return found


def _bucket(piece: str) -> int:
    return crc32(piece.encode()) % BUCKETS


def vector(found: Counter[int]) -> tuple[NDArray[np.int64], Floats]:
    """The buckets hit and their values: square roots, of length one together."""
    where = np.fromiter(found, np.int64, len(found))
    values = np.sqrt(np.fromiter(found.values(), np.float32, len(found)))
    return where, values / np.linalg.norm(values)


class Model:
    """`kinds` are the codes it knows; `texts` the digest of what it has learned from."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as file:
            self.kinds = [str(code) for code in file["kinds"]]
            self.scale = file["scale"]
            self.weights = file["weights"]  # int8, BUCKETS x kinds
            self.bias = file["bias"]
            self.texts = str(file["texts"])

    def shares(self, text: str) -> list[tuple[str, float]]:
        """Every kind with its share of 1, the likeliest first; nothing for a text without words."""
        found = features(text)
        if not found:
            return []
        where, values = vector(found)
        scores = values @ (self.weights[where].astype(np.float32) * self.scale) + self.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return [(self.kinds[n], float(shares[n])) for n in np.argsort(-shares, kind="stable")]


@lru_cache(maxsize=4)
def model_of(pack: Path) -> Model | None:
    """The model of a city pack, read once; None where it has none."""
    path = pack / "kinds.npz"
    return Model(path) if path.exists() else None


@lru_cache(maxsize=4)
def for_police(pack: Path) -> frozenset[str]:
    """The codes of a pack's categories that the police answer, read once."""
    with (pack / "categories.csv").open(newline="") as rows:
        return frozenset(row["code"] for row in DictReader(rows) if row["responsible"] == "police")


def suggest(text: str, pack: Path, most: int = 3) -> Sequence[str]:
    """The codes of at most `most` categories `text` may be about, the likeliest first, none under its floor. None at all
    rather than a guess: for a text without words, or one that speaks for nothing in particular."""
    model = model_of(pack)
    found = model.shares(text) if model else []
    if not found or found[0][1] < SURE:
        return []
    police = for_police(pack)
    return [code for code, share in found[:most] if share >= (GRAVE if code in police else FLOOR)]
