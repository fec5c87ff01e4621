"""`smartcity areas load` and `locate`, as an operator types them."""

import pytest
from click.testing import CliRunner
from django.utils import translation

from smartcity.areas import actions
from smartcity.areas.commands import areas
from smartcity.areas.models import Area
from smartcity.areas.queries import OutsideCity
from smartcity.areas.tests.squares import A1, A2, collection, listed, shapes, written
from smartcity.lib.errors import Invalid


def run(*arguments):
    return CliRunner().invoke(areas, [str(a) for a in arguments])


def test_locate(city):
    assert run("locate", "106.81", "-6.17").output == (
        "Kelurahan\t31.71.01.1001\tGambir\nKecamatan\t31.71.01\tGambir\nKota\t31.71\tJakarta Pusat\n"
    )


def test_locate_without_boundaries_says_it_is_a_guess(db, tmp_path):
    actions.load_areas(listed(tmp_path))
    said = run("locate", "106.811", "-6.171").output
    assert "perkiraan" in said
    assert said.count("9.1.") == 1 + 1 + 3


def test_locate_by_the_boundaries_of_a_day(db, tmp_path, settings):
    settings.CITY = tmp_path
    listed(tmp_path)
    file = written(tmp_path, collection(shapes()))
    assert run("load", file, "--from", "2014-01-01", "--until", "2017-01-01").exit_code == 0
    assert "perkiraan" not in run("locate", "106.811", "-6.171", "--at", "2016-12-31").output
    assert "perkiraan" in run("locate", "106.811", "-6.171", "--at", "2017-01-01").output


@pytest.mark.parametrize("place, wrong", [
    (("107.5", "-6.17"), OutsideCity), (("-6.17", "106.81"), Invalid), (("nan", "0"), Invalid),
])  # fmt: skip
def test_locate_elsewhere(city, place, wrong):
    assert type(run("locate", *place).exception) is wrong


def test_load_knows_the_city_by_itself(db, tmp_path, settings):
    settings.CITY = tmp_path
    listed(tmp_path)
    said = run("load", written(tmp_path, collection(shapes())))
    assert "4 kelurahan, 2 kecamatan, 1 kota" in said.output
    assert Area.objects.count() == 7


def test_a_bad_file_loads_not_even_the_list(db, tmp_path, settings):
    settings.CITY = tmp_path
    listed(tmp_path)
    assert isinstance(run("load", written(tmp_path, "{}")).exception, Invalid)
    assert not Area.objects.exists()


def test_load_says_what_it_mended(db, tmp_path, settings):
    settings.CITY = tmp_path
    listed(tmp_path)
    bad = {**shapes(), A1: shapes()[A1].union(shapes()[A2].buffer(-0.0099))}
    said = run("load", written(tmp_path, collection(bad)), "--repair").output
    assert "m² berpindah" in said


def test_in_english(db, tmp_path):
    actions.load_areas(listed(tmp_path))
    with translation.override("en"):
        assert "approximate" in run("locate", "106.811", "-6.171").output
        assert str(run("locate", "107.5", "-6.17").exception) == "This place is outside the city."
