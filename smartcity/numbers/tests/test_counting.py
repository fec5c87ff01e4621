"""What is counted, of whom, and that every figure is as long as its list."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity.lib.survival import curve, medians, quantile
from smartcity.lib.time import at, hours, now
from smartcity.numbers.actions import count_anew
from smartcity.numbers.chores import count_the_city
from smartcity.numbers.models import Sheet
from smartcity.numbers.queries import COUNTED, Numbers, held_behind, numbers, places, reports_behind
from smartcity.offices.models import Office
from smartcity.reports import actions, performance
from smartcity.testing.city import SENEN, jpeg

pytestmark = pytest.mark.django_db
times = st.lists(st.tuples(st.integers(0, 50).map(float), st.booleans()), max_size=60)


@given(times)
def test_many_at_once_are_what_one_by_one_they_are(said: list[tuple[float, bool]]) -> None:
    one_by_one = quantile(curve(said))
    at_once = medians(
        np.array([time for time, _over in said], float), np.array([over for _time, over in said], bool)
    )
    assert at_once == pytest.approx(one_by_one)


@pytest.fixture
def lived(report: Any, city: Any, lurah_gambir: Any, lurah_senen: Any, siti: Any) -> Any:
    """Seven hours of a small city, counted: answered and refused, passed on, done, waiting, private."""
    refused, moved, done = report(), report(text="Bukan di sini"), report(at=SENEN)
    report(text="Menunggu")
    report(visibility="private")
    report(category="crime", at=SENEN)
    with at(now() + hours(2)):
        actions.accept(refused, lurah_gambir)
        actions.forward(moved, lurah_gambir, to=city.offices.senen, reason="Wilayah Senen")
    with at(now() + hours(3)):
        for one, by in ((refused, lurah_gambir), (done, lurah_senen)):
            if one is done:
                actions.accept(one, by)
            actions.answer(one, by, reason="Sudah ditambal", photos=[jpeg_file(one.pk)])
    with at(now() + hours(5)):
        actions.refuse(refused, siti, reason="Belum")
        actions.confirm(done, siti)
    with at(now() + hours(7)):
        count_anew()
        yield numbers(30)


def jpeg_file(seed: int) -> Any:
    return BytesIO(jpeg(seed=seed + 50))


def test_the_whole_city(lived: Numbers) -> None:
    assert lived.reports == 4
    assert dict(lived.city.counts) == {
        "cases": 4, "waiting": 3, "working": 0, "done": 1, "rejected": 0, "refused": 1, "reopened": 0,
    }  # fmt: skip


def test_what_is_private_counts_nowhere(lived: Numbers, city: Any) -> None:
    police = Office.objects.get(kind="police")
    assert police.pk not in lived.offices
    assert sum(n for _cell, n in lived.heat) == 4
    assert sum(came for _day, came, _done in lived.series) == 4


def test_an_office_counts_as_officials_are_told_of_it(lived: Numbers, city: Any) -> None:
    """Without what is private, of which only they know."""
    gambir = lived.offices[city.offices.gambir.pk]
    theirs = performance.figures(
        Office.objects.filter(pk=city.offices.gambir.pk), performance.Span(lived.since, lived.at)
    ).by[city.offices.gambir.pk]
    assert dict(gambir.counts) | {"cases": 5, "open": 3, "unanswered": 3} == theirs.counts
    assert gambir.counts["cases"] == 4
    assert gambir.counts["refused"] == 1
    assert gambir.counts["passed_on"] == 1


def test_a_places_time_runs_from_the_day_the_report_came(lived: Numbers, city: Any) -> None:
    senen = lived.areas[city.senen.pk]
    assert senen.cases == 1
    assert senen.response.value == pytest.approx(3 * 3600, abs=60)
    assert senen.resolution.value == pytest.approx(3 * 3600, abs=60)
    assert lived.areas[city.senen.parent.parent_id].cases == 4


def test_every_figure_of_a_place_is_as_long_as_its_list(lived: Numbers, city: Any) -> None:
    for name in COUNTED:
        assert (
            reports_behind(lived, name, area=city.gambir).count() == lived.areas[city.gambir.pk].counts[name]
        ), name


def test_every_figure_of_an_office_is_as_long_as_its_list(lived: Numbers, city: Any) -> None:
    for name in performance.COUNTED:
        counted = lived.offices[city.offices.gambir.pk].counts[name]
        assert held_behind(lived, name, city.offices.gambir).count() == counted, name


def test_months_and_days(lived: Numbers) -> None:
    assert list(lived.months.values())[-1].cases + list(lived.months.values())[-2].cases == 4
    assert sum(done for _day, _came, done in lived.series) == 1


def test_what_is_hidden_is_gone_when_next_counted(lived: Numbers, siti: Any) -> None:
    for one in reports_behind(lived, "waiting"):
        actions.hide(one, siti)
    count_anew()
    assert Sheet.objects.get(days=30).data["reports"] == 1


def test_an_empty_city(db: None) -> None:
    count_anew()
    empty = numbers(365)
    assert empty is not None
    assert (empty.reports, empty.offices, empty.heat) == (0, {}, [])
    assert empty.city.response.value == float("inf")


def test_nothing_was_counted_yet(db: None) -> None:
    assert numbers(30) is None


def test_few_are_not_placed(lived: Numbers) -> None:
    assert places(lived.offices, lived.offices) == {}


def test_the_worker_rests_between(db: None) -> None:
    count_the_city()
    first = Sheet.objects.get(days=30).at
    with at(first + timedelta(seconds=500)):
        count_the_city()
    assert Sheet.objects.get(days=30).at == first
    with at(first + timedelta(seconds=700)):
        count_the_city()
    assert Sheet.objects.get(days=30).at > first
