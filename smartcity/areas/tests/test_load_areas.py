"""Loading a city's list of areas."""

import pytest
from django.conf import settings

from smartcity.areas import actions
from smartcity.areas.models import Area
from smartcity.areas.queries import locate, locate_many
from smartcity.areas.tests.squares import A1, A2, LIST, listed
from smartcity.lib.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db
JAKARTA = settings.CITY


def test_it_works(tmp_path):
    assert actions.load_areas(listed(tmp_path)) == 7
    area = Area.objects.coded(A1)
    assert (area.full_name, area.kecamatan.name, area.kota.short_name) == ("Satu, Kotak", "Atas", "Kotak")
    assert [a.code for a in area.ancestors()] == ["9.1.A", "9.1"]


def test_again_changes_names_and_adds_nothing(tmp_path):
    actions.load_areas(listed(tmp_path))
    actions.load_areas(listed(tmp_path, LIST.replace("Satu", "Setu")))
    assert Area.objects.count() == 7
    assert Area.objects.get(code=A1).name == "Setu"


@pytest.mark.parametrize("change", [
    ("106.81,-6.17", "106.81,selatan"),
    ("106.81,-6.17", "nan,-6.17"),
    ("106.81,-6.17", "106.81,-96.17"),
    ("kelurahan,9.1.A,106.81", "desa,9.1.A,106.81"),
    ("kelurahan,9.1.A,106.81", "kelurahan,9.1.Z,106.81"),
    (A1, A2),
    ("code,", "kode,"),
])  # fmt: skip
def test_a_bad_list_leaves_nothing(tmp_path, change):
    with pytest.raises(Invalid) as wrong:
        actions.load_areas(listed(tmp_path, LIST.replace(*change)))
    assert "\n" not in str(wrong.value)
    assert not Area.objects.exists()


def test_no_list(tmp_path):
    with pytest.raises(Invalid, match="tidak bisa dibaca"):
        actions.load_areas(tmp_path / "tidak-ada.csv")


def test_without_boundaries_every_leaf_has_a_cell_that_says_so(tmp_path):
    actions.load_areas(listed(tmp_path))
    found = locate(106.811, -6.171)
    assert found.area.code == A1
    assert found.approximate
    assert len(found.nearest) == 3
    assert found.nearest[0] == found.area


def test_two_leaves_on_one_point(tmp_path):
    with pytest.raises(Invalid, match="titik yang sama"):
        actions.load_areas(listed(tmp_path, LIST.replace("106.83,-6.17", "106.81,-6.17")))


def test_words_of_the_queryset(tmp_path):
    actions.load_areas(listed(tmp_path))
    kota, upper = Area.objects.coded("9.1"), Area.objects.coded("9.1.A")
    assert Area.objects.within(kota).count() == 7
    assert {a.code for a in Area.objects.within(upper).leaves()} == {A1, A2}
    assert {a.code for a in Area.objects.level("kecamatan")} == {"9.1.A", "9.1.B"}
    with pytest.raises(NotFound):
        Area.objects.coded("9.9")


def test_jakarta():
    """6 kota, 44 kecamatan, 267 kelurahan, each in its own cell, the sea and Bogor outside."""
    actions.load_areas(JAKARTA / "areas.csv")
    levels = list(Area.objects.values_list("level", flat=True))
    assert [levels.count(level) for level in ("kota", "kecamatan", "kelurahan")] == [6, 44, 267]
    leaves = list(Area.objects.leaves())
    assert len({a.name for a in leaves}) == 267
    assert all(
        a.code.startswith(a.parent.code) for a in Area.objects.exclude(parent=None).select_related("parent")
    )
    assert locate_many([a.lon for a in leaves], [a.lat for a in leaves]).tolist() == [a.pk for a in leaves]
    java_sea, bogor = (106.75, -5.95), (106.80, -6.59)
    assert locate_many(*zip(java_sea, bogor, strict=True)).tolist() == [-1, -1]
