"""The `smartcity` command: what an operator can mend is one line and exit 2."""

import pytest
from django.db import OperationalError, ProgrammingError

from smartcity import cli


def run(capfd, *arguments):
    """Its exit code, what it printed, what it complained of."""
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    told = capfd.readouterr()
    return ended.value.code or 0, told.out, told.err


def test_help(capfd):
    code, out, err = run(capfd, "--help")
    assert (code, err) == (0, "")
    assert "areas" in out
    assert "import-reports" in out


def test_without_a_word_it_shows_its_help(capfd):
    code, _out, err = run(capfd)
    assert code == 2
    assert "Commands:" in err


@pytest.mark.parametrize("typed, said", [
    (["fly"], "Tidak ada perintah fly. (smartcity --help)"),
    (["areas", "--fast"], "Tidak ada pilihan --fast. (smartcity areas --help)"),
    (["areas", "locate", "1"], "LAT belum disebut. (smartcity areas locate --help)"),
    (["areas", "locate", "1", "east"],
     "LAT tidak bisa dipakai: harus bilangan, misalnya 106.83. (smartcity areas locate --help)"),
    (["areas", "locate", "1", "2", "--at", "today"],
     "--at tidak bisa dipakai: harus tanggal seperti 2026-11-23. (smartcity areas locate --help)"),
    (["serve", "--port", "0"],
     "--port tidak bisa dipakai: harus bilangan bulat dari 1 sampai 65535. (smartcity serve --help)"),
    (["crisis", "maybe"], "WHAT tidak bisa dipakai: pilih on, off, status. (smartcity crisis --help)"),
    (["import-reports", "/nowhere.csv"],
     "FILE tidak bisa dipakai: tidak ada, atau tidak boleh dibaca. (smartcity import-reports --help)"),
])  # fmt: skip
def test_a_slip_of_the_pen_is_one_line(capfd, typed, said):
    assert run(capfd, *typed) == (2, "", f"smartcity: {said}\n")


def test_what_the_city_refuses_is_one_line(capfd, city):
    code, _out, err = run(capfd, "areas", "locate", "107.5", "-6.17")
    assert code == 2
    assert err == "smartcity: Tempat ini di luar wilayah kota.\n"


def test_a_missing_file_is_one_line(capfd, city):
    code, _out, err = run(capfd, "areas", "load", "/nowhere.geojson")
    assert code == 2
    assert err == "smartcity: Berkas tidak bisa dibaca: /nowhere.geojson: tidak ada.\n"


@pytest.fixture
def without_tables(monkeypatch):
    def founding(pack):
        raise ProgrammingError("no such table")

    monkeypatch.setattr("smartcity.reports.actions.found_city", founding)


def test_before_migrate_it_says_what_to_run_first(capfd, db, without_tables, monkeypatch):
    monkeypatch.setattr(cli, "migrations_behind", lambda: 61)
    said = "smartcity: Basis data belum siap. Jalankan dulu: smartcity migrate\n"
    assert run(capfd, "load-city") == (2, "", said)


def test_our_own_mistakes_stay_loud(db, without_tables):
    with pytest.raises(ProgrammingError):
        cli.main(["load-city"])


def test_a_database_that_does_not_answer_is_one_line(capfd, db, monkeypatch):
    def away(*_):
        raise OperationalError("connection refused")

    monkeypatch.setattr("smartcity.reports.actions.found_city", away)
    monkeypatch.setattr(cli, "migrations_behind", away)
    assert run(capfd, "load-city")[2].startswith("smartcity: Basis data tidak menjawab;")


@pytest.mark.parametrize("typed", [
    ["areas", "locate", "106.8", "-6.1"], ["createadmin", "ratna"], ["appoint", "ani", "lurah", "kelurahan-1"],
    ["import-reports", __file__],
])  # fmt: skip
def test_before_load_city_it_says_what_to_run_first(capfd, db, typed):
    said = "smartcity: Kota ini belum didirikan. Jalankan dulu: smartcity load-city\n"
    assert run(capfd, *typed) == (2, "", said)


def test_its_words_in_english(capfd, city, settings):
    settings.COMMAND_LANGUAGE = "en"
    assert (
        run(capfd, "areas", "locate", "107.5", "-6.17")[2] == "smartcity: This place is outside the city.\n"
    )
    assert run(capfd, "fly")[2] == "smartcity: There is no command fly. (smartcity --help)\n"
