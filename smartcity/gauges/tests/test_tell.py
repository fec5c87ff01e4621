"""A reading is kept once, and shown as long as it says something of now."""

from datetime import timedelta
from uuid import uuid4

import pytest

from smartcity.events.models import Event
from smartcity.gauges.actions import tell, undo
from smartcity.gauges.levels import Told, read
from smartcity.gauges.models import Gauge, Reading
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import at, now

MINUTE = timedelta(minutes=1)


def verbs():
    return list(
        Event.objects.filter(subject="gauge:pintu-contoh").order_by("pk").values_list("verb", flat=True)
    )[1:]


def test_it_works(sluice, water_officer):
    kept = tell(sluice, Told(860), water_officer, "page")
    sluice.refresh_from_db()
    assert (kept.latest, sluice.level, sluice.siaga, sluice.siaga_now, sluice.source) == (
        True,
        860,
        2,
        2,
        "page",
    )
    assert (sluice.fresh, sluice.trend) == (True, "")
    told = Event.objects.get(verb="gauge_read")
    assert (told.subject, told.audience, told.actor, told.area, told.data["level"]) == (
        "gauge:pintu-contoh", "public", water_officer, sluice.area, 860)  # fmt: skip


@pytest.mark.parametrize(
    ("level", "siaga"), [(0, 4), (749, 4), (750, 3), (849, 3), (850, 2), (949, 2), (950, 1), (2000, 1)]
)
def test_siaga_by_the_thresholds(sluice, level, siaga):
    assert sluice.siaga_at(level) == siaga


def test_siaga_as_it_was_told_goes_before_the_thresholds(sluice):
    assert tell(sluice, Told(100, siaga=1), None, "api").reading.siaga == 1


def test_without_thresholds_it_is_unknown(pump):
    tell(pump, Told(100, pumps=2), None, "api")
    pump.refresh_from_db()
    assert (pump.siaga, pump.level, pump.pumps) == (None, 100, 2)


def test_siaga_changed_is_told_only_when_it_changes(sluice):
    for minutes, level in ((50, 700), (40, 740), (30, 760), (20, 770), (10, 900)):
        tell(sluice, Told(level, at=now() - minutes * MINUTE), None, "api")
    read, changed = "gauge_read", "siaga_changed"
    assert verbs() == [read, changed, read, read, changed, read, read, changed]
    last = Event.objects.filter(verb=changed).last()
    assert (last.data["was"], last.data["siaga"]) == (3, 2)


@pytest.mark.parametrize(
    ("before", "minutes", "trend"),
    [(700, 45, "up"), (900, 30, "down"), (801, 60, "steady"), (700, 10, ""), (700, 100, "")],
)
def test_trend_against_half_an_hour_before(sluice, before, minutes, trend):
    moment = now()
    tell(sluice, Told(before, at=moment - minutes * MINUTE), None, "api")
    tell(sluice, Told(800, at=moment), None, "api")
    sluice.refresh_from_db()
    assert sluice.trend == trend


def test_an_hour_later_it_is_unknown(sluice):
    with at(now() - 61 * MINUTE):
        tell(sluice, Told(100), None, "api")
        sluice.refresh_from_db()
        assert sluice.siaga_now == 4
    assert (sluice.siaga, sluice.siaga_now, sluice.fresh) == (4, None, False)


def test_an_older_reading_is_history(sluice):
    tell(sluice, Told(800), None, "api")
    kept = tell(sluice, Told(960, at=now() - 45 * MINUTE), None, "csv")
    sluice.refresh_from_db()
    assert (kept.latest, sluice.level, sluice.siaga, sluice.trend) == (False, 800, 3, "down")
    assert Event.objects.filter(verb="gauge_read").last().data["latest"] is False
    assert Event.objects.filter(verb="siaga_changed").count() == 1


def test_the_same_again_gets_the_same_answer(sluice):
    moment, name = now() - MINUTE, uuid4()
    first = tell(sluice, Told(800, at=moment), None, "api", client_id=name)
    for again in (tell(sluice, Told(800, at=moment), None, "api"), tell(sluice, Told(800), None, "api", client_id=name)):  # fmt: skip
        assert (again.reading, again.repeated, again.latest) == (first.reading, True, True)
    assert Reading.objects.count() == 1
    assert Event.objects.filter(verb="gauge_read").count() == 1


def test_another_level_of_the_same_moment_or_id(sluice, pump):
    moment, name = now() - MINUTE, uuid4()
    tell(sluice, Told(800, at=moment), None, "api", client_id=name)
    with pytest.raises(Conflict) as wrong:
        tell(sluice, Told(801, at=moment), None, "api")
    assert wrong.value.code == "told_otherwise"
    for gauge, told in ((sluice, Told(801)), (pump, Told(800))):
        with pytest.raises(Conflict) as wrong:
            tell(gauge, told, None, "api", client_id=name)
        assert wrong.value.code == "client_id_taken"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"level": "9999"}, "out_of_range"), ({"level": -1}, "out_of_range"), ({"level": "nan"}, "not_a_number"),
        ({"level": float("inf")}, "not_a_number"), ({"level": "penuh"}, "not_a_number"), ({"level": True}, "not_a_number"),
        ({"level": "1e9"}, "out_of_range"), ({"level": 800, "siaga": 0}, "bad_siaga"), ({"level": 800, "siaga": "5"}, "bad_siaga"),
        ({"level": 800, "siaga": "dua"}, "not_a_number"), ({"pumps": 1}, "bad_pumps"), ({}, "nothing_told"),
        ({"level": 800, "at": "kemarin"}, "bad_time"),
    ],
)  # fmt: skip
def test_what_cannot_be(sluice, said, code):
    with pytest.raises(Invalid) as wrong:
        tell(sluice, read(**said), None, "api")
    assert wrong.value.code == code
    assert not Reading.objects.exists()


def test_more_pumps_than_there_are(pump):
    with pytest.raises(Invalid, match="3 pompa"):
        tell(pump, Told(pumps=4), None, "api")


def test_below_the_sea_where_that_can_be(pump):
    assert tell(pump, read("-189,6"), None, "api").reading.level == -190


def test_rain_has_a_unit_and_bounds_of_its_own(rain):
    with pytest.raises(Invalid, match="401 mm/jam"):
        tell(rain, Told(401), None, "api")


def test_a_clock_ahead(sluice):
    with pytest.raises(Invalid) as wrong:
        tell(sluice, Told(800, at=now() + 3 * MINUTE), None, "api")
    assert wrong.value.code == "clock_ahead"
    assert tell(sluice, Told(800, at=now() + MINUTE), None, "api").latest
    assert tell(sluice, Told(810), None, "page").latest, "what is said now is not behind a clock ahead"


def test_undo(sluice, water_officer):
    tell(sluice, Told(700), None, "api")
    tell(sluice, Told(990), water_officer, "page")
    undo(sluice, water_officer)
    sluice.refresh_from_db()
    assert (sluice.level, sluice.siaga) == (700, 4)
    assert Reading.objects.count() == 2, "it stays, taken back"
    assert verbs()[-2:] == ["gauge_undone", "siaga_changed"]
    with pytest.raises(IllegalMove):
        undo(sluice, water_officer)


def test_undo_the_only_one(sluice, water_officer):
    tell(sluice, Told(700), water_officer, "page")
    undo(sluice, water_officer)
    sluice.refresh_from_db()
    assert (sluice.level, sluice.siaga, sluice.read_at, sluice.source) == (None, None, None, "")


def test_what_is_not_to_be_undone(sluice, water_officer, operator):
    with at(now() - 16 * MINUTE):
        tell(sluice, Told(700), water_officer, "page")
    for by in (water_officer, operator):  # too late; another's
        with pytest.raises(IllegalMove):
            undo(sluice, by)


def test_who_may(sluice, water_officer, operator, administrator):
    for n, by in enumerate((water_officer, operator, administrator)):
        assert tell(sluice, Told(700 + n), by, "page").latest


def test_who_may_not(sluice, siti, lurah_gambir, camat_gambir, roads_officer, verifier):
    for by in (siti, lurah_gambir, camat_gambir, roads_officer, verifier):
        with pytest.raises(NotAllowed):
            tell(sluice, Told(700), by, "page")
        with pytest.raises(NotAllowed):
            undo(sluice, by)
    assert Gauge.objects.get().level is None
