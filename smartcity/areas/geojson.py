"""Reading a GeoJSON file of boundaries: one feature an area, its code in `properties.code` or as its id."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry import shape

from smartcity.areas.coverage import Shapes
from smartcity.lib.errors import Invalid
from smartcity.lib.reasons import why

MAX_BYTES = 300_000_000
WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326")
FAR_DEGREES = 0.5  # a leaf whose outline is this far from its own point is somebody else's, or not WGS84


def read(path: Path, points: Mapping[str, tuple[float, float]]) -> Shapes:
    """The shapes of a file by code. `points` are the known codes, each with its (lon, lat). Raises Invalid with
    the reason, naming the first area at fault."""
    shapes: Shapes = {}
    for feature in features(path):
        code = code_of(feature)
        if code in shapes:
            raise bad(_("%(code)s ada dua kali.") % {"code": code})
        if code not in points:
            raise bad(_("%(code)s bukan kode kelurahan yang dikenal.") % {"code": code})
        outline = feature.get("geometry")
        if not isinstance(outline, dict) or outline.get("type") not in ("Polygon", "MultiPolygon"):
            raise bad(_("%(code)s bukan poligon.") % {"code": code})
        shapes[code] = placed(code, outline, points[code])
    return shapes


def bad(sentence: str) -> Invalid:
    return Invalid(sentence, field="file", code="bad_boundaries")


def features(path: Path) -> Iterator[dict[str, Any]]:
    """Those of a FeatureCollection in WGS84. Raises Invalid."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise bad(_("Berkas lebih dari 300 MB."))
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise bad(_("Berkas tidak bisa dibaca: %(why)s.") % {"why": why(error)}) from None
    except (ValueError, RecursionError):
        raise bad(_("Berkas ini bukan JSON.")) from None
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        raise bad(_("Berkas ini bukan FeatureCollection GeoJSON."))
    if "crs" in data and not json.dumps(data["crs"]).rstrip('"}] ').endswith(WGS84):
        raise bad(_("Koordinatnya bukan WGS84."))
    if not data["features"]:
        raise bad(_("Berkas ini kosong."))
    yield from (feature if isinstance(feature, dict) else {} for feature in data["features"])


def code_of(feature: dict[str, Any]) -> str:
    """Raises Invalid for one without."""
    properties = feature.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    code = code or feature.get("id")
    if not isinstance(code, str):
        raise bad(_("Ada wilayah tanpa “code”."))
    return code


def placed(code: str, outline: dict[str, Any], point: tuple[float, float]) -> shapely.Geometry:
    """The shape, if it lies near that point. Raises Invalid."""
    try:
        found = shape(outline)
        west, south, east, north = found.bounds
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError, KeyError):
        raise bad(_("%(code)s bukan poligon yang bisa dibaca.") % {"code": code}) from None
    if found.is_empty or not all(map(math.isfinite, (west, south, east, north))):
        raise bad(_("%(code)s: koordinatnya kosong atau bukan angka.") % {"code": code})
    lon, lat = point
    if _off(south, west, north, east, lon, lat) < FAR_DEGREES <= _off(west, south, east, north, lon, lat):
        raise bad(_("%(code)s: lintang dan bujur tertukar; bujur harus lebih dulu.") % {"code": code})
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise bad(_("%(code)s: koordinatnya bukan derajat WGS84.") % {"code": code})
    if _off(west, south, east, north, lon, lat) >= FAR_DEGREES:
        raise bad(_("%(code)s jauh dari tempatnya; apakah koordinatnya WGS84?") % {"code": code})
    return shapely.force_2d(found)


def _off(west: float, south: float, east: float, north: float, lon: float, lat: float) -> float:
    """Degrees from a point to a box, the worse of the two directions."""
    return max(west - lon, lon - east, south - lat, lat - north, 0)
