"""Which kelurahan: the whole look-up against shapely's own prepared contains."""

import time

import numpy as np
import shapely

from bench import scratch


def run():
    scratch.city()
    from smartcity.areas import queries  # noqa: PLC0415  # needs the city set up

    index = queries.index_of()
    dice = np.random.default_rng(1)
    rows = dice.integers(0, len(index.areas), 20_000)
    lons, lats = index.points
    points = [(float(lons[r]), float(lats[r])) for r in rows]
    queries.locate(*points[0])
    mine = _per_call(lambda: [queries.locate(x, y) for x, y in points], len(points))
    tree, shapes = index.tree, index.shapes
    limit = _per_call(lambda: [[s for s in tree.query(shapely.Point(x, y)) if shapely.contains_xy(shapes[s], x, y)]
                               for x, y in points], len(points))  # fmt: skip
    xs, ys = np.repeat(np.array(points), 10, axis=0).T
    many = _per_call(lambda: queries.locate_many(xs, ys), len(xs))
    return [
        {"path": "locate(lon, lat)", "figure": f"{mine:.1f} us", "limit": f"{limit:.1f} us", "ratio": mine / limit,
         "goal": "<= 3 x prepared contains", "ok": mine <= 3 * limit},
        {"path": "locate_many, a point", "figure": f"{many:.2f} us", "limit": f"{limit:.1f} us", "ratio": many / limit,
         "goal": "<= 0.2 x one by one", "ok": many <= 0.2 * limit},
    ]  # fmt: skip


def _per_call(do, n):
    """Microseconds a call, the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        do()
        best = min(best, time.perf_counter() - began)
    return best / n * 1e6
