"""The formats: each takes rows and gives bytes piece by piece. `FORMATS` is their table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from smartcity.opendata.rows import Row
from smartcity.opendata.writers import as_csv, as_geojson, as_gpkg, as_xlsx

Write = Callable[[Iterable[Row]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is also how its files end."""

    name: str
    title: str
    mime: str
    write: Write


FORMATS = {
    one.name: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", as_csv.write),
        Format("geojson", "GeoJSON", "application/geo+json", as_geojson.write),
        Format("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx.write),
        Format("gpkg", "GeoPackage", "application/geopackage+sqlite3", as_gpkg.write),
    )
}  # fmt: skip
