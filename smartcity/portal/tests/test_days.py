"""The days at the foot of the map: what they count, which are chosen, where they lead."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from smartcity.lib.time import at, hours, now
from smartcity.portal.days import SHOWN, counts
from smartcity.reports.filtering import midnight
from smartcity.reports.filters import Filters
from smartcity.testing.city import SENEN, Reporting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    cache.clear()


def days(client: Client, query: str = "") -> list[tuple[str, int]]:
    html = client.get(f"/{query}").content.decode()
    found = re.findall(r'data-day="([^"]+)" title="[^:]+: ([\d.]+)"', html)
    return [(day, int(n)) for day, n in found]


def chosen(client: Client, query: str) -> list[str]:
    return re.findall(r'class="chosen"><a [^>]*data-day="([^"]+)"', client.get(f"/{query}").content.decode())


def today() -> date:
    return timezone.localdate()


def test_it_works(client: Client, report: Reporting) -> None:
    with at(now() - hours(48)):
        report(), report(at=SENEN)
    report()
    found = days(client)
    assert len(found) == SHOWN
    assert found[-3:] == [
        (f"{today() - timedelta(2):%F}", 2),
        (f"{today() - timedelta(1):%F}", 0),
        (f"{today():%F}", 1),
    ]
    assert sum(n for _day, n in found) == 3


def test_a_private_report_is_not_even_counted(client: Client, report: Reporting) -> None:
    report(visibility="private")
    assert not any(n for _day, n in days(client))


def test_they_follow_area_and_category_only(client: Client, report: Reporting) -> None:
    report(), report(at=SENEN, category="flood")
    assert [days(client, query)[-1][1] for query in
            ("", "?area=31.71.01", "?category=flood", "?category=flood&area=31.71.01", "?status=done&q=tidak")] == [2, 1, 1, 0, 2]  # fmt: skip


def test_what_left_the_map_is_still_counted(client: Client, report: Reporting) -> None:
    with at(now() - hours(24 * 30)):
        old = report()
    type(old).objects.update(active=False)
    assert [n for _day, n in days(client)].index(1) == SHOWN - 31


def test_a_day_begins_at_the_citys_midnight(report: Reporting) -> None:
    morning = midnight(date(2026, 11, 2)) + timedelta(minutes=1)
    for minute in (-2, 0, 24 * 60 - 2):
        with at(morning + timedelta(minutes=minute)):
            report()
    assert counts(Filters(), date(2026, 11, 1), date(2026, 11, 3)) == [1, 2, 0]


def test_no_day_is_chosen_where_none_was_asked_for(client: Client, city: Any) -> None:
    assert chosen(client, "") == []
    assert chosen(client, f"?since={today() - timedelta(1):%F}") == [
        f"{today() - timedelta(n):%F}" for n in (1, 0)
    ]


@pytest.mark.parametrize(("before", "until"), [(200, 190), (90, 0), (61, 61)])
def test_days_further_back_are_shown_with_some_behind_them(
    client: Client, city: Any, before: int, until: int
) -> None:
    since, last = (today() - timedelta(n) for n in (before, until))
    query = f"?since={since:%F}&until={last:%F}"
    found = chosen(client, query)
    assert (found[0], found[-1], len(found)) == (f"{since:%F}", f"{last:%F}", before - until + 1)
    assert len(days(client, query)) >= SHOWN


@pytest.mark.parametrize(
    "query", ["?since=2099-01-01", "?since=2000-01-01&until=2000-01-02", "?since=bukan", "?until=2026-01-01"]
)
def test_dates_that_are_out_of_reach(client: Client, city: Any, query: str) -> None:
    html = client.get(f"/{query}").content.decode()
    assert html.count("data-day=") >= SHOWN


def test_a_day_leads_to_its_reports(client: Client, report: Reporting) -> None:
    with at(now() - hours(48)):
        old = report()
    report()
    day = f"{today() - timedelta(2):%F}"
    html = client.get("/?category=road").content.decode()
    href = re.search(rf'<a href="([^"]+)" data-day="{day}"', html)
    assert href
    there = client.get("/" + href[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r'data-report="(\d+)"', there) == [str(old.number)]
    assert "category=road" in href[1]
    assert 'id="days-now" href="?category=road"' in there
