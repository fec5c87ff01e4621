"""The reports of one map tile. A square of a tile holds a few marks, or else one cluster of all that lies in it.

Never a cut list, and never more than some hundreds of features: the database counts by the cells of a fine grid,
and where those are more than a square has room for they are added up. A tile is exactly its own ground, without
a margin: so the clusters of neighbouring tiles add up, and a mark at an edge is still drawn whole, because maps
draw symbols across the edges and leave out those of a margin."""

from typing import Any

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from smartcity.lib import geo, mvt
from smartcity.lib.errors import Invalid, NotFound
from smartcity.lib.time import now
from smartcity.portal.queries import TONES, where
from smartcity.reports.filtering import moment, one_of
from smartcity.reports.filters import Filters
from smartcity.reports.numbers import number_of

MOST_ZOOM = 22
FINE, COARSE = 5, 3  # a tile is 32 x 32 cells, and 8 x 8 squares of 64 px where it is drawn 512 px wide
ROOM = 3  # marks a square has room for
COUNTED = ", ".join(
    f"COUNT(CASE WHEN {one_of('r.status', statuses)} THEN 1 END) AS {tone}"
    for tone, statuses in TONES.items()
)
SELECT = f"""
SELECT g.*, c.code FROM (
  SELECT r.cell >> %s AS place, COUNT(*) AS n, {COUNTED}, AVG(r.lon) AS lon, AVG(r.lat) AS lat,
    COUNT(CASE WHEN r.due < %s THEN 1 END) AS late, MIN(r.id) AS id, MIN(r.status) AS status,
    MIN(r.lon) AS west, MIN(r.lat) AS south, MAX(r.lon) AS east, MAX(r.lat) AS north, MIN(r.category_id) AS category
  FROM reports_report r
  WHERE {{where}} AND r.cell >= %s AND r.cell < %s
  GROUP BY 1
) g JOIN reports_category c ON c.id = g.category
"""  # noqa: S608 fixed words

Numbers = NDArray[np.int64]


def tile(z: int, x: int, y: int, filters: Filters) -> bytes:
    """The vector tile: layer `reports` (its id the number; status, category, late) and layer `clusters` (count, of
    these red, amber, green, grey, late; box, the bbox that holds them). No bytes where there is nothing. Raises Invalid or NotFound for no tile."""
    check(z, x, y)
    rows = _rows(z, x, y, filters)
    if not rows:
        return b""
    place, n, red, amber, green, grey, lon, lat, late, pk, status, *edges, _id, category = map(
        np.array, zip(*rows, strict=True)
    )
    xs, ys = geo.pixels(*geo.mercators(lon, lat), z, x, y, mvt.EXTENT)
    group, first, of_group = np.unique(
        _groups(place >> 2 * _coarser(z), n), return_index=True, return_inverse=True
    )

    def total(column: Numbers) -> Numbers:
        return np.bincount(of_group, column).astype(np.int64)

    count = total(n)
    one, many = count == 1, count > 1
    only = first[one]
    clusters = {"count": n, "red": red, "amber": amber, "green": green, "grey": grey, "late": late}
    return mvt.layer(
        "reports", xs[only], ys[only],
        {"status": status[only], "category": category[only], "late": late[only] > 0},
        ids=[number_of(id) for id in pk[only].tolist()],
    ) + mvt.layer(
        "clusters", _kept_in(total(xs * n) // count, count, z)[many], _kept_in(total(ys * n) // count, count, z)[many],
        {name: total(column)[many] for name, column in clusters.items()} | {"box": _boxes(of_group, edges, many)},
    )  # fmt: skip


def _rows(z: int, x: int, y: int, filters: Filters) -> list[tuple[Any, ...]]:
    sql, values = where(filters)
    shift = 2 * max(geo.ZOOM - z - FINE, 0)
    with connection.cursor() as cursor:
        cursor.execute(SELECT.format(where=sql), [shift, moment(now()), *values, *geo.cell_range(z, x, y)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _groups(square: Numbers, n: Numbers) -> Numbers:
    """Of each cell a number that it shares with those it is added up with: all of its square where the square is
    crowded, none where it is not."""
    _squares, of_square = np.unique(square, return_inverse=True)
    crowded = np.bincount(of_square, n)[of_square] > ROOM
    return np.where(crowded, of_square, len(square) + np.arange(len(square)))


def _boxes(of_group: Numbers, edges: list[Any], wanted: NDArray[np.bool_]) -> list[str]:
    """Of each wanted group the box around all its reports, as an address says it; a metre wider at most."""
    west, south = (_least(of_group, edge) for edge in edges[:2])
    east, north = (-_least(of_group, -edge) for edge in edges[2:])
    low, high = (np.array(pair) * 1e5 for pair in ((west, south), (east, north)))
    sides = [*np.floor(low - 0.01), *np.ceil(high + 0.01)]  # a hundredth: what multiplying may round away
    return [",".join(f"{n / 1e5:.5f}" for n in box) for box in np.stack(sides, axis=1)[wanted].tolist()]


def _least(of_group: Numbers, column: NDArray[np.float64]) -> NDArray[np.float64]:
    least = np.full(int(of_group.max()) + 1, np.inf)
    np.minimum.at(least, of_group, column)
    return least


def _kept_in(middle: Numbers, count: Numbers, z: int) -> Numbers:
    """A cluster stands in the middle of its reports, but so that its disc (marks.js: 16 to 32 px, by the logarithm
    of its count) does not reach far into the next square's."""
    side = mvt.EXTENT >> min(COARSE, geo.ZOOM - z)
    disc = np.minimum(0.5, (13 + 2.55 * np.log2(np.maximum(count, 2))) / 64)
    edge = (0.8 * disc * side).astype(np.int64)
    start = middle // side * side
    return np.clip(middle, start + edge, start + side - edge)


def _coarser(z: int) -> int:
    """Zoom levels between a cell and its square."""
    return min(FINE, geo.ZOOM - z) - min(COARSE, geo.ZOOM - z)


def check(z: int, x: int, y: int) -> None:
    """Whether there can be such a tile."""
    if not 0 <= z <= MOST_ZOOM:
        raise Invalid(_("Tidak ada ubin z=%(z)d: z dari 0 sampai %(most)d.") % {"z": z, "most": MOST_ZOOM},
                      field="z", code="bad_tile")  # fmt: skip
    if not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise NotFound(
            _("Tidak ada ubin %(x)d/%(y)d pada z=%(z)d.") % {"x": x, "y": y, "z": z}, code="bad_tile"
        )
