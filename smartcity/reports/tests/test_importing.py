"""Another system's reports: each with its own time, exactly once."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from smartcity.lib.errors import Invalid
from smartcity.reports.commands import import_reports
from smartcity.reports.importing import read_rows
from smartcity.reports.models import Report

HEAD = "created_at,text,lat,lng\n"
GOOD = "2017-02-20T09:41:00,#banjir setinggi lutut,-6.17,106.81\n"
LINES = (
    GOOD
    + GOOD  # the same line twice is two reports
    + "2017-02-20 10:00:00+00:00,Di luar kota,-6.17,107.5\n"
    + "2017-02-20,Tanpa posisi,0,0\n"
    + "2017-02-20,Bukan angka,x,y\n"
    + "2017-13-45,Bulan ketiga belas,-6.17,106.81\n"
    + "0001-01-01,Sebelum semua jam,-6.17,106.81\n"
    + "2017-02-20,,-6.17,106.81\n"
    + "2017-02-20,terpotong\n"
)


@pytest.fixture
def run(city, tmp_path):
    def go(lines=LINES):
        (tmp_path / "reports.csv").write_text(HEAD + lines)
        return CliRunner().invoke(import_reports, [str(tmp_path / "reports.csv")], catch_exceptions=False)

    return go


def test_it_works(run):
    done = run()
    assert (
        "9 laporan: 2 ditempatkan, 1 di luar kota, 3 tanpa posisi, 3 ditolak, 0 sudah ada; 1 ditandai berulang"
        in done.output
    )
    assert {report.created_at for report in Report.objects.all()} == {
        datetime(2017, 2, 20, 2, 41, tzinfo=UTC)
    }
    assert Report.objects.first().escalate_at is None


def test_again_adds_nothing(run):
    run()
    assert "0 ditempatkan" in run().output
    assert "2 sudah ada" in run().output
    assert Report.objects.count() == 2


@pytest.mark.parametrize("content, says", [
    (b"a,b\n1,2\n", "Kolom tidak ada: created_at, lat, lng, text"), (b"", "Kolom tidak ada"),
    (b"created_at,text,lat,lng\n\xff\xfe", "UTF-8"), (HEAD.encode() + b'1,"' + b"x" * 140_000, "utuh"),
])  # fmt: skip
def test_what_is_no_such_file(tmp_path, content, says):
    (tmp_path / "reports.csv").write_bytes(content)
    with pytest.raises(Invalid, match=says):
        read_rows(tmp_path / "reports.csv")
