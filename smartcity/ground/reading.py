"""Reading a GeoJSON file of roads or of water: what it may hold, and how much a road matters."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape

from smartcity.areas.frame import aside, bounds
from smartcity.areas.geojson import features
from smartcity.ground.models import Kind
from smartcity.lib.errors import Invalid

LINES, POLYGONS = ("LineString", "MultiLineString"), ("Polygon", "MultiPolygon")
TAKEN = {Kind.ROADS: LINES, Kind.WATER: LINES + POLYGONS}
MARGIN = 0.05  # degrees around the city that its map still shows
# How OpenStreetMap says it (wiki.openstreetmap.org/wiki/Key:highway); what is not named is a small street.
MAIN, MIDDLE, SMALL = 1, 2, 3
MATTER = {"motorway": MAIN, "trunk": MAIN, "primary": MAIN, "secondary": MIDDLE, "tertiary": MIDDLE}

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Ground:
    """Shapes in degrees by layer (`roads`, `rivers`, `water`) and weight (1 matters most); how many lay elsewhere."""

    layers: dict[tuple[str, int], Shapes]
    outside: int

    @property
    def count(self) -> int:
        return sum(len(shapes) for shapes in self.layers.values())


def read(path: Path, kind: str) -> Ground:
    """Raises Invalid with the reason, naming the first feature at fault."""
    found: dict[tuple[str, int], list[shapely.Geometry]] = {}
    for n, feature in enumerate(features(path), 1):
        outline = feature.get("geometry")
        if not isinstance(outline, dict) or outline.get("type") not in TAKEN[Kind(kind)]:
            raise bad(_("Fitur ke-%(n)d bukan %(wanted)s.") % {"n": n, "wanted": _("garis") if kind == Kind.ROADS else _("garis atau poligon")})  # fmt: skip
        found.setdefault(_layer(kind, outline["type"], feature.get("properties")), []).append(
            _shape(outline, n)
        )
    return _in_the_city({layer: np.array(shapes, object) for layer, shapes in found.items()})


def bad(sentence: str) -> Invalid:
    return Invalid(sentence, field="file", code="bad_ground")


def _layer(kind: str, form: str, properties: Any) -> tuple[str, int]:
    if kind == Kind.WATER:
        return ("water" if form in POLYGONS else "rivers"), MAIN
    named = properties.get("highway") if isinstance(properties, dict) else None
    return "roads", MATTER.get(str(named).removesuffix("_link"), SMALL)


def _shape(outline: dict[str, Any], n: int) -> shapely.Geometry:
    try:
        with np.errstate(invalid="ignore"):
            found = shapely.force_2d(shape(outline))
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError, KeyError):
        raise bad(_("Fitur ke-%(n)d tidak bisa dibaca.") % {"n": n}) from None
    degrees = shapely.get_coordinates(found)
    if found.is_empty or not np.isfinite(degrees).all():
        raise bad(_("Fitur ke-%(n)d: koordinatnya kosong atau bukan angka.") % {"n": n})
    if (np.abs(degrees) > (180, 90)).any():
        raise bad(_("Fitur ke-%(n)d: koordinatnya bukan derajat WGS84, bujur lebih dulu.") % {"n": n})
    return found


def _in_the_city(layers: dict[tuple[str, int], Shapes]) -> Ground:
    """Only what touches the city or lies close by."""
    boxes = [shapely.box(*box).buffer(MARGIN) for box in (bounds(), bounds(aside())) if box]
    if not boxes:
        raise bad(_("Belum ada wilayah yang dimuat."))
    city = shapely.union_all(boxes)
    shapely.prepare(city)
    kept = {layer: shapes[shapely.intersects(city, shapes)] for layer, shapes in layers.items()}
    ground = Ground(
        {layer: shapes for layer, shapes in kept.items() if len(shapes)},
        sum(map(len, layers.values())) - sum(map(len, kept.values())),
    )
    if not ground.layers:
        raise bad(_("Tidak satu pun terletak di kota ini; apakah bujur ditulis lebih dulu?"))
    return ground
