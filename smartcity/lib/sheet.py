"""CSV for people who open it in a spreadsheet: a cell never becomes a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """RFC 4180 with a byte order mark, by which spreadsheets know UTF-8. Text that a spreadsheet would run begins with
    an apostrophe, as OWASP advises (CSV injection)."""
    out = StringIO()
    writer = csv.writer(out)
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
        yield _taken(out)
    yield _taken(out)


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA) else cell


def _taken(out: StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
