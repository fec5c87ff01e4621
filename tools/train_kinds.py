"""Write sentences about every category, and train the small model that suggests one from a text.

python tools/train_kinds.py            # train, measure, write smartcity/cities/jakarta/kinds.npz
python tools/train_kinds.py --measure  # only measure what is stored"""

from __future__ import annotations

import random
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from csv import DictReader
from hashlib import sha256
from pathlib import Path

import numpy as np

from smartcity.reports.suggesting import BUCKETS, Model, features, for_police, suggest, vector

HERE = Path(__file__).parent / "kinds"
PACK = Path(__file__).parent.parent / "smartcity/cities/jakarta"
EACH = 420  # sentences written of each kind
MORE = 80  # of each that has words which outweigh a place
SEED = 20170221
_CHOICE = re.compile(r"\{([^{}]*)\}")

Labelled = tuple[str, str]  # kind, text


def spoken(template: str, chance: random.Random) -> str:
    """One sentence of a template: one of each {a|b|}."""
    while _CHOICE.search(template):
        template = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), template)
    return " ".join(template.split())


def written(each: int = EACH) -> list[Labelled]:
    """The sentences the model learns from, always the same ones."""
    told = tomllib.loads((HERE / "phrases.toml").read_text())
    chance = random.Random(SEED)  # noqa: S311  # sentences, no secrets
    texts = [(kind, text) for kind, text in _keywords() for _again in range(6)]
    for kinds, most in ((told["kinds"], each), (told["more"], MORE)):
        for kind, templates in kinds.items():
            for n in range(most):
                core = spoken(templates[n % len(templates)], chance)
                texts.append((kind, _typed(_around(core, told["around"], chance), told["short"], chance)))
    return texts


def _keywords() -> Iterator[Labelled]:
    with (PACK / "categories.csv").open(newline="") as rows:
        for row in DictReader(rows):
            if row["code"] != "other":
                yield from (
                    (row["code"], word) for word in (row["name"], row["name_en"], *row["keywords"].split(","))
                )


def _around(core: str, around: dict[str, list[str]], chance: random.Random) -> str:
    parts = [core]
    for name, share in (("before", 0.3), ("place", 0.5), ("since", 0.3), ("after", 0.35)):
        if chance.random() < share:
            parts.insert(0 if name == "before" else len(parts), spoken(chance.choice(around[name]), chance))
    return " ".join(parts)


def _typed(text: str, short: dict[str, list[str]], chance: random.Random) -> str:
    """As thumbs type it: shortened words, a slip in one of eight."""
    words = [
        chance.choice(short[word]) if word in short and chance.random() < 0.4 else word
        for word in text.split()
    ]
    return " ".join(
        _slip(word, chance) if len(word) > 4 and chance.random() < 0.12 else word for word in words
    )


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def held_out() -> dict[str, list[Labelled]]:
    """By name: phrasings never learned from, and sentences written by hand."""
    templates = tomllib.loads((HERE / "heldout.toml").read_text())["kinds"]
    around = tomllib.loads((HERE / "phrases.toml").read_text())
    chance = random.Random(SEED + 1)  # noqa: S311  # sentences, no secrets
    phrased = [
        (kind, _typed(_around(spoken(template, chance), around["around"], chance), around["short"], chance))
        for kind, several in templates.items() for template in several for _again in range(10)
    ]  # fmt: skip
    with (HERE / "heldout.csv").open(newline="") as rows:
        by_hand = [(row["kind"], row["text"]) for row in DictReader(rows)]
    return {"phrasings": phrased, "by hand": by_hand}


def digest(texts: Sequence[Labelled]) -> str:
    return sha256("\n".join(f"{kind}\t{text}" for kind, text in texts).encode()).hexdigest()


def train(texts: Sequence[Labelled], path: Path) -> None:
    """Fit, round the weights to int8, and store them with the digest of the texts."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415  # makers only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  # makers only

    vectors = [vector(features(text)) for _kind, text in texts]
    starts = np.cumsum([0, *(len(where) for where, _values in vectors)])
    matrix = csr_matrix((np.concatenate([v for _w, v in vectors]), np.concatenate([w for w, _v in vectors]), starts),
                        (len(texts), BUCKETS))  # fmt: skip
    fitted = LogisticRegression(C=12, max_iter=400).fit(matrix, [kind for kind, _text in texts])
    scale = np.abs(fitted.coef_).max(axis=1) / 127
    np.savez_compressed(
        path, kinds=np.array(fitted.classes_), scale=scale.astype(np.float32), bias=fitted.intercept_.astype(np.float32),
        weights=np.rint(fitted.coef_ / scale[:, None]).T.astype(np.int8), texts=np.array(digest(texts)),
    )  # fmt: skip


def measure(say: Callable[[str], None] = print) -> dict[str, tuple[float, float]]:
    """Top-1 and top-3 of the stored model on what it never learned from."""
    model, found = Model(PACK / "kinds.npz"), {}
    for name, texts in held_out().items():
        ranks = [[kind for kind, _share in model.shares(text)].index(right) for right, text in texts]
        found[name] = (
            sum(rank < 1 for rank in ranks) / len(texts),
            sum(rank < 3 for rank in ranks) / len(texts),
        )
        say(f"{name}: {len(texts)} texts, first {found[name][0]:.1%}, among three {found[name][1]:.1%}")
    return found


def measure_offered(say: Callable[[str], None] = print) -> dict[str, tuple[float, float, int]]:
    """Of what is offered above the floors: how many texts find theirs in it, how many wrong ones a text is offered, and
    to how many texts of other kinds one for the police is."""
    police, found = for_police(PACK), {}
    for name, texts in held_out().items():
        offers = [(right, suggest(text, PACK)) for right, text in texts]
        hits = sum(right in codes for right, codes in offers) / len(texts)
        wrong = sum(code != right for right, codes in offers for code in codes) / len(texts)
        grave = sum(right not in police and not police.isdisjoint(codes) for right, codes in offers)
        found[name] = (hits, wrong, grave)
        say(f"{name}: offered {hits:.1%}, wrong ones a text {wrong:.2f}, the police wrongly {grave}")
    return found


def main() -> None:
    if "--measure" not in sys.argv:
        began = time.monotonic()
        texts = written()
        train(texts, PACK / "kinds.npz")
        print(
            f"{len(texts)} sentences, {time.monotonic() - began:.0f} s, {(PACK / 'kinds.npz').stat().st_size} bytes"
        )
    measure()
    measure_offered()


if __name__ == "__main__":
    main()
