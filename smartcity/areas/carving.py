"""Splitting a kelurahan by a file: a GeoJSON feature for each part, with its boundary or only a point inside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _

from smartcity.areas import actions, geojson
from smartcity.areas.coverage import Shapes, area_km2
from smartcity.areas.models import Area, Boundary
from smartcity.lib.db import write
from smartcity.lib.text import clean_line

OFF = 0.02  # of its ground may be nobody's or a neighbour's


@dataclass(frozen=True, slots=True)
class Part:
    """`lon`, `lat` lies inside it, degrees; `shape` is None where only that point is known."""

    code: str
    name: str
    short_name: str
    lon: float
    lat: float
    shape: shapely.Geometry | None


def read_parts(path: Path, area: Area) -> list[Part]:
    """`properties` have a `code`, a `name` and, if people call it otherwise, a `short_name`. The part with the code of
    the area itself is what keeps its name. Raises Invalid, naming the part at fault."""
    parts = [_part(feature, area) for feature in geojson.features(path)]
    codes = [part.code for part in parts]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise geojson.bad(_("%(code)s ada dua kali.") % {"code": twice})
    if len({part.shape is None for part in parts}) > 1:
        raise geojson.bad(_("Beri semua bagian batas, atau semuanya hanya titik."))
    return parts


def carve(area: Area, parts: Sequence[Part], *, on: date, source: str) -> list[Area]:
    """From that day the area is these, in their order. Raises Invalid; then nothing is written."""
    shapes = {part.code: part.shape for part in parts if part.shape is not None}
    if shapes and (ground := ground_of(area, on)) and not ground.approximate:
        _must_cover(shapely.from_wkb(bytes(ground.geometry)), shapes)
    with write():
        made = actions.split(area, into=[_area(part, area) for part in parts], on=on)
        area.save(update_fields=["lon", "lat"])
        if shapes:
            actions.draw(shapes, valid_from=on, source=source, partial=True)
    return made


def ground_of(area: Area, on: date) -> Boundary | None:
    """The boundary it had on that day."""
    return Boundary.objects.deciding(on).filter(area=area).first()


def _part(feature: dict[str, Any], area: Area) -> Part:
    code = geojson.code_of(feature)
    outline, properties = feature.get("geometry"), feature.get("properties") or {}
    known = area.name if code == area.code else ""
    name = clean_line(str(properties.get("name") or known), field="file", most=80)
    short = clean_line(str(properties.get("short_name") or name), field="file", most=80)
    if not name or len(code) > 20 or not code.replace(".", "").replace("-", "").isalnum():
        raise geojson.bad(_("%(code)s: kode dan nama bagian tidak lengkap.") % {"code": code})
    kind = outline.get("type") if isinstance(outline, dict) else None
    if not isinstance(outline, dict) or kind not in ("Point", "Polygon", "MultiPolygon"):
        raise geojson.bad(_("%(code)s bukan poligon atau titik.") % {"code": code})
    found = geojson.placed(code, outline, (area.lon, area.lat))
    inside = found if kind == "Point" else shapely.point_on_surface(found)
    return Part(code, name, short, inside.x, inside.y, None if kind == "Point" else found)


def _area(part: Part, area: Area) -> Area:
    if part.code == area.code:
        area.lon, area.lat = part.lon, part.lat
        return area
    return Area(code=part.code, name=part.name, short_name=part.short_name, lon=part.lon, lat=part.lat)


def _must_cover(ground: shapely.Geometry, shapes: Shapes) -> None:
    """Together they are the ground of the area."""
    whole = shapely.union_all(list(shapes.values()))
    off = {"off": shapely.symmetric_difference(ground, whole)}
    share = area_km2(off) / area_km2({"ground": ground}) if not off["off"].is_empty else 0
    if share > OFF:
        raise geojson.bad(
            _("Bagian-bagiannya tidak menutup wilayah lama: %(percent)d%% kurang atau lebih.")
            % {"percent": round(100 * share)}
        )
