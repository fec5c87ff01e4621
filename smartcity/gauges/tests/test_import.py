"""The register and the readings from files, as spreadsheets save them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from smartcity.areas.queries import forget
from smartcity.events.models import Event
from smartcity.gauges.commands import gauges as command
from smartcity.gauges.importing import import_gauges, import_readings
from smartcity.gauges.models import Gauge, Reading
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.time import now, w3c

REAL = Path(__file__).parents[4] / "shared" / "data" / "flood-gates-jakarta.csv"
HEAD = "kind,name,lat,lng,system,level_cm_sample,siaga_sample\n"
THREE = (
    HEAD
    + "pintu_air,Kampung Satu,-6.17,106.81,Aliran Barat,93,3\nrumah_pompa,Kampung Satu,-6.17,106.83,SUDIN,,\npos_pengamatan,Hulu,-6.63,106.83,Aliran Tengah,10,4\n"
)


def bring(text, **more):
    return import_gauges(text.encode(), **more)


def test_it_works(water, city):
    assert bring(THREE).became == {"added": 3}
    one, two, three = Gauge.objects.order_by("pk")
    assert (one.code, one.kind, one.system, one.area, one.office) == ("kampung-satu", "sluice", "Aliran Barat", city.gambir, water)  # fmt: skip
    assert (two.code, two.kind, two.area) == ("pump-kampung-satu", "pump", city.senen)
    assert (three.kind, three.area) == ("watch", None), "upstream of the city"
    assert not Reading.objects.exists(), "a sample is no reading"
    assert Event.objects.filter(verb="gauge_added").count() == 3


def test_again_changes_nothing(city):
    bring(THREE)
    assert bring(THREE).became == {"same": 3}
    assert Event.objects.count() == 3


def test_what_is_otherwise_is_brought_up_to_date(city):
    bring(THREE)
    more = (
        "kind;name;lat;lng;siaga3_cm;siaga2_cm;siaga1_cm\npintu_air;kampung satu;-6,17;106,81;100;200;300\n"
    )
    assert bring(more).became == {"changed": 1}
    one = Gauge.objects.get(code="kampung-satu")
    assert (one.siaga3, one.siaga1, one.system) == (100, 300, "Aliran Barat")


@pytest.mark.parametrize("content", [
    THREE.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"),
    THREE.replace(",", "\t").encode(),
])  # fmt: skip
def test_as_spreadsheets_save_it(city, content):
    assert import_gauges(content).became == {"added": 3}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bendungan,X,-6.17,106.81,,,", "Jenis tidak dikenal"),
        ("waduk,Embung di Jl. Aselih, Cipedak,-6.17,106.81,Selatan,", "Apakah kolomnya bergeser"),
        ("waduk,X,,106.81,,,", "Kolom lat bukan derajat"), ("waduk,X,106.81,-6.17,,,", "tertukar"),
        ("waduk,X,-8.6,115.2,,,", "di luar wilayah"), ("waduk,,-6.17,106.81,,,", "Tuliskan namanya"),
        ("pintu_air,KAMPUNG SATU,-6.17,106.81,,,", "dengan baris 2"), ("waduk,X,nan,106.81,,,", "Posisi"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_nothing_is_written(city, line, words):
    found = bring(THREE + line + "\n")
    assert [number for number, _why in found.faults] == [5]
    assert words in found.faults[0][1]
    assert not Gauge.objects.exists()
    assert not Event.objects.exists()


def test_thresholds_that_fall(city):
    found = bring("kind,name,lat,lng,siaga3_cm,siaga2_cm\nwaduk,X,-6.17,106.81,300,200\n")
    assert "makin tinggi" in found.faults[0][1]


def test_a_dry_run_writes_nothing(city):
    assert bring(THREE, dry_run=True).became == {"added": 3}
    assert not Gauge.objects.exists()


def test_who_may_not(city, lurah_gambir):
    with pytest.raises(NotAllowed):
        bring(THREE, by=lurah_gambir)


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL.name} is not here")
def test_the_real_ones_but_for_where_they_stand(city):
    """The small city is not Jakarta: what lies far from it is upstream."""
    found = import_gauges(REAL.read_bytes())
    assert (found.faults, found.became) == ([], {"added": 399})
    assert Gauge.objects.filter(kind="pump").count() == 184
    forget()


def test_the_command(city, tmp_path):
    file = tmp_path / "pintu.csv"
    file.write_text(THREE)
    said = CliRunner().invoke(command, ["import", str(file), "--dry-run"])
    assert "3 titik ukur baru" in said.output
    assert not Gauge.objects.exists()
    assert CliRunner().invoke(command, ["import", str(file)]).exit_code == 0
    file.write_text(THREE + "waduk,X,,,,,\n")
    refused = CliRunner().invoke(command, ["import", str(file)])
    assert isinstance(refused.exception, Invalid)
    assert "baris 5" in refused.output


def test_readings(sluice, pump, tmp_path):
    file = tmp_path / "tinggi.csv"
    earlier = w3c(now().replace(microsecond=0))
    file.write_bytes(f"gauge;level;siaga;pumps;at\r\npintu-contoh;860;;;{earlier}\r\nPompa Contoh;-50,4;;2;{earlier}\r\n".encode("utf-8-sig"))  # fmt: skip
    assert "2 bacaan baru" in CliRunner().invoke(command, ["read", str(file)]).output
    sluice.refresh_from_db()
    pump.refresh_from_db()
    assert (sluice.level, sluice.siaga, sluice.source, pump.level, pump.pumps) == (860, 2, "csv", -50, 2)
    assert "2 sudah tercatat" in CliRunner().invoke(command, ["read", str(file)]).output
    assert Reading.objects.count() == 2


def test_bad_readings_are_named_and_nothing_is_written(city):
    bring(THREE)
    found = import_readings(b"gauge,level,siaga,at\nhulu,100,,\nhulu,9999,,\nlain,5,,\nhulu,5,7,\nhulu,5,,2999-01-01\n")  # fmt: skip
    said = dict(found.faults)
    assert list(said) == [3, 4, 5, 6]
    assert "9999 cm tidak mungkin" in said[3]
    assert "Tidak ada titik ukur “lain”" in said[4]
    assert not Reading.objects.exists()


def test_a_name_of_two(city):
    bring(THREE)
    found = import_readings(b"gauge,level\nKAMPUNG SATU,5\n")
    assert "kampung-satu, pump-kampung-satu" in found.faults[0][1]
    assert import_readings(b"gauge,level,kind\nKAMPUNG SATU,5,rumah_pompa\n").became == {"read": 1}
