"""The sample city's water: some of it grave, one gauge not read for hours, and it goes on moving."""

from random import Random

from smartcity.demo import gauges
from smartcity.gauges.models import Gauge
from smartcity.gauges.queries import listed, worst
from smartcity.lib.time import at, now


def test_it_works(city, monkeypatch):
    monkeypatch.setattr(gauges, "SHOWN", 2 * gauges.HOUR)
    monkeypatch.setattr(gauges, "GAUGES", [
        (gauges.Facts(facts.kind, facts.name, 106.81, -6.17, facts.system, facts.siaga3, facts.siaga2, facts.siaga1, facts.installed), *rest)
        for facts, *rest in gauges.GAUGES
    ])  # fmt: skip
    for act in sorted(gauges.acts(now()), key=lambda act: act.moment):
        with at(act.moment):
            act.do(act.story, None)
    assert [one.name for one in listed() if not one.fresh] == ["Pos Angke Hulu"]
    assert (worst(1)[0].name, worst(1)[0].siaga_now, worst(1)[0].trend) == ("Manggarai BKB", 2, "up")
    pump = Gauge.objects.get(kind="pump")
    assert (pump.pumps, pump.installed) == (8, 10)
    dice = Random(1)
    assert gauges.rise(dice, dice.choice)


def test_nothing_moves_where_nothing_is_read(city):
    dice = Random(1)
    assert gauges.rise(dice, dice.choice) == ""
