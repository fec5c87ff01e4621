"""RFC 7946: WGS 84, longitude before latitude, a feature a line so that it can be read line by line."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from smartcity.opendata.columns import AT, BESIDE_THE_POINT
from smartcity.opendata.rows import Row

BATCH = 500
PROPERTIES = [(column.name, AT[column.name]) for column in BESIDE_THE_POINT]
LON, LAT, NUMBER = AT["lon"], AT["lat"], AT["number"]


def feature(row: Row) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row[NUMBER],
        "geometry": {"type": "Point", "coordinates": [row[LON], row[LAT]]},
        "properties": {name: row[place] for name, place in PROPERTIES},
    }


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    yield b'{"type":"FeatureCollection","features":['
    left, before = iter(rows), "\n"
    while batch := [_line(row) for row in islice(left, BATCH)]:
        yield (before + ",\n".join(batch)).encode()
        before = ",\n"
    yield b"\n]}\n"


def _line(row: Row) -> str:
    return json.dumps(feature(row), ensure_ascii=False, separators=(",", ":"))
