"""Precision and recall of "already reported?" on hand-labelled pairs of real reports.

    python tools/measure_alike.py FILE.csv          # the reports of February 2017, which are not ours to keep
    python tools/measure_alike.py FILE.csv --tune   # which constants are best on the half that may be looked at

tools/alike/pairs.csv holds row numbers, digests and labels only. Half a was tuned on; b was not looked at until then."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from csv import DictReader
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import django

django.setup()

from smartcity.lib.geo import distance_m  # noqa: E402  # after setup
from smartcity.reports import repeats  # noqa: E402
from smartcity.reports.models import Category  # noqa: E402

PAIRS = Path(__file__).parent / "alike/pairs.csv"
PACK = Path(__file__).parent.parent / "smartcity/cities/jakarta"
Told = dict[str, str]


@dataclass(frozen=True)
class Pair:
    half: str
    same: bool
    stratum: str
    one: Told
    other: Told


class NotTheseReports(Exception):
    """The file is another one than the pairs were labelled on."""


def pairs(path: Path) -> list[Pair]:
    """Raises NotTheseReports."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(DictReader(file))
    found = []
    with PAIRS.open(newline="") as file:
        for row in DictReader(file):
            one, other = (rows[int(row[f"row_{side}"])] for side in "ab")
            if (digest(one), digest(other)) != (row["digest_a"], row["digest_b"]):
                raise NotTheseReports(path)
            found.append(Pair(row["half"], row["same"] == "1", row["stratum"], one, other))
    return found


def digest(row: Told) -> str:
    return sha256(
        "\x1f".join(row[name] for name in ("created_at", "lat", "lng", "text")).encode()
    ).hexdigest()[:10]


@cache
def kinds() -> dict[str, Category]:
    with (PACK / "categories.csv").open(newline="") as rows:
        return {
            row["code"]: cast(Category, SimpleNamespace(**{**row, "reach_m": int(row["reach_m"])}))
            for row in DictReader(rows)
        }


def kind_of(text: str, known: dict[str, Category]) -> Category:
    """As the import takes it: what its hashtags name, or a flood."""
    tags = sorted(
        ((word, code) for code, kind in known.items() for word in kind.keywords.split(",")),
        key=lambda pair: -len(pair[0]),
    )
    said = text.casefold().split("#")[1:]
    return known[next((code for word in said for tag, code in tags if word.startswith(tag)), "flood")]


def before(pair: Pair) -> bool:
    """The rule until November 2026: within a day and 30 m, or within 150 m with three tenths of the words shared."""
    words = [frozenset(re.findall(r"\w{3,}", told["text"].casefold())) for told in (pair.one, pair.other)]
    both = words[0] | words[1]
    like = len(words[0] & words[1]) / len(both) if both else 1.0
    one, other = (datetime.fromisoformat(told["created_at"]) for told in (pair.one, pair.other))
    known = kinds()
    if abs((one - other).total_seconds()) > 86_400 or kind_of(pair.one["text"], known) != kind_of(
        pair.other["text"], known
    ):
        return False
    metres = distance_m(*(float(told[name]) for told in (pair.one, pair.other) for name in ("lng", "lat")))
    return metres <= 30 or (metres <= 150 and like >= 0.3)


def after(pair: Pair) -> bool:
    """The score."""
    known = kinds()
    one, other = (
        repeats.Problem.told(
            kind_of(told["text"], known), float(told["lng"]), float(told["lat"]), told["text"]
        )
        for told in (pair.one, pair.other)
    )
    return repeats.match(one, other).alike


def figures(rule: Callable[[Pair], bool], asked: list[Pair]) -> tuple[float, float]:
    """Precision and recall."""
    said = [pair for pair in asked if rule(pair)]
    right = sum(pair.same for pair in said)
    return right / max(1, len(said)), right / max(1, sum(pair.same for pair in asked))


def measured(path: Path) -> Iterator[tuple[str, str, int, float, float]]:
    """Rule, half, how many pairs, precision, recall."""
    found = pairs(path)
    for name, rule in (("before", before), ("after", after)):
        for half in "ab":
            some = [pair for pair in found if pair.half == half]
            yield name, half, len(some), *figures(rule, some)


def tune(path: Path) -> None:
    """The constants that give the best F1 on half a."""
    some = [pair for pair in pairs(path) if pair.half == "a"]
    tried: list[tuple[float, Any]] = []
    for names, part, kin, alike in product(
        (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
        (0.15, 0.25, 0.35, 0.5),
        (0.7, 0.85, 1.0),
        (0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
    ):
        repeats.NAMES, repeats.PART, repeats.KIN, repeats.ALIKE = names, part, kin, alike
        precision, recall = figures(after, some)
        tried.append(
            (
                2 * precision * recall / max(0.001, precision + recall),
                (names, part, kin, alike, precision, recall),
            )
        )
    for f1, what in sorted(tried, reverse=True)[:12]:
        print(f"F1 {f1:.3f}: names, part, kin, alike, precision, recall = {what}")


def main() -> None:
    path = Path(sys.argv[1])
    if "--tune" in sys.argv:
        tune(path)
        return
    for name, half, n, precision, recall in measured(path):
        print(f"{name:6} half {half}, {n} pairs: precision {precision:.2f}, recall {recall:.2f}")


if __name__ == "__main__":
    main()
