"""A GeoPackage: one SQLite file that QGIS opens by itself. OGC 12-128r19, GeoPackage 1.3.1.

SQLite cannot be written straight through, so it grows in a file of its own, which goes when it was read."""

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from smartcity.lib.time import now
from smartcity.opendata.columns import AT, BESIDE_THE_POINT, COLUMNS, Type
from smartcity.opendata.rows import Row

TABLE = "reports"
BATCH = 2000
CHUNK = 1 << 16
POINT = struct.Struct("<2sBBiBIdd")  # GeoPackage's own head (2.1.3), then WKB
TYPES = {
    Type.INTEGER: "INTEGER",
    Type.NUMBER: "REAL",
    Type.BOOLEAN: "BOOLEAN",
    Type.TEXT: "TEXT",
    Type.MOMENT: "DATETIME",
}
COLUMNS_HERE = [column for column in BESIDE_THE_POINT if column.name != "number"]  # which is the key
PLACES = [AT[column.name] for column in COLUMNS_HERE]
MOMENTS = {AT[column.name] for column in COLUMNS if column.type == Type.MOMENT}
LON, LAT, NUMBER = AT["lon"], AT["lat"], AT["number"]

WGS84 = """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,\
AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]"""
SCHEMA = f"""
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10301;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, '{WGS84}', 'longitude, latitude'),
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE {TABLE} (number INTEGER PRIMARY KEY NOT NULL, geom POINT,
  {", ".join(f"{column.name} {TYPES[column.type]}" for column in COLUMNS_HERE)});
INSERT INTO gpkg_geometry_columns VALUES ('{TABLE}', 'geom', 'POINT', 4326, 0, 0);
"""  # noqa: S608 our own words
INSERT = f"INSERT INTO {TABLE} VALUES ({', '.join('?' * (2 + len(PLACES)))})"  # noqa: S608 our own words
CONTENTS = f"""INSERT INTO gpkg_contents SELECT '{TABLE}', 'features', '{TABLE}', ?, ?, ?, ?, ?, ?, 4326"""  # noqa: S608


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    with TemporaryDirectory(prefix="smartcity-gpkg-") as folder:
        path = Path(folder) / "reports.gpkg"
        fill(path, rows)
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece


def fill(path: Path, rows: Iterable[Row]) -> None:
    """A new file there. One transaction without a journal: who dies half way begins anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {SCHEMA}")
        left, box = iter(rows), Box()
        while batch := list(islice(left, BATCH)):
            box.grow(batch)
            file.executemany(INSERT, map(_row, batch))
        changed = f"{now():%Y-%m-%dT%H:%M:%S.000Z}"
        file.execute(CONTENTS, [_("Laporan warga yang terbuka untuk umum"), changed, *box.edges])
        file.execute("COMMIT")


class Box:
    """What holds all points: west, south, east, north; of no points nothing."""

    def __init__(self) -> None:
        self.edges: tuple[float | None, ...] = (None,) * 4

    def grow(self, batch: list[Row]) -> None:
        lons, lats = [row[LON] for row in batch], [row[LAT] for row in batch]
        west, south, east, north = self.edges
        self.edges = (
            min(lons if west is None else [west, *lons]), min(lats if south is None else [south, *lats]),
            max(lons if east is None else [east, *lons]), max(lats if north is None else [north, *lats]),
        )  # fmt: skip


def _row(row: Row) -> list[object]:
    point = POINT.pack(b"GP", 0, 1, 4326, 1, 1, row[LON], row[LAT])
    return [
        row[NUMBER],
        point,
        *(_moment(row[place]) if place in MOMENTS else row[place] for place in PLACES),
    ]


def _moment(told: str | None) -> str | None:
    """DATETIME of a GeoPackage has thousandths."""
    return f"{told[:19]}.000Z" if told else None
