"""A table as spreadsheets here save it: commas, semicolons or tabs, Windows line ends, a byte order mark or none."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid

MOST_BYTES = 2_000_000
PARTS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as an editor counts it, the head being 1; `fields` by our names, without those that say nothing."""

    number: int
    fields: dict[str, str]


def read_table(content: bytes, names: Mapping[str, str], needed: Sequence[str]) -> list[Line]:
    """`names`: ours by each name a column may have. Other columns are left aside. Raises Invalid."""
    text = _text(content)
    head = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text), delimiter=max(PARTS, key=head.count))
    try:
        rows = list(reader)
    except csv.Error as wrong:
        raise Invalid(_("Ini bukan berkas CSV yang utuh."), field="file", code="bad_csv") from wrong
    columns = [names.get(name.strip().casefold().replace(" ", "_"), "") for name in (rows[0] if rows else [])]
    if missing := [name for name in needed if name not in columns]:
        raise Invalid(_("Kolom tidak ada: %(names)s") % {"names": ", ".join(missing)}, field="file", code="no_column")  # fmt: skip
    lines = [Line(n, _fields(columns, row)) for n, row in enumerate(rows[1:], 2)]
    return [line for line in lines if line.fields]


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Invalid(_("Berkas terlalu besar: paling banyak 2 MB."), field="file", code="too_large")
    if b"\0" in content:
        raise Invalid(_("Ini bukan berkas CSV. Simpan lembarnya sebagai CSV dulu."), field="file", code="bad_csv")  # fmt: skip
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Excel saves where nobody asked for UTF-8
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fields(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    pairs = zip(columns, row, strict=False)
    return {name: value.strip() for name, value in pairs if name and value.strip()}


def decimal(text: str) -> float | None:
    """Also with a comma. None for nothing, and for what is no number."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
