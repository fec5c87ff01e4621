"""Was this photo used before: a city of a million photos against one of a thousand."""

import numpy as np

from bench import scratch
from bench.locate import _per_call

ASKED = 20


def run():
    scratch.city()
    from smartcity.reports.seen import Gallery  # noqa: PLC0415  # needs the city set up

    dice = np.random.default_rng(1)

    def look_up(photos):
        """Microseconds to look one picture up among so many, what is newest in the database asked for as well."""
        gallery = Gallery()
        hashes = dice.integers(-(2**63), 2**63, photos, dtype=np.int64)
        gallery._add(np.column_stack([np.arange(1, photos + 1), hashes]).tolist())
        copies = [int(one) ^ 0b101 for one in hashes[:ASKED]]  # two bits changed, as by saving it again
        assert all(place + 1 in gallery.near(copy) for place, copy in enumerate(copies))
        return _per_call(lambda: [gallery.near(copy) for copy in copies], ASKED)

    few, many = look_up(1_000), look_up(1_000_000)
    return [
        {"path": "a copied photo among 1M, against among 1k", "figure": f"{many / 1000:.1f} ms",
         "limit": f"{few / 1000:.2f} ms", "ratio": many / few, "goal": "<= 50 x for 1,000 x as many", "ok": many <= 50 * few},
    ]  # fmt: skip
