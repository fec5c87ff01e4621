"""One kelurahan becomes several: the past keeps its map, the land is never nobody's."""

from datetime import date, timedelta

import pytest
from shapely.geometry import box

from smartcity.areas import actions
from smartcity.areas.models import Area
from smartcity.areas.queries import locate
from smartcity.areas.tests.squares import A1, A2, collection, shapes, written
from smartcity.areas.tests.squares import listed as list_of
from smartcity.lib.errors import Invalid

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
BEFORE = DAY - timedelta(days=1)
WEST, EAST = (106.805, -6.17), (106.815, -6.17)


@pytest.fixture(autouse=True)
def squares(db, tmp_path):
    actions.load_areas(list_of(tmp_path))
    actions.load_boundaries(written(tmp_path, collection(shapes())))


def parts():
    return [Area(code="9.1.A.8", name="Satu Barat", lon=WEST[0], lat=WEST[1]),
            Area(code="9.1.A.9", name="Satu Timur", lon=EAST[0], lat=EAST[1])]  # fmt: skip


def split():
    return actions.split(Area.objects.coded(A1), into=parts(), on=DAY)


def test_it_works():
    west, east = split()
    old = Area.objects.coded(A1)
    assert set(old.successors.all()) == {west, east}
    assert old.valid_to == DAY
    assert (west.level, west.parent.code, west.valid_from, west.short_name) == (
        "kelurahan",
        "9.1.A",
        DAY,
        "Satu Barat",
    )


def test_each_day_has_its_own_areas():
    split()
    codes = {day: {a.code for a in Area.objects.leaves().current(day)} for day in (BEFORE, DAY)}
    assert codes[DAY] - codes[BEFORE] == {"9.1.A.8", "9.1.A.9"}
    assert codes[BEFORE] - codes[DAY] == {A1}


def test_the_land_goes_to_the_nearer_part_and_says_it_is_a_guess():
    split()
    assert locate(*WEST, BEFORE).area.code == A1
    assert not locate(*WEST, BEFORE).approximate
    assert [locate(*place, DAY).area.name for place in (WEST, EAST)] == ["Satu Barat", "Satu Timur"]
    assert locate(*WEST, DAY).approximate
    assert locate(106.821, -6.17, DAY).area.code == A2


def test_into_itself_and_another():
    one = Area.objects.coded(A1)
    actions.split(one, into=[one, parts()[1]], on=DAY)
    one.refresh_from_db()
    assert one.valid_to is None
    assert [locate(*place, DAY).area.code for place in ((106.801, -6.17), EAST)] == [A1, "9.1.A.9"]
    assert locate(*EAST, BEFORE).area.code == A1


def halves():
    both = {
        **shapes(),
        "9.1.A.8": box(106.80, -6.18, 106.812, -6.16),
        "9.1.A.9": box(106.812, -6.18, 106.82, -6.16),
    }
    del both[A1]
    return both


def test_a_file_with_the_retired_code_is_refused(tmp_path):
    split()
    with pytest.raises(Invalid, match=f"{A1} tidak berlaku"):
        actions.load_boundaries(written(tmp_path, collection(shapes())), valid_from=DAY)


def test_a_file_without_a_successor_is_refused(tmp_path):
    split()
    lacking = {code: shape for code, shape in halves().items() if code != "9.1.A.9"}
    with pytest.raises(Invalid, match="9.1.A.9"):
        actions.load_boundaries(written(tmp_path, collection(lacking)), valid_from=DAY)


def test_real_boundaries_of_the_parts_end_the_guess(tmp_path):
    split()
    actions.load_boundaries(written(tmp_path, collection(halves())), valid_from=DAY)
    found = locate(106.811, -6.17, DAY)
    assert (found.area.code, found.approximate) == ("9.1.A.8", False)
    assert locate(106.811, -6.17, BEFORE).area.code == A1


def test_loading_the_list_again_keeps_the_split(tmp_path):
    split()
    actions.load_areas(list_of(tmp_path))
    assert Area.objects.coded(A1).valid_to == DAY
    assert locate(*WEST, DAY).area.code == "9.1.A.8"


@pytest.mark.parametrize("into, area", [(1, A1), (2, "9.1.A")])
def test_what_is_no_split(into, area):
    with pytest.raises(Invalid, match="Pemekaran"):
        actions.split(Area.objects.coded(area), into=parts()[:into], on=DAY)


def test_not_twice():
    split()
    with pytest.raises(Invalid, match="Pemekaran"):
        split()


def test_a_code_that_is_taken():
    with pytest.raises(Invalid, match=f"{A2} sudah dipakai"):
        actions.split(
            Area.objects.coded(A1), into=[Area(code=A2, name="x", lon=1, lat=1), parts()[0]], on=DAY
        )
