"""How an office does: only what it held, all of it, and only its own faults."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.lib import time
from smartcity.offices.models import Office
from smartcity.reports.actions import accept, answer, appeal, confirm, disprove, forward, refuse, reject
from smartcity.reports.actions.clocks import confirm_silence
from smartcity.reports.models import Holding, Verdict
from smartcity.reports.performance import (
    COUNTED,
    FEWEST,
    Figures,
    Place,
    Share,
    Span,
    Times,
    behind,
    figures,
    places,
)
from smartcity.testing.city import jpeg

HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """`clock(hours)` lets that much time pass."""
    moment = [time.now()]
    for module in ("moving", "submitting", "telling", "citizen", "clocks"):
        monkeypatch.setattr(f"smartcity.reports.actions.{module}.now", lambda: moment[0], raising=False)
    monkeypatch.setattr("smartcity.reports.performance.now", lambda: moment[0])

    def later(hours: float) -> None:
        moment[0] += hours * HOUR

    return later


def of(office: Office) -> Figures:
    span = Span(time.now() - timedelta(days=2), time.now() + timedelta(days=30))
    return figures(Office.objects.filter(pk=office.pk), span).by[office.pk]


def solve(report, lurah):
    answer(report, lurah, reason="Sudah ditambal", photos=[_file()])


def _file():
    return SimpleUploadedFile("a.jpg", jpeg(seed=5), "image/jpeg")


def test_what_was_passed_on_counts_only_while_it_was_held(report, lurah_gambir, city, clock):
    one = report()
    clock(2)
    forward(one, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    clock(100)
    gambir = of(city.offices.gambir)
    assert gambir.counts["passed_on"] == 1
    assert gambir.response.median.value == 2 * 3600
    assert gambir.resolution.median.value == float("inf")  # two hours held, and never its to finish


def test_the_one_it_came_to_begins_anew(report, lurah_gambir, roads_officer, city, clock):
    one = report()
    clock(50)
    forward(one, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    clock(1)
    accept(one, roads_officer)
    assert of(city.offices.roads).response.median.value == 3600


def test_what_lies_unanswered_counts_for_as_long_as_it_lies(report, lurah_gambir, city, clock):
    quick, _slow, _other = report(), report(), report()
    clock(1)
    accept(quick, lurah_gambir)
    clock(40)
    assert of(city.offices.gambir).response.median.value == float("inf")


def test_a_refused_answer_counts_against_the_office_that_gave_it(report, siti, lurah_gambir, city, clock):
    one = report()
    accept(one, lurah_gambir)
    solve(one, lurah_gambir)
    clock(1)
    refuse(one, siti, reason="Masih berlubang")
    forward(one, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert of(city.offices.gambir).refused == Share(1, 1)
    assert of(city.offices.roads).refused == Share(0, 0)


def test_a_refused_answer_resolves_nothing_until_another_stands(report, siti, lurah_gambir, city, clock):
    one = report()
    accept(one, lurah_gambir)
    clock(1)
    solve(one, lurah_gambir)
    refuse(one, siti, reason="Masih berlubang")
    assert of(city.offices.gambir).resolution.median.value == float("inf")
    accept(one, lurah_gambir)
    clock(3)
    solve(one, lurah_gambir)
    assert of(city.offices.gambir).resolution.median.value == 4 * 3600


def test_what_is_opened_after_it_was_closed_is_told_apart(report, siti, lurah_gambir, city, clock):
    one = report()
    accept(one, lurah_gambir)
    solve(one, lurah_gambir)
    confirm(one, siti)
    refuse(one, siti, reason="Lubangnya kembali")
    assert (of(city.offices.gambir).refused.hits, of(city.offices.gambir).reopened.hits) == (0, 1)


def test_silence_is_not_called_a_confirmation(report, lurah_gambir, clock):
    one = report()
    accept(one, lurah_gambir)
    solve(one, lurah_gambir)
    clock(80)
    confirm_silence(one)
    assert Holding.objects.get(report=one).verdict == Verdict.SILENT


def test_an_appeal_counts_with_the_office_that_rejected(report, siti, lurah_gambir, city, clock):
    one = report()
    reject(one, lurah_gambir, reason="Bukan jalan umum")
    appeal(one, siti, reason="Ini jalan umum")
    assert of(city.offices.gambir).counts["appealed"] == 1
    assert of(city.offices.camat).counts["appealed"] == 0


def test_a_rejection_that_did_not_stand_resolved_nothing(report, siti, lurah_gambir, city):
    one = report()
    reject(one, lurah_gambir, reason="Bukan jalan umum")
    assert of(city.offices.gambir).resolution.median.value < 3600
    appeal(one, siti, reason="Ini jalan umum")
    assert of(city.offices.gambir).resolution.median.value == float("inf")


def test_a_holding_keeps_the_move_it_ended_with(report, lurah_gambir, city):
    one = report()
    accept(one, lurah_gambir)
    forward(one, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert list(one.holdings.order_by("pk").values_list("ended", flat=True)) == ["forwarded", ""]


@pytest.mark.parametrize("figure", COUNTED)
def test_every_number_leads_to_as_many_cases(report, siti, lurah_gambir, city, figure):
    accepted, refused, rejected, passed, _fresh = (report() for _n in range(5))
    for one in (accepted, refused):
        accept(one, lurah_gambir)
    solve(refused, lurah_gambir)
    refuse(refused, siti, reason="Masih berlubang")
    reject(rejected, lurah_gambir, reason="Bukan jalan umum")
    appeal(rejected, siti, reason="Ini jalan umum")
    forward(passed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    span = Span(time.now() - HOUR, time.now() + HOUR)
    assert behind(city.offices.gambir, span, figure).count() == of(city.offices.gambir).counts[figure]


def test_what_came_before_the_span_does_not_count(report, city):
    report()
    span = Span(time.now() + HOUR, time.now() + 2 * HOUR)
    assert figures(Office.objects.filter(pk=city.offices.gambir.pk), span).by == {}


def test_figures_of_a_whole_kind_cost_one_query(report, city, django_assert_num_queries):
    report()
    with django_assert_num_queries(1):
        figures(Office.objects.filter(kind="kelurahan"), Span(time.now() - HOUR, time.now() + HOUR))


def made(office: int, hours: list[float], cases: int = FEWEST) -> Figures:
    times = Times.of((hour * 3600, True) for hour in hours)
    return Figures(office, dict.fromkeys(COUNTED, cases), times, times)


def test_where_intervals_overlap_the_order_is_not_claimed():
    slow, quick = [40 + n / 100 for n in range(40)], [1 + n / 100 for n in range(40)]
    found = {1: made(1, quick), 2: made(2, [one + 0.01 for one in quick]), 3: made(3, slow)}
    assert places(found) == {1: Place(1, 2, 3), 2: Place(1, 2, 3), 3: Place(3, 3, 3)}


def test_with_few_cases_there_is_no_place():
    assert places({1: made(1, [1.0], cases=FEWEST - 1)}) == {}


def test_an_answer_a_verifier_disproves_counts_with_its_office(
    report, verifier, lurah_gambir, city, settings
):
    settings.CHECK_SHARE = 100
    one = report()
    accept(one, lurah_gambir)
    solve(one, lurah_gambir)
    disprove(one, verifier, reason="Foto tempat lain")
    assert of(city.offices.gambir).refused == Share(1, 1)
