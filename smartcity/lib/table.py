"""Tables to take along, safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where columns are parted by semicolons, as in Indonesia, a cell begins behind each; behind a line's end "-" begins a list.
_WITHIN = re.compile("(?<=[;\t])(?=[-=+@＝＋－＠])|(?<=[\r\n])(?=[=@＝＠])")


def cell(value: object) -> str:
    """As text; what a spreadsheet would take for a formula is quoted, so that it stays words (OWASP, CSV injection)."""
    text = _WITHIN.sub("'", "" if value is None else str(value))
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def csv_of(rows: Iterable[Iterable[object]]) -> str:
    """Comma-separated, with a mark by which spreadsheets know that it is UTF-8."""
    file = StringIO()
    file.write("\ufeff")
    csv.writer(file).writerows([cell(value) for value in row] for row in rows)
    return file.getvalue()


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
