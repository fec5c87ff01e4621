"""The verifier's queue: the flagged first, then what the lot fell on; and what becomes of an answer there."""

from io import BytesIO

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, NotAllowed
from smartcity.reports import actions
from smartcity.reports.checks import tally
from smartcity.reports.models import Check, Report
from smartcity.testing import deeds
from smartcity.testing.city import GAMBIR, jpeg

QUEUE = "/crop/verifikasi/"


@pytest.fixture
def all_drawn(settings):
    settings.CHECK_SHARE = 100


@pytest.fixture
def flagged(report, lurah_gambir):
    """Answered by the lurah of Gambir from far away."""
    case = report(photo=jpeg(seed=21))
    actions.accept(case, lurah_gambir)
    actions.answer(
        case, lurah_gambir, reason="Sudah ditambal", photos=[BytesIO(jpeg(seed=22))], lon=106.9, lat=-6.2
    )
    return case


@pytest.fixture
def desk(opened, verifier):
    return opened(verifier)


def judged(case, act, client, **said):
    return client.post(f"{QUEUE}{case.number}/{act}/", said)


def test_it_works(desk, flagged):
    shown = desk.get(QUEUE).text
    assert "Ditandai" in shown
    assert "dari titik" in shown
    assert "Sudah ditambal" in shown
    assert judged(flagged, "baik", desk).status_code == 303
    assert Check.objects.get().verdict == "good"
    assert Report.objects.get().status == "answered"
    assert Event.objects.about(flagged.subject).last().data["verdict"] == "good"
    assert "Tidak ada yang menunggu" in desk.get(QUEUE).text


def test_refused_it_is_open_again(desk, flagged):
    assert judged(flagged, "tolak", desk, reason="Bukan tempat yang sama").status_code == 303
    again = Report.objects.get()
    assert (again.status, again.answered_at, again.confirm_by) == ("waiting", None, None)
    told = Event.objects.about(flagged.subject).last()
    assert (told.verb, told.data["reason"], told.data["of"]) == (
        "disproved",
        "Bukan tempat yang sama",
        "Lurah Gambir",
    )


def test_a_refusal_needs_its_reason(desk, flagged):
    refused = judged(flagged, "tolak", desk, reason=" ")
    assert (refused.status_code, "Tuliskan alasannya." in refused.text) == (400, True)
    assert Report.objects.get().status == "answered"


def test_it_counts_against_whoever_gave_it_alone(desk, flagged, lurah_gambir, roads_officer, city):
    """Passed on since, the next office is not blamed for what the last one showed."""
    judged(flagged, "tolak", desk, reason="Bukan tempatnya")
    case = Report.objects.get()
    actions.forward(case, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    actions.accept(case, roads_officer)
    assert (tally(office=city.offices.gambir).refused, tally(office=city.offices.roads).judged) == (1, 0)
    assert (tally(answered_by=lurah_gambir).refused, tally(answered_by=roads_officer).judged) == (1, 0)


def test_a_citizens_refusal_says_whose_answer_it_was(flagged, siti, city):
    actions.refuse(flagged, siti, reason="Masih berlubang")
    assert Event.objects.about(flagged.subject).last().data["of_office"] == city.offices.gambir.pk


def test_the_lot(report, lurah_gambir, desk, all_drawn):
    case = report(photo=jpeg(seed=21))
    actions.accept(case, lurah_gambir)
    deeds.answer(case, lurah_gambir, seed=23)
    assert Check.objects.get().why == "sample"
    assert "Diambil acak" in desk.get(QUEUE).text


def test_no_lot_no_flag_no_check(report, lurah_gambir):
    case = report(photo=jpeg(seed=21))
    actions.accept(case, lurah_gambir)
    deeds.answer(case, lurah_gambir, seed=23)
    assert not Check.objects.exists()


def test_the_flagged_come_first(report, lurah_gambir, verifier, settings, all_drawn):
    plain, doubtful = report(photo=jpeg(seed=21)), report(photo=jpeg(seed=24))
    for case, lon in ((plain, GAMBIR[0]), (doubtful, 106.9)):
        actions.accept(case, lurah_gambir)
        actions.answer(
            case,
            lurah_gambir,
            reason="Sudah",
            photos=[BytesIO(jpeg(seed=case.pk + 30))],
            lon=lon,
            lat=GAMBIR[1],
        )
    found = Check.objects.for_verifier(reach(verifier)).waiting()
    assert [one.report for one in found] == [doubtful, plain]


def test_an_answer_that_is_past_is_not_asked_about(flagged, siti, verifier):
    actions.refuse(flagged, siti, reason="Masih berlubang")
    assert not Check.objects.for_verifier(reach(verifier)).waiting().exists()


def test_judged_once(desk, flagged, verifier):
    judged(flagged, "baik", desk)
    with pytest.raises(IllegalMove):
        actions.disprove(flagged, verifier, reason="Ternyata tidak")


def test_nobody_judges_their_own_office(desk, flagged, verifier, city):
    appoint(verifier, city.offices.gambir, Role.LURAH)
    verifier.__dict__.pop("_reach", None)
    assert judged(flagged, "baik", desk).status_code == 404
    assert "Tidak ada yang menunggu" in desk.get(QUEUE).text
    for judge in (
        lambda: actions.approve(flagged, verifier),
        lambda: actions.disprove(flagged, verifier, reason="Tidak"),
    ):
        with pytest.raises(NotAllowed):
            judge()
    assert Check.objects.get().verdict == ""


def test_nobody_judges_their_own_answer(flagged, lurah_gambir, city):
    appoint(lurah_gambir, city.offices.province, Role.VERIFIER)
    lurah_gambir.__dict__.pop("_reach", None)
    with pytest.raises(NotAllowed):
        actions.approve(flagged, lurah_gambir)


def test_nobody_judges_the_answer_to_their_own_report(report, lurah_gambir, verifier):
    case = report(by=verifier, photo=jpeg(seed=21))
    actions.accept(case, lurah_gambir)
    deeds.answer(case, lurah_gambir, seed=23)
    with pytest.raises(NotAllowed):
        actions.disprove(case, verifier, reason="Tidak")


def test_nobody_answers_their_own_report(report, lurah_gambir):
    own = report(by=lurah_gambir, photo=jpeg(seed=21))
    actions.accept(own, lurah_gambir)
    with pytest.raises(NotAllowed, match="orang lain"):
        deeds.answer(own, lurah_gambir, seed=23)


@pytest.mark.parametrize(
    "who", ["lurah_gambir", "lurah_senen", "administrator", "operator", "police_officer"]
)
def test_it_is_the_verifiers(request, opened, flagged, who):
    other = opened(request.getfixturevalue(who))
    assert other.get(QUEUE).status_code == 404
    assert judged(flagged, "baik", other).status_code == 404
    assert judged(flagged, "tolak", other, reason="Tidak").status_code == 404
    assert Check.objects.get().verdict == ""


def test_the_public_reads_the_verdict(desk, flagged, client):
    judged(flagged, "baik", desk)
    shown = client.get(f"/qlue/laporan/{flagged.number}/").text
    assert "Jawaban diperiksa verifikator: sesuai" in shown
    assert "jauh" in shown


def test_few_queries(desk, report, lurah_gambir, all_drawn, django_assert_max_num_queries):
    for n in range(4):
        case = report(photo=jpeg(seed=40 + n))
        actions.accept(case, lurah_gambir)
        deeds.answer(case, lurah_gambir, seed=50 + n)
    desk.get(QUEUE)
    with django_assert_max_num_queries(11):
        desk.get(QUEUE)
