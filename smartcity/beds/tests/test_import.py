"""The register and the counts from files, as spreadsheets save them."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from smartcity.beds.commands import hospitals as command
from smartcity.beds.importing import import_counts, import_hospitals
from smartcity.beds.models import Hospital, Ward
from smartcity.events.models import Event
from smartcity.lib.errors import Invalid
from smartcity.lib.time import now, w3c
from smartcity.offices.models import Office

REAL = Path(__file__).parents[4] / "shared" / "data" / "hospitals-jakarta.csv"
HEAD = "name,kind,class,owner,lat,lng,beds_total\n"
TWO = HEAD + "RS Satu,RSU,B,Yayasan,-6.17,106.81,51\nRSIA Dua,RSIA,Belum Ditetapkan,,-6.17,106.83,\n"


def bring(text, **more):
    return import_hospitals(text.encode(), **more)


def test_it_works(city):
    assert bring(TWO).became == {"added": 2}
    one, two = Hospital.objects.order_by("pk")
    assert (one.office.name, one.code, one.kind, one.grade, one.beds, one.office.area) == ("RS Satu", "rs-satu", "RSU", "B", 51, city.gambir)  # fmt: skip
    assert (two.grade, two.beds, two.office.parent) == ("", None, city.offices.province)
    assert not Ward.objects.exists(), "no free beds are invented"
    assert Event.objects.filter(verb="hospital_added").count() == 2


def test_again_changes_nothing(city):
    bring(TWO)
    assert bring(TWO).became == {"same": 2}
    assert Event.objects.count() == 2
    assert Office.objects.filter(kind="hospital").count() == 2


def test_what_is_otherwise_is_brought_up_to_date(city):
    bring(TWO)
    assert bring(TWO.replace(",51", ",60")).became == {"changed": 1, "same": 1}
    assert Hospital.objects.get(office__name="RS Satu").beds == 60


def test_a_hospital_that_had_an_office_already(city):
    Office.objects.create(code="rs-lama", kind="hospital", name="RS Satu", title="RS Satu", path="/99/")
    assert bring(TWO).became == {"added": 2}
    assert Hospital.objects.get(office__name="RS Satu").code == "rs-lama"


@pytest.mark.parametrize("content", [
    TWO.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"),
    TWO.replace(",", "\t").encode(),
    TWO.replace(",", ";").replace("-6.17", "-6,17").replace("106.8", "106,8").replace("\n", "\r\n").encode("cp1252"),
])  # fmt: skip
def test_as_spreadsheets_save_it(city, content):
    assert import_hospitals(content).became == {"added": 2}


def test_every_bad_line_is_named_and_nothing_is_written(city):
    found = bring(
        TWO + "RS Jauh,RSU,B,,-6.17,107.5,\nRS Terbalik,RSU,B,,106.81,-6.17,\n,RSU,B,,-6.17,106.81,\n"
        "RS Kelas,RSU,Z,,-6.17,106.81,\nRS Kosong,RSU,B,,-6.17,106.81,-4\nRS Mana,RSU,B,,,,\nrs satu,RSU,B,,-6.17,106.81,\n"
    )
    assert [number for number, _why in found.faults] == [4, 5, 6, 7, 8, 9, 10]
    assert not Hospital.objects.exists()
    assert not Event.objects.exists()


def test_a_dry_run_writes_nothing(city):
    assert bring(TWO, dry_run=True).became == {"added": 2}
    assert not Hospital.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"PK\x03\x04\x00\x00", HEAD.encode() + b'"' + b"x" * 200_000]
)
def test_what_is_no_table(city, content):
    with pytest.raises(Invalid):
        import_hospitals(content)


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL.name} is not here")
def test_the_real_ones_but_for_where_they_stand(city):
    """The small city is not Jakarta: each is put into Gambir."""
    with REAL.open() as file:
        rows = list(csv.DictReader(file))
    text = HEAD + "".join(
        f'"{r["name"]}",{r["kind"]},{r["class"]},"{r["owner"]}",-6.17,106.81,{r["beds_total"]}\n' for r in rows)  # fmt: skip
    assert bring(text).became == {"added": 191}
    assert Hospital.objects.exclude(beds=None).count() == 163


def test_the_command(city, tmp_path):
    file = tmp_path / "rs.csv"
    file.write_text(TWO)
    said = CliRunner().invoke(command, ["import", str(file), "--dry-run"])
    assert "2 rumah sakit baru" in said.output
    assert not Hospital.objects.exists()
    assert CliRunner().invoke(command, ["import", str(file)]).exit_code == 0
    assert Hospital.objects.count() == 2
    file.write_text(TWO + "RS Jauh,RSU,B,,-6.17,107.5,\n")
    refused = CliRunner().invoke(command, ["import", str(file)])
    assert isinstance(refused.exception, Invalid)
    assert "baris 4" in refused.output


def test_counts(hospital, other, tmp_path):
    file = tmp_path / "kamar.csv"
    file.write_bytes(
        "hospital;kelas;room;kapasitas;tersedia;queue\r\nRS Contoh Gambir;ICU;;10;4;2\r\n"
        "0901R001;KL3;M1;30;0;\r\nrs-contoh-senen;icu;;6;6;\r\n".encode("utf-8-sig"))  # fmt: skip
    said = CliRunner().invoke(command, ["beds", str(file)])
    assert "3 ruang diisi" in said.output
    assert [(w.hospital, w.bed_class, w.free, w.source) for w in Ward.objects.all()] == [
        (hospital, "icu", 4, "csv"), (hospital, "class3", 0, "csv"), (other, "icu", 6, "csv")]  # fmt: skip


def test_bad_counts_are_named_and_nothing_is_written(hospital):
    ahead = w3c(now() + timedelta(hours=1))
    found = import_counts(
        f"class,capacity,free,at\nicu,10,-4,\nicu,10,4,\nclass1,5,9,\nclass2,5,1,{ahead}\n".encode(), of=hospital)  # fmt: skip
    assert [number for number, _why in found.faults] == [2, 4, 5]
    assert not Ward.objects.exists()


def test_a_clerk_brings_in_ones_own_only(hospital, other, clerk):
    found = import_counts(b"hospital,class,capacity,free\nrs-contoh-senen,icu,5,5\n", by=clerk)
    assert "bukan milik Anda" in found.faults[0][1]
    assert import_counts(b"class,capacity,free\nicu,5,5\n", of=hospital, by=clerk).became == {"changed": 1}
    assert not other.wards.exists()
