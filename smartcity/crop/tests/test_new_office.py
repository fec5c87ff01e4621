"""An administrator of the city founds an office, and invites people to it."""

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role
from smartcity.crop.tests.conftest import text
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, Invalid, NotAllowed
from smartcity.offices.actions import found
from smartcity.offices.models import Office
from smartcity.seats import abolishing, founding

PAGE = "/crop/jabatan/kantor/baru/"
PARKS = {"name": "Dinas Pertamanan", "title": "Distamhut", "kind": "parks", "parent": "province", "area": ""}


@pytest.fixture
def boss(opened, administrator):
    return opened(administrator)


def new(boss, **fields):
    return boss.post(PAGE, PARKS | fields)


def test_it_works(boss, administrator, city):
    answer = boss.post(PAGE, PARKS, follow=True)
    made = Office.objects.get(code="parks-dinas-pertamanan")
    assert (made.title, made.parent, made.area) == ("Distamhut", city.offices.province, None)
    assert made.path == f"{city.offices.province.path}{made.pk}/"
    assert "Undang seseorang" in text(answer)  # it leads to its own page
    told = Event.objects.get(subject="office:parks-dinas-pertamanan")
    assert (told.verb, told.actor, told.audience) == ("founded", administrator, "office")


def test_the_posts_page_leads_there(boss, city):
    assert f'href="{PAGE}"' in text(boss.get("/crop/jabatan/"))
    assert "Kantor baru" in text(boss.get(PAGE))


def test_reports_of_its_kind_and_place_come_to_it(boss, report, city):
    new(boss, name="Sudin Bina Marga Pusat", title="", kind="roads", parent="roads", area="31.71")
    assert report(category="lamp").holder.code == "roads-31.71"


def test_an_office_that_was_abolished_keeps_its_code(boss, administrator, city):
    abolishing.abolish(city.offices.gambir, city.offices.camat, administrator)
    new(boss, name="Kelurahan Gambir", title="Lurah Gambir", kind="kelurahan", parent="kecamatan-31.71.01",
        area="31.71.01.1001")  # fmt: skip
    assert Office.objects.active().get(kind="kelurahan", area=city.gambir).code == "kelurahan-31.71.01.1001-2"
    assert not Office.objects.get(pk=city.offices.gambir.pk).active


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Tuliskan nama kantor"),
        ({"kind": "nothing"}, "Masukkan pilihan yang valid"),
        ({"kind": "province", "parent": ""}, "Masukkan pilihan yang valid"),
        ({"parent": "nowhere"}, "Masukkan pilihan yang valid"),
        ({"area": "99"}, "Masukkan pilihan yang valid"),
        ({"parent": "police"}, "hanya dapat berada di bawah"),
        ({"parent": ""}, "hanya dapat berada di bawah"),
        ({"kind": "police", "area": "31.71"}, "hanya dapat berada di bawah"),  # or the province would read crimes
        ({"kind": "police", "parent": ""}, "sudah ada Polda Metro Jaya"),
        ({"kind": "kelurahan", "parent": "kecamatan-31.71.01"}, "Pilih Kelurahan"),
        ({"kind": "kelurahan", "parent": "kecamatan-31.71.01", "area": "31.71"}, "Pilih Kelurahan"),
        ({"kind": "kelurahan", "parent": "kecamatan-31.71.01", "area": "31.71.04.1001"}, "harus di dalam wilayah"),
        ({"kind": "kelurahan", "parent": "kecamatan-31.71.01", "area": "31.71.01.1001"}, "sudah ada Lurah Gambir"),
        ({"parent": "mayor-31.71"}, "harus di dalam wilayah"),
        ({"name": "dinas bina MARGA", "title": "DBM"}, "sudah dipakai Dinas Bina Marga"),
        ({"title": "Wali Kota Jakarta Pusat"}, "sudah dipakai Wali Kota"),
        ({"kind": "roads"}, "sudah ada Dinas Bina Marga"),
    ],
)  # fmt: skip
def test_what_cannot_be_keeps_what_was_typed(boss, city, typed, said):
    offices = Office.objects.count()
    answer = new(boss, **typed)
    assert answer.status_code == 400
    assert said in text(answer)
    assert 'value="Distamhut"' in text(answer) or "title" in typed
    assert Office.objects.count() == offices


def test_a_parent_ended_meanwhile(administrator, city):
    seen = city.offices.roads
    abolishing.abolish(city.offices.roads, city.offices.province, administrator)
    with pytest.raises(Conflict):
        founding.open_office("roads", "Sudin", "", administrator, parent=seen)


def test_no_circle(administrator, city):
    """A new office has nobody below it, and its path ends in itself."""
    made = founding.open_office("utility", "PT Gas", "", administrator, parent=city.offices.pln)
    assert city.offices.pln in Office.objects.filter(pk__in=made.above())
    assert made not in Office.objects.filter(pk__in=city.offices.pln.above())


def test_no_tower_without_end(administrator, city):
    under, n = city.offices.pln, 0
    while len(under.path) <= founding.LONGEST_PATH:
        n += 1
        under = found(f"x{n}", "utility", f"X {n}", parent=under)
    with pytest.raises(Invalid):
        founding.open_office("utility", "Y", "", administrator, parent=under)


def test_a_long_name_makes_a_code_that_fits(administrator, city):
    made = founding.open_office("utility", "Perusahaan " + "panjang " * 12, "", administrator)
    assert len(made.code) <= founding.LONGEST_CODE
    assert (
        founding.open_office("utility", "Perusahaan " + "panjang " * 11, "", administrator).code != made.code
    )


def test_no_other_official(lurah, opened, budi, city):
    appoint(budi, city.offices.mayor, Role.ADMINISTRATOR)  # of a kota only
    for other in (lurah, opened(budi)):
        assert other.get(PAGE).status_code == 404
        assert other.post(PAGE, PARKS).status_code == 404
        assert f'href="{PAGE}"' not in text(other.get("/crop/jabatan/"))
    assert not Office.objects.filter(kind="parks").exists()
    with pytest.raises(NotAllowed):
        founding.open_office("parks", "Dinas", "", budi, parent=city.offices.province)
