"""Who answers where, and who stands above."""

import pytest

from smartcity.areas.actions import load_areas
from smartcity.offices.actions import load_offices
from smartcity.offices.models import Office


def test_the_nearest_office_of_a_kind(city):
    assert Office.objects.answering("kelurahan", city.gambir) == city.offices.gambir
    assert Office.objects.answering("kecamatan", city.gambir) == city.offices.camat
    assert Office.objects.answering("mayor", city.gambir) == city.offices.mayor


def test_else_the_city_wide_one(city):
    assert Office.objects.answering("roads", city.gambir) == city.offices.roads


def test_else_none(city):
    assert Office.objects.answering("fire", city.gambir) is None


def test_an_abolished_office_answers_nothing(city):
    Office.objects.filter(pk=city.offices.gambir.pk).update(active=False)
    assert Office.objects.answering("kelurahan", city.gambir) is None


def test_under(city):
    o = city.offices
    assert set(Office.objects.under([o.camat])) == {o.camat, o.gambir}
    assert not Office.objects.under([]).exists()


def test_above_the_nearest_first(city):
    o = city.offices
    assert o.gambir.above() == [o.camat.pk, o.mayor.pk, o.province.pk]
    assert o.province.above() == []


def test_the_superior_is_the_nearest_one_still_there(city):
    o = city.offices
    assert (o.gambir.superior(), o.province.superior()) == (o.camat, None)
    Office.objects.filter(pk__in=[o.gambir.pk, o.camat.pk]).update(active=False)
    o.gambir.refresh_from_db()
    assert o.gambir.superior() == o.gambir.standing() == o.mayor
    assert o.mayor.standing() == o.mayor


PACK = """code,kind,name,title,area,parent
province,province,Provinsi,Pemprov,,
police,police,Polda,Polda,,
police-1,police,Polres,Polres,1,police
"""
TOML = "".join(
    f'[offices.{level}]\nkind = "{kind}"\nname = "{kind.title()} {{area}}"\ntitle = "{title} {{area}}"\nparent = "{parent}"\n'
    for level, kind, title, parent in [("kota", "mayor", "Wali Kota", "province"), ("kecamatan", "kecamatan", "Camat", "mayor"),
                                       ("kelurahan", "kelurahan", "Lurah", "kecamatan")]
)  # fmt: skip
AREAS = """code,name,short_name,level,parent,lon,lat
1,Kota Satu,Satu,kota,,106.8,-6.1
1.1,Dua,,kecamatan,1,106.8,-6.1
1.1.1,Tiga,,kelurahan,1.1,106.8,-6.1
"""


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "offices.csv").write_text(PACK)
    (tmp_path / "city.toml").write_text(TOML)
    (tmp_path / "areas.csv").write_text(AREAS)
    return tmp_path


@pytest.mark.django_db
def test_a_city_pack(pack):
    load_areas(pack / "areas.csv")
    assert load_offices(pack) == 6
    lurah = Office.objects.get(title="Lurah Tiga")
    titles = dict(Office.objects.values_list("pk", "title"))
    assert [titles[pk] for pk in lurah.above()] == ["Camat Dua", "Wali Kota Satu", "Pemprov"]


@pytest.mark.django_db
def test_again_is_no_second_one(pack):
    load_areas(pack / "areas.csv")
    load_offices(pack)
    assert load_offices(pack) == 6
