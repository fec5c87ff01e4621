"""RFC 4180: CRLF, quotes doubled. What a spreadsheet would take for a formula stays words."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from smartcity.lib.table import cell
from smartcity.opendata.columns import AT, COLUMNS, NAMES, Type
from smartcity.opendata.rows import Row

BOM = "\ufeff".encode()  # by which Excel knows that it is UTF-8
BATCH = 1000
TEXTS = [AT[column.name] for column in COLUMNS if column.type == Type.TEXT]


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    yield _lines([NAMES])
    left = iter(rows)
    while batch := [_told(row) for row in islice(left, BATCH)]:
        yield _lines(batch)


def write_for_excel(rows: Iterable[Row]) -> Iterator[bytes]:
    yield BOM
    yield from write(rows)


def _told(row: Row) -> list[object]:
    told = list(row)
    for place in TEXTS:
        told[place] = cell(told[place])
    told[AT["coarse"]] = "true" if row[AT["coarse"]] else "false"
    return told


def _lines(batch: Iterable[Iterable[object]]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(batch)
    return file.getvalue().encode()
