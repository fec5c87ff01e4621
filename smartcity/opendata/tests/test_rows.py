"""Which reports are open data, and what of them is told."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from smartcity.lib.errors import Invalid
from smartcity.lib.time import at, hours, now
from smartcity.opendata import rows as asked
from smartcity.opendata.columns import AT, COLUMNS, NAMES
from smartcity.opendata.rows import count_up_to, fingerprint, newest, one, rows
from smartcity.reports import actions
from smartcity.reports.filters import Filters, read_strictly
from smartcity.reports.models import Category, Report
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.django_db


def told(filters=None):
    return [dict(zip(NAMES, row, strict=True)) for row in rows(filters or Filters())]


def numbers(filters=None):
    return [row["number"] for row in told(filters)]


def test_it_works(report, settings):
    settings.BASE_URL = "https://lapor.example.id"
    one = report(landmark="Halte Juanda")
    (row,) = told()
    assert row | {"created_at": "", "updated_at": "", "resolve_by": ""} == {
        "number": one.number, "url": f"https://lapor.example.id/qlue/laporan/{one.number}/", "category": "road",
        "category_name": "Jalan rusak", "status": "waiting", "text": "Lubang dalam di tengah jalan",
        "landmark": "Halte Juanda", "lon": 106.81, "lat": -6.17, "coarse": False, "area_code": "31.71.01.1001",
        "kelurahan": "Gambir", "kecamatan": "Gambir", "kota": "Jakarta Pusat", "office": "Lurah Gambir", "channel": "qlue",
        "created_at": "", "updated_at": "", "resolve_by": "", "answered_at": None, "closed_at": None, "supports": 0,
        "comments": 0,
    }  # fmt: skip
    assert row["created_at"] == f"{one.created_at:%Y-%m-%dT%H:%M:%SZ}"


def test_every_column_has_its_word_and_its_place():
    assert len(COLUMNS) == len(AT) == len(set(NAMES))
    assert all(str(column.meaning) and column.example for column in COLUMNS)


def test_nothing_private_is_told(report):
    public = report()
    report(visibility="private")
    report(category="crime")
    assert numbers() == [public.number]


def test_nothing_of_a_private_category_is_told_though_a_row_says_public(report):
    public, strayed = report(), report()
    Report.objects.filter(pk=strayed.pk).update(category=Category.objects.get(code="crime"))
    assert numbers() == [public.number]
    assert one(strayed.number) is None
    assert count_up_to(Filters(), 10) == 1


def test_nobody_is_named(report, siti):
    report(signed=True)
    assert not any(siti.pseudonym in str(value) for row in told() for value in row.values())


def test_a_sensitive_one_is_told_by_its_kelurahan_alone(burnt, city):
    (row,) = told()
    assert (row["lon"], row["lat"]) == (round(city.gambir.lon, 6), round(city.gambir.lat, 6))
    assert row["coarse"] is True
    assert row["text"] is None
    assert row["landmark"] is None
    assert row["kelurahan"] == "Gambir"


@pytest.mark.parametrize("box, found", [
    ((106.8005, -6.1795, 106.8015, -6.1785), False),  # around the house itself
    ((106.809, -6.171, 106.811, -6.169), True),  # around the point of the kelurahan
])  # fmt: skip
def test_a_box_cannot_find_out_more(burnt, box, found):
    assert bool(numbers(Filters(bbox=box))) is found
    assert count_up_to(Filters(bbox=box), 10) == found


def test_nor_can_words(burnt, report):
    other = report(text="Lubang dekat rumah Pak Darsono")
    assert numbers(Filters(q="darsono")) == [other.number]


def test_across_the_date_line(report, burnt):
    one = report()
    assert numbers(Filters(bbox=(179.0, -20.0, -179.0, 20.0))) == []
    assert numbers(Filters(bbox=(106.0, -20.0, -179.0, 20.0))) == [burnt.number, one.number]


def test_pages_leave_nothing_out_and_tell_nothing_twice(report, monkeypatch):
    monkeypatch.setattr(asked, "PAGE", 2)
    beats = []
    wanted = [report().number for _ in range(5)]
    assert [row[0] for row in rows(Filters(), beat=lambda: beats.append(1))] == wanted
    assert len(beats) == 3
    today = asked.filtering.day_of(now())
    assert numbers(Filters(since=today)) == wanted


def test_a_day_is_the_city_s(report):
    with at(now() - timedelta(days=3)):
        old = report()
    new = report()
    day = asked.filtering.day_of(old.created_at)
    assert numbers(Filters(since=day, until=day)) == [old.number]
    assert numbers(Filters(since=asked.filtering.day_of(new.created_at))) == [new.number]


def test_all_filters_hold_at_once(report, lurah_gambir):
    report(category="flood")
    report(at=SENEN)
    one = report()
    report()
    actions.accept(one, lurah_gambir)
    query = "category=road&area=31.71.01&status=in_progress&q=lubang&bbox=106.80,-6.18,106.82,-6.16"
    assert numbers(read_strictly(QueryDict(query), None)) == [one.number]


def test_a_long_span_may_be_asked_for():
    assert read_strictly(QueryDict("since=2016-01-01&until=2026-01-01"), None).since
    with pytest.raises(Invalid):
        read_strictly(QueryDict("since=2016-01-01&until=2026-01-01"))


@pytest.mark.parametrize("timed", [False, True])
def test_leaf_by_leaf_the_newest_first(report, timed):
    span = (now() - hours(1), None) if timed else asked.ALWAYS
    wanted = [report().number for _ in range(5)][::-1]
    found, after = [], ""
    while True:
        leaf = newest(Filters(), 2, after, span)
        found += [row[0] for row in leaf.rows]
        after = leaf.next
        if not after:
            break
    assert found == wanted


def test_a_leaf_goes_on_though_its_last_report_is_gone(report, siti):
    _first, second, third = report(), report(), report()
    for span in (asked.ALWAYS, (now() - hours(1), None)):
        leaf = newest(Filters(), 1, "", span)
        assert leaf.rows[0][0] == third.number
    actions.hide(third, siti)
    assert newest(Filters(), 1, leaf.next, span).rows[0][0] == second.number


@pytest.mark.parametrize("mark", ["x", "1.2.3", "-5", "9" * 30, "9" * 18 + ".711953", "٣"])
def test_a_page_that_nobody_told(db, mark):
    for span in (asked.ALWAYS, (now(), None)):
        with pytest.raises(Invalid):
            newest(Filters(), 1, mark, span)


def test_a_fingerprint_changes_with_what_is_told(report, siti, fire):
    one, _two = report(), report()
    before = fingerprint(Filters())
    assert fingerprint(Filters()) == before
    Category.objects.filter(code="road").update(responsible="fire")
    coarse = fingerprint(Filters())
    assert coarse != before
    actions.hide(one, siti)
    assert fingerprint(Filters()) not in (before, coarse)
