"""How many people live where: all rows or none."""

import pytest

from smartcity.areas.actions import load_residents
from smartcity.areas.models import Area
from smartcity.lib.errors import Invalid

GAMBIR, SENEN = "31.71.01.1001", "31.71.04.1001"


@pytest.fixture
def file(tmp_path):
    def of(text: str):
        path = tmp_path / "penduduk.csv"
        path.write_text(text)
        return path

    return of


def residents(code: str) -> int | None:
    return Area.objects.get(code=code).residents


def test_kelurahan_and_the_sums_above_them(city, file):
    assert load_residents(file(f"code,residents\n{GAMBIR},3000\n{SENEN},8000\n"), "BPS 2024") == 2
    assert (residents(GAMBIR), residents("31.71.01"), residents("31.71")) == (3000, 3000, 11000)
    assert Area.objects.get(code="31.71").residents_source == "BPS 2024"


def test_where_one_is_unknown_so_is_the_sum(city, file):
    load_residents(file(f"code,residents\n{GAMBIR},3000\n"), "BPS 2024")
    assert (residents("31.71.01"), residents("31.71"), residents(SENEN)) == (3000, None, None)


@pytest.mark.parametrize(
    "row",
    [f"{SENEN},banyak", f"{SENEN},-4", f"{SENEN},", f"{SENEN},1.5", "99.99,4", "31.71.01,3", f"{SENEN}"],
)
def test_a_bad_row_is_named_and_nothing_is_loaded(city, file, row):
    with pytest.raises(Invalid, match="baris 3"):
        load_residents(file(f"code,residents\n{GAMBIR},3000\n{row}\n"), "BPS 2024")
    assert residents(GAMBIR) is None


def test_a_figure_without_its_source_is_none(city, file):
    with pytest.raises(Invalid):
        load_residents(file(f"code,residents\n{GAMBIR},3000\n"), " ")
