"""The `smartcity` command: what an operator can mend is one line and exit 2."""

import pytest

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
    (["fly"], "smartcity: No such command 'fly'. (smartcity --help)"),
    (["areas", "--fast"], "smartcity: No such option '--fast'. (smartcity areas --help)"),
    (["areas", "locate", "1"], "smartcity: Missing argument 'LAT'. (smartcity areas locate --help)"),
    (["import-reports", "/nowhere.csv"],
     "smartcity: Invalid value for 'FILE': File '/nowhere.csv' does not exist. (smartcity import-reports --help)"),
])  # fmt: skip
def test_a_slip_of_the_pen_is_one_line(capfd, typed, said):
    assert run(capfd, *typed) == (2, "", f"{said}\n")


def test_what_the_city_refuses_is_one_line(capfd, city):
    code, _out, err = run(capfd, "areas", "locate", "107.5", "-6.17")
    assert code == 2
    assert err == "smartcity: Tempat ini di luar wilayah kota.\n"


def test_a_missing_file_is_one_line(capfd, city):
    code, _out, err = run(capfd, "areas", "load", "/nowhere.geojson")
    assert code == 2
    assert err.startswith("smartcity: ")
    assert err.count("\n") == 1


def test_its_words_in_english(capfd, city, settings):
    settings.COMMAND_LANGUAGE = "en"
    assert (
        run(capfd, "areas", "locate", "107.5", "-6.17")[2] == "smartcity: This place is outside the city.\n"
    )
