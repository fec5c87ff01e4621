"""The formats, read back by programs that are not ours."""

import csv
import json
import sqlite3
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pyogrio
import pytest

from smartcity.opendata.columns import AT, NAMES
from smartcity.opendata.rows import rows
from smartcity.opendata.writers import FORMATS, as_csv, as_xlsx
from smartcity.reports.filters import Filters
from smartcity.reports.models import Report

pytestmark = pytest.mark.django_db
HARMFUL = [
    '=HYPERLINK("http://x")',
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1)",
    "\tx",
    "＝1+1",
    "=cmd|'/c calc'!A1",
]
AWKWARD = 'Lubang, "dalam"\ndi tengah <jalan> & _x0041_ 🕳'


def file_of(name):
    return b"".join(FORMATS[name].write(rows(Filters())))


@pytest.fixture
def filed(report):
    """Texts as they lie in the database, whatever the door would have cleaned away."""

    def file(text):
        one = report()
        Report.objects.filter(pk=one.pk).update(text=text)
        return one

    return file


def read_csv(body):
    return list(csv.DictReader(StringIO(body.decode(), newline="")))


def sheet(body, name="Laporan"):
    return list(openpyxl.load_workbook(BytesIO(body), read_only=True)[name].iter_rows(values_only=True))


def test_csv(filed, burnt):
    one = filed(AWKWARD)
    body = file_of("csv")
    assert body.startswith(",".join(NAMES).encode() + b"\r\n")
    assert body.endswith(b"\r\n")
    coarse, row = read_csv(body)
    assert (row["number"], row["text"], row["lat"], row["coarse"]) == (
        str(one.number),
        AWKWARD,
        "-6.17",
        "false",
    )
    assert (coarse["text"], coarse["coarse"]) == ("", "true")


def test_csv_for_excel_has_its_mark():
    assert b"".join(as_csv.write_for_excel([])).startswith(b"\xef\xbb\xbfnumber,")


@pytest.mark.parametrize("text", HARMFUL)
def test_a_cell_of_a_csv_is_never_a_formula(filed, text):
    filed(text)
    (row,) = read_csv(file_of("csv"))
    assert row["text"] == f"'{text}"


@pytest.mark.parametrize("text", HARMFUL)
def test_nor_one_of_a_workbook(filed, text):
    filed(text)
    book = openpyxl.load_workbook(BytesIO(file_of("xlsx")))
    cell = book["Laporan"].cell(2, AT["text"] + 1)
    assert (cell.data_type, cell.value) == ("s", text)


def test_geojson(filed, burnt, city):
    one = filed(AWKWARD)
    body = file_of("geojson")
    told = json.loads(body)
    coarse, feature = told["features"]
    assert set(told) == {"type", "features"}
    assert (feature["id"], feature["geometry"]) == (
        one.number,
        {"type": "Point", "coordinates": [106.81, -6.17]},
    )
    assert feature["properties"]["text"] == AWKWARD
    assert "lon" not in feature["properties"]
    assert coarse["geometry"]["coordinates"] == [round(city.gambir.lon, 6), round(city.gambir.lat, 6)]
    lines = body.splitlines()
    assert [json.loads(line.rstrip(b","))["type"] for line in lines[1:-1]] == ["Feature", "Feature"]


def test_xlsx(filed, burnt):
    one = filed(AWKWARD)
    body = file_of("xlsx")
    head, coarse, row = sheet(body)
    assert head == NAMES
    told = dict(
        zip(NAMES, row, strict=True)
    )  # what Excel would read as a character's number openpyxl leaves alone
    assert (told["number"], told["text"], told["lat"], told["coarse"]) == (
        one.number,
        AWKWARD.replace("_x0", "_x005F_x0"),
        -6.17,
        False,
    )
    assert abs((told["created_at"] - one.created_at.replace(tzinfo=None)).total_seconds() - 7 * 3600) < 1.5
    assert told["answered_at"] is None
    assert coarse[AT["text"]] is None
    assert [line[0] for line in sheet(body, "Kamus")[1:]] == list(NAMES)


def test_what_no_xml_can_say_is_left_out(filed):
    filed("a\x0bb\ufffe")
    assert sheet(file_of("xlsx"))[1][AT["text"]] == "ab"


@pytest.mark.parametrize("reports, sheets", [(0, 1), (3, 1), (4, 2), (7, 3)])
def test_a_full_sheet_goes_on_in_the_next(report, monkeypatch, reports, sheets):
    monkeypatch.setattr(as_xlsx, "MOST_ROWS", 4)
    wanted = [report().number for _ in range(reports)]
    body = file_of("xlsx")
    names = openpyxl.load_workbook(BytesIO(body), read_only=True).sheetnames
    assert names == ["Laporan", "Laporan 2", "Laporan 3"][:sheets] + ["Kamus"]
    found = [line for name in names[:-1] for line in sheet(body, name) if line != NAMES]
    assert [line[0] for line in found] == wanted
    assert ZipFile(BytesIO(body)).testzip() is None


@pytest.mark.parametrize("name", ["gpkg", "geojson"])
def test_gdal_reads_it(filed, burnt, tmp_path, name):
    one = filed(AWKWARD)
    path = tmp_path / f"laporan.{name}"
    path.write_bytes(file_of(name))
    ((layer, kind),) = pyogrio.list_layers(path)
    info = pyogrio.read_info(path, layer=layer)
    assert (kind, info["features"], info["crs"]) == ("Point", 2, "EPSG:4326")
    assert info["total_bounds"] == (106.81, -6.17, 106.81, -6.17)
    meta, fids, points, columns = pyogrio.raw.read(path, return_fids=True, datetime_as_string=True)
    place = fids.tolist().index(one.number)
    told = dict(zip(meta["fields"], (column[place] for column in columns), strict=True))
    assert told["text"] == AWKWARD
    assert str(told["created_at"])[:19] == f"{one.created_at:%Y-%m-%dT%H:%M:%S}"


def test_a_geopackage_keeps_to_its_standard(filed, tmp_path):
    filed("Lubang")
    path = tmp_path / "laporan.gpkg"
    path.write_bytes(file_of("gpkg"))
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        ids = file.execute("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1").fetchall()
        assert ids == [(-1,), (0,), (4326,)]
    file.close()


@pytest.mark.parametrize("name", FORMATS)
def test_of_no_report_there_is_a_file_too(db, tmp_path, name):
    path = tmp_path / f"laporan.{name}"
    path.write_bytes(file_of(name))
    if name in ("gpkg", "geojson"):
        assert pyogrio.read_info(path)["features"] == 0
