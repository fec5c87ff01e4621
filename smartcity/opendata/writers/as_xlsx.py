"""A workbook for Excel, written straight through: no sheet is ever held whole, in memory or on disk.

Office Open XML, ECMA-376 part 1 (18.3 worksheets). Text is always text, never a formula. A sheet that is full goes on in
the next one."""

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, count, islice
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from smartcity.opendata.columns import COLUMNS, NAMES, Type
from smartcity.opendata.rows import Row

MOST_ROWS = 1_048_576  # of a sheet, its head included: Excel's limit
MOST_BYTES = 1_500_000_000  # of a sheet's XML: zip without its 64-bit extension ends at 2 GiB
MOST_TEXT = 32_767  # of a cell
BATCH = 1000
DAY_0 = datetime(1899, 12, 30, tzinfo=UTC)  # of Excel's count of days
UNSAYABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would read as a character's number

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="{OOXML}.worksheet+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{OOXML}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{OOXML}.styles+xml"/></Types>"""
RELS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
HEADING, MOMENT = 1, 2  # of STYLES' cellXfs
TOP = f"""{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"""
BOTTOM = "</sheetData></worksheet>"


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows, then their dictionary in the reader's language."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=zlib.Z_BEST_SPEED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        book.writestr("_rels/.rels", RELS)
        book.writestr("xl/styles.xml", STYLES)
        names = []
        for name, lines in _sheets(rows):
            names.append(name)
            with book.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as sheet:
                for piece in lines:
                    sheet.write(piece.encode())
                    yield pipe.taken()
        book.writestr("xl/workbook.xml", _workbook(names))
        book.writestr("xl/_rels/workbook.xml.rels", _relations(len(names)))
    yield pipe.taken()


class Pipe:
    """A file that cannot be rewound, from which one takes what was written so far."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """ZipFile asks for it; there is nothing to do."""

    def close(self) -> None:
        """Nor here."""

    def taken(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def _sheets(rows: Iterable[Row]) -> Iterator[tuple[str, Iterator[str]]]:
    """Name and XML of each; a sheet's XML must be read to its end before the next is asked for."""
    left = iter(rows)
    first: Row | None = next(left, None)
    for number in count(1):
        full = Sheet(chain([] if first is None else [first], left))
        yield f"{_('Laporan')} {number}" if number > 1 else _("Laporan"), full.lines()
        first = next(left, None)
        if first is None:
            break
    yield _("Kamus"), _dictionary()


class Sheet:
    def __init__(self, rows: Iterator[Row]) -> None:
        self.rows = rows

    def lines(self) -> Iterator[str]:
        zone, size, room = ZoneInfo(settings.TIME_ZONE), 0, MOST_ROWS - 1
        yield TOP + _line(NAMES, HEADING)
        while room and size < MOST_BYTES:
            batch = list(islice(self.rows, min(BATCH, room)))
            if not batch:
                break
            piece = "".join([_row(row, zone) for row in batch])
            room, size = room - len(batch), size + len(piece)
            yield piece
        yield BOTTOM


def _dictionary() -> Iterator[str]:
    yield TOP + _line([_("Kolom"), _("Jenis"), _("Satuan"), _("Arti"), _("Contoh")], HEADING)
    for column in COLUMNS:
        yield _line([column.name, column.type.value, str(column.unit), str(column.meaning), column.example])
    yield BOTTOM


def _line(words: Iterable[str], style: int = 0) -> str:
    return f"<row>{''.join(_text(word, style) for word in words)}</row>"


def _row(row: Row, zone: ZoneInfo) -> str:
    cells = [_cell(value, column.type, zone) for value, column in zip(row, COLUMNS, strict=True)]
    return f"<row>{''.join(cells)}</row>"


def _cell(value: object, kind: Type, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return "<c/>"
    match kind:
        case Type.TEXT:
            return _text(str(value))
        case Type.MOMENT:
            return f'<c s="{MOMENT}"><v>{_days(str(value), zone):.6f}</v></c>'
        case Type.BOOLEAN:
            return f'<c t="b"><v>{int(bool(value))}</v></c>'
        case _:
            return f"<c><v>{value}</v></c>"


def _text(value: str, style: int = 0) -> str:
    said = escape(ESCAPE.sub("_x005F_", UNSAYABLE.sub("", value))[:MOST_TEXT])
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{said}</t></is></c>'


def _days(moment: str, zone: ZoneInfo) -> float:
    """Excel knows no zones: the city's own time."""
    here = datetime.fromisoformat(moment).astimezone(zone)
    return (here.replace(tzinfo=UTC) - DAY_0).total_seconds() / 86_400


def _workbook(names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{sheets}</sheets></workbook>'  # fmt: skip


def _relations(sheets: int) -> str:
    each = [(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)]
    said = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for n, kind, target in [*each, (sheets + 1, "styles", "styles.xml")]
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'
