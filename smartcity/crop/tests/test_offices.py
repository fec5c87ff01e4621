"""An office is abolished while it holds cases: another answers for it."""

import pytest

from smartcity.accounts.models import Post
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
