"""What the public map costs follows what is active: SQLite takes the indexes made for it, without any statistics."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smartcity.lib.geo import tile_of
from smartcity.portal import queries, tiles
from smartcity.portal.days import counts
from smartcity.reports.filters import Filters
from smartcity.testing.city import GAMBIR

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics"),
]


def plan(do: Any) -> str:
    with CaptureQueriesContext(connection) as asked:
        do()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]['sql']}")
        return "; ".join(row[3] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("do", "index"),
    [
        (
            lambda: tiles.tile(14, *tile_of(*GAMBIR, 14), Filters()),
            "report_active_cell (visibility=? AND cell>?",
        ),
        (
            lambda: tiles.tile(9, *tile_of(*GAMBIR, 9), Filters(q="a")),
            "report_active_cell (visibility=? AND cell>?",
        ),
        (lambda: queries.page(Filters(), "newest"), "report_active_newest"),
        (lambda: queries.page(Filters(q="lubang"), "newest"), "report_active_newest"),
        (lambda: queries.page(Filters(), "supported"), "report_supported"),
        (lambda: queries.figures(Filters()), "report_active_counts"),
        (lambda: queries.page(Filters(bbox=(106.8, -6.2, 106.9, -6.1)), "newest"), "report_active"),
        (lambda: queries.count(Filters(q="lubang")), "report_active"),
        (
            lambda: counts(Filters(area="31.71"), date(2026, 11, 1), date(2026, 11, 3)),
            "COVERING INDEX report_days (visibility=? AND created_at>? AND created_at<?)",
        ),
        (
            lambda: queries.page(Filters(since=date(2026, 11, 1)), "newest"),
            "report_created",
        ),
    ],
)
def test_the_right_index(city: Any, do: Any, index: str) -> None:
    assert index in plan(do)
