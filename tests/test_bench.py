"""The benchmarks' own city can still be filled: they write past the actions, so a new column could stop them."""

from types import SimpleNamespace

import pytest

from bench import scratch
from smartcity.reports.models import Photo, Report

pytestmark = pytest.mark.django_db


def test_a_benchmark_fills_its_city(city: SimpleNamespace) -> None:
    scratch.fill(20, 5, photos=True)
    assert Report.objects.filter(attributes={}).count() == Photo.objects.count() == 20
