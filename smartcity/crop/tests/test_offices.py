"""An office is abolished while it holds cases: another answers for it."""

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Post, Role
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.time import now
from smartcity.notices.audience import listeners
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.models import Holding, Report
from smartcity.seats import abolishing

OFFICE = "/crop/jabatan/kantor/kelurahan-31.71.01.1001/"


@pytest.fixture
def boss(opened, administrator):
    return opened(administrator)


def abolished(boss, to="kelurahan-31.71.04.1001"):
    return boss.post(f"{OFFICE}bubarkan/", {"successor": to})


def test_it_works(boss, report, lurah_gambir, siti, city):
    waiting, working, closed = (report() for _ in range(3))
    actions.accept(working, lurah_gambir)
    actions.reject(closed, lurah_gambir, reason="Bukan laporan")
    assert "2 laporan terbuka pindah" in boss.get(OFFICE).text
    assert abolished(boss).status_code == 303
    assert [Report.objects.get(pk=case.pk).holder for case in (waiting, working, closed)] == [
        city.offices.senen, city.offices.senen, city.offices.gambir,
    ]  # fmt: skip
    assert not Office.objects.get(pk=city.offices.gambir.pk).active


def test_the_citizen_is_told_once_and_keeps_the_deadline(boss, report, lurah_gambir, lurah_senen, siti):
    case = report()
    actions.accept(case, lurah_gambir)
    abolished(boss)
    abolishing.settle()
    abolishing.settle()
    told = Event.objects.about(case.subject).get(verb="moved")
    after = Report.objects.get(pk=case.pk)
    assert (after.status, after.due, after.resolve_by) == (case.status, case.due, case.resolve_by)
    assert after.office_due > case.office_due  # the new office's own clock began anew
    assert listeners(told, after) == {siti.pk, lurah_senen.pk}
    assert Holding.objects.filter(report=case, until=None).count() == 1


def test_new_reports_go_to_who_answers_now(boss, report, city):
    abolished(boss)
    assert report().holder == city.offices.senen


def test_its_people_leave_their_seats(boss, lurah_gambir):
    abolished(boss)
    assert not Post.objects.current(now()).filter(user=lurah_gambir).exists()


def test_offices_below_go_along(administrator, city):
    abolishing.abolish(city.offices.camat, city.offices.camat_senen, administrator)
    below = Office.objects.get(pk=city.offices.gambir.pk)
    assert (below.parent, below.superior()) == (city.offices.camat_senen, city.offices.camat_senen)
    assert below.path == f"{city.offices.camat_senen.path}{below.pk}/"


def test_the_case_and_its_page_say_so(boss, report, client):
    case = report()
    abolished(boss)
    words = "Lurah Gambir dibubarkan: sekarang dipegang Lurah Senen, tenggatnya tetap"
    assert words in boss.get(f"/crop/tugas/{case.number}/").text
    assert words in client.get(f"/qlue/laporan/{case.number}/").text


@pytest.mark.parametrize("to", ["", "police", "kelurahan-31.71.01.1001", "nowhere"])
def test_not_everybody_can_succeed(boss, to):
    assert abolished(boss, to).status_code == 400
    assert Office.objects.get(code="kelurahan-31.71.01.1001").active


def test_an_office_below_cannot_succeed(administrator, city):
    with pytest.raises(Invalid):
        abolishing.abolish(city.offices.mayor, city.offices.gambir, administrator)


def test_of_two_at_once_the_second_is_told(administrator, city):
    abolishing.abolish(city.offices.gambir, city.offices.senen, administrator)
    with pytest.raises(Conflict):
        abolishing.abolish(city.offices.gambir, city.offices.camat, administrator)


def test_a_new_name_leaves_the_old_one_in_what_was_said(boss, report):
    case = report()
    boss.post(f"{OFFICE}nama/", {"name": "Kelurahan Gambir Baru", "title": "Lurah Gambir Baru"})
    assert Office.objects.get(code="kelurahan-31.71.01.1001").title == "Lurah Gambir Baru"
    assert "→ Lurah Gambir</span>" in boss.get(f"/crop/tugas/{case.number}/").text


def test_no_other_official(lurah, city):
    assert lurah.post(f"{OFFICE}bubarkan/", {"successor": "roads"}).status_code == 404
    assert lurah.post(f"{OFFICE}nama/", {"name": "X", "title": "X"}).status_code == 404
    assert Office.objects.get(pk=city.offices.gambir.pk).active


NEW = "/crop/jabatan/kantor/baru/"
ROADS_PUSAT = {
    "kind": "roads",
    "name": "Suku Dinas Bina Marga Jakarta Pusat",
    "parent": "roads",
    "area": "31.71",
}


def test_one_is_founded_and_led_to(boss, city):
    assert NEW in boss.get("/crop/jabatan/").text
    answer = boss.post(NEW, ROADS_PUSAT)
    made = Office.objects.get(name=ROADS_PUSAT["name"])
    assert (answer.status_code, answer["Location"]) == (303, f"/crop/jabatan/kantor/{made.code}/")
    assert (made.title, made.parent, made.path) == (
        made.name,
        city.offices.roads,
        f"{city.offices.roads.path}{made.pk}/",
    )
    told = Event.objects.about(f"office:{made.code}").get()
    assert (told.verb, told.audience) == ("founded", "office")
    assert "Undang yang akan menjabat" in boss.get(answer["Location"]).text


def test_new_reports_of_its_kind_and_place_go_to_it(boss, report, city):
    boss.post(NEW, ROADS_PUSAT)
    assert report(category="lamp").holder.name == ROADS_PUSAT["name"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "province"}, "kind"),
        ({"kind": "kelurahan"}, "parent"),
        ({"parent": "kelurahan-31.71.01.1001"}, "parent"),
        ({"parent": "nobody"}, "parent"),
        ({"area": "99"}, "area"),
        ({"kind": "kelurahan", "parent": "kecamatan-31.71.01", "area": "31.71.01.1001"}, "area"),
        ({"kind": "kelurahan", "parent": "kecamatan-31.71.01", "area": "31.71.04.1001"}, "area"),
    ],
)
def test_what_cannot_be_founded_is_not(boss, wrong, field):
    before = Office.objects.count()
    answer = boss.post(NEW, ROADS_PUSAT | wrong)
    assert answer.status_code in (400, 409)
    assert f'href="#id_{field}"' in answer.text
    assert Office.objects.count() == before


def test_two_beside_each_other_have_two_names(boss):
    boss.post(NEW, ROADS_PUSAT)
    answer = boss.post(NEW, ROADS_PUSAT | {"area": "31.71.01"})
    assert "Nama itu sudah dipakai" in answer.text


def test_who_administers_a_part_of_the_city_founds_none(opened, lurah_gambir, budi, city):
    appoint(budi, city.offices.camat, Role.ADMINISTRATOR)
    for neighbour in (budi, lurah_gambir):
        assert opened(neighbour).post(NEW, ROADS_PUSAT).status_code in (403, 404)
    assert not Office.objects.filter(name=ROADS_PUSAT["name"]).exists()
