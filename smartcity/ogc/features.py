"""The two collections: public reports, and the areas of the city."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import shapely
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartcity.areas.models import Level
from smartcity.areas.queries import edition, index_of, outlines
from smartcity.lib.errors import Invalid, NotFound
from smartcity.lib.time import now, w3c
from smartcity.ogc.asking import CRS84, Asked
from smartcity.opendata.columns import BESIDE_THE_POINT
from smartcity.opendata.rows import count_up_to, newest, oldest, one
from smartcity.opendata.writers.as_geojson import feature as feature_of
from smartcity.reports.filters import Filters, read_strictly
from smartcity.reports.numbers import BEYOND

COUNTED = 10_000  # beyond so many nobody is told how many match: counting would cost more than the page
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """`next` is what `after` has to say to go on; `matched` None: more than COUNTED."""

    features: list[Feature]
    next: str
    matched: int | None


@dataclass(frozen=True, slots=True)
class Collection:
    """`properties` can be filtered by; `shown` are the columns of its pages for people."""

    id: str
    title: Promise
    description: Promise
    properties: tuple[str, ...]
    shown: tuple[str, ...]
    page: Callable[[Asked], Found]
    feature: Callable[[str], Feature | None]
    when: Callable[[], list[str | None]]
    schema: dict[str, str] = field(default_factory=dict)  # a property's name: its type in JSON

    @property
    def extent(self) -> dict[str, Any]:
        return {
            "spatial": {"bbox": [bounds()], "crs": CRS84},
            "temporal": {"interval": [self.when()], "trs": GREGORIAN},
        }


GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


def bounds() -> list[float]:
    """West, south, east, north of the city in degrees."""
    index = index_of()
    if not index.areas:
        return [-180.0, -90.0, 180.0, 90.0]
    return [round(float(edge), 5) for edge in shapely.total_bounds(index.shapes)]


# --- Reports


def _reports(asked: Asked) -> Found:
    filters = _filters(asked)
    leaf = newest(filters, asked.limit, asked.after, asked.span)
    matched = count_up_to(filters, COUNTED + 1, asked.span)
    return Found([feature_of(row) for row in leaf.rows], leaf.next, matched if matched <= COUNTED else None)


def _filters(asked: Asked) -> Filters:
    """Raises Invalid."""
    params = QueryDict(mutable=True)
    for name in REPORTS.properties:
        params.setlist(name, [word for typed in asked.params.getlist(name) for word in typed.split(",")])
    read = read_strictly(params)
    return Filters(status=read.status, category=read.category, area=read.area, bbox=asked.box)


def _report(number: str) -> Feature | None:
    if not (number.isascii() and number.isdigit() and len(number) <= len(str(BEYOND))):
        return None
    row = one(int(number))
    return feature_of(row) if row else None


def _when_reported() -> list[str | None]:
    first = oldest()
    return [w3c(first) if first else None, w3c(now())]


# --- Areas


@lru_cache(maxsize=2)
def _outlined(_edition: int) -> list[tuple[Feature, shapely.Geometry]]:
    """All levels, the widest first, each in the order of its codes."""
    everything = {area.code: area for area in index_of().everything}
    found = []
    for level in Level:
        for shown in json.loads(outlines(level))["features"]:
            area = everything[shown["id"]]
            properties = {
                "code": area.code, "name": area.name, "full_name": area.full_name, "level": level.value,
                "parent": area.parent.code if area.parent else None, "residents": area.residents,
                "approximate": shown["properties"]["approximate"],
            }  # fmt: skip
            made = {
                "type": "Feature",
                "id": area.code,
                "geometry": shown["geometry"],
                "properties": properties,
            }
            found.append((made, shapely.from_geojson(json.dumps(shown["geometry"]))))
    return found


def _areas(asked: Asked) -> Found:
    level, parent = asked.params.get("level", ""), asked.params.get("parent", "")
    if level and level not in Level.values:
        raise Invalid(_("Tidak ada tingkat wilayah “%(level)s”.") % {"level": level[:40]}, field="level",
                      code="InvalidParameterValue")  # fmt: skip
    found = [
        made for made, shape in _outlined(edition())
        if (not level or made["properties"]["level"] == level) and (not parent or made["properties"]["parent"] == parent)
        and (not asked.box or _touches(shape, asked.box))
    ]  # fmt: skip
    codes = [made["id"] for made in found]
    if asked.after and asked.after not in codes:
        raise Invalid(_("Halaman itu tidak ada."), field="after", code="InvalidParameterValue")
    begin = codes.index(asked.after) + 1 if asked.after else 0
    page = found[begin : begin + asked.limit]
    more = begin + asked.limit < len(found)
    return Found(page, page[-1]["id"] if more else "", len(found))


def _touches(shape: shapely.Geometry, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    if west > east:
        return _touches(shape, (west, south, 180, north)) or _touches(shape, (-180, south, east, north))
    return bool(shapely.intersects(shape, shapely.box(west, south, east, north)))


def _area(code: str) -> Feature | None:
    return next((made for made, _shape in _outlined(edition()) if made["id"] == code), None)


REPORTS = Collection(
    "reports", gettext_lazy("Laporan warga"),
    gettext_lazy("Laporan yang terbuka untuk umum, yang terbaru lebih dulu; yang peka hanya sampai kelurahan."),
    ("category", "status", "area"), ("number", "category_name", "status", "kelurahan", "created_at"),
    _reports, _report, _when_reported, {column.name: column.type.value for column in BESIDE_THE_POINT},
)  # fmt: skip
AREAS = Collection(
    "areas", gettext_lazy("Wilayah"),
    gettext_lazy("Kota, kecamatan dan kelurahan dengan batasnya yang disederhanakan."),
    ("level", "parent"), ("code", "full_name", "level", "residents"), _areas, _area, lambda: [None, None],
    {"code": "text", "name": "text", "full_name": "text", "level": "text", "parent": "text", "residents": "integer",
     "approximate": "boolean"},
)  # fmt: skip
COLLECTIONS = {one.id: one for one in (REPORTS, AREAS)}


def collection_of(name: str) -> Collection:
    """Raises NotFound."""
    if name not in COLLECTIONS:
        raise NotFound(_("Tidak ada koleksi “%(name)s”.") % {"name": name[:40]}, code="NotFound")
    return COLLECTIONS[name]
