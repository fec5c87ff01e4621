"""Which kelurahan is this? And its outlines for maps."""

import threading
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from time import monotonic

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _
from numpy.typing import ArrayLike, NDArray

from smartcity.areas.index import Atlas, Index
from smartcity.areas.models import Area, Edition
from smartcity.areas.outlines import geojson
from smartcity.lib.errors import Invalid

LOOK_AGAIN_S = 2.0  # how long another process' change of the map may go unseen


class OutsideCity(Invalid):
    """The position is a good one, but not in this city."""

    code = "outside_city"


@dataclass(frozen=True, slots=True)
class Location:
    """The leaf a point lies in. Where `approximate`, let the person choose among the `nearest`."""

    area: Area
    approximate: bool
    _index: Index = field(repr=False, compare=False)
    _row: int = field(repr=False, compare=False)
    _point: tuple[float, float] = field(repr=False, compare=False)

    @property
    def nearest(self) -> list[Area]:
        """Three leaves at most, `area` the first of them."""
        return self._index.nearest(*self._point, self._row)


def locate(lon: float | None, lat: float | None, at: date | None = None) -> Location:
    """The leaf a point lies in on a day (today by default); degrees, WGS84. A point up to 200 m outside belongs
    to the nearest. Raises Invalid with code no_position, bad_position or swapped, OutsideCity beyond."""
    x, y = _position(lon, lat)
    index = index_of(at)
    row = index.row(x, y) if abs(x) <= 180 and abs(y) <= 90 else -1
    if row < 0:
        raise _nowhere(index, x, y)
    return Location(index.areas[row], bool(index.approximate[row]), index, row, (x, y))


def locate_many(lons: ArrayLike, lats: ArrayLike, at: date | None = None) -> NDArray[np.int64]:
    """Of each point the id of its leaf, or -1 outside the city and for what is no position."""
    index = index_of(at)
    rows = index.rows(lons, lats)
    return np.where(rows >= 0, np.append(index.ids, -1)[rows], -1)


def outlines(level: str, at: date | None = None) -> bytes:
    """GeoJSON of every area of a level for maps: simplified so that neighbours still fit; properties code, name,
    short_name, full_name, approximate. Made once for each edition of the map."""
    index = index_of(at)
    if level not in index.outlines:
        index.outlines[level] = geojson(index, level)
    return index.outlines[level]


def has_boundaries(at: date | None = None) -> bool:
    """Whether every leaf has its real outline, so that nothing is approximate."""
    index = index_of(at)
    return bool(len(index.areas)) and not index.approximate.any()


def _position(lon: float | None, lat: float | None) -> tuple[float, float]:
    if lon is None or lat is None or not (isfinite(lon) and isfinite(lat)):
        raise Invalid(
            _("Posisi belum ada. Tunjukkan tempatnya di peta."), field="position", code="no_position"
        )
    if lon == 0 and lat == 0:
        raise Invalid(_("Posisi 0,0 berarti tidak ada GPS. Tunjukkan tempatnya di peta."),
                      field="position", code="no_position")  # fmt: skip
    return float(lon), float(lat)


def _nowhere(index: Index, lon: float, lat: float) -> Invalid:
    if not index.areas:
        return OutsideCity(_("Belum ada wilayah yang dimuat."), field="position", code="no_areas")
    if abs(lon) <= 90 and abs(lat) <= 180 and index.row(lat, lon) >= 0:
        return Invalid(_("Lintang dan bujur tertukar: bujur lebih dulu, lalu lintang."),
                       field="position", code="swapped")  # fmt: skip
    if abs(lon) > 180 or abs(lat) > 90:
        return Invalid(_("Bujur harus antara -180 dan 180, lintang antara -90 dan 90."),
                       field="position", code="bad_position")  # fmt: skip
    return OutsideCity(_("Tempat ini di luar wilayah kota."), field="position")


# --- The map of this process

_lock = threading.RLock()
_atlas: Atlas | None = None
_looked = 0.0


def index_of(at: date | None = None) -> Index:
    """The map of a day, of the newest edition."""
    return _newest().on(at or timezone.localdate())


def edition() -> int:
    """The number of the present map: it grows with every change of areas or boundaries."""
    return _newest().edition


def forget() -> None:
    """Build the map anew when next asked: after areas or boundaries have changed."""
    global _atlas
    with _lock:
        _atlas = None


def _newest() -> Atlas:
    global _atlas, _looked
    atlas = _atlas
    if atlas is not None and monotonic() - _looked < LOOK_AGAIN_S:
        return atlas
    with _lock:
        edition = Edition.objects.values_list("number", flat=True).first() or 0
        if _atlas is None or _atlas.edition != edition:
            _atlas = Atlas(edition)
        _looked = monotonic()
        return _atlas
