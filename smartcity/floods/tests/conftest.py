"""The small city with water in its streets."""

from collections.abc import Callable
from typing import Any

import pytest

from smartcity.reports.models import Category, Report

DEPTH = [{"code": "flood_depth", "kind": "depth_cm", "id": "Seberapa dalam?", "en": "How deep?", "least": 0, "most": 500,
          "choices": [{"key": "50", "id": "Lutut", "en": "Knee"}]}]  # fmt: skip


@pytest.fixture
def deep(report: Any) -> Callable[..., Report]:
    """A flood report that says how deep, in centimetres."""
    Category.objects.filter(code="flood").update(questions=DEPTH)

    def say(cm: int, **more: Any) -> Report:
        filed: Report = report(category="flood", attributes={"flood_depth": str(cm)}, **more)
        return filed

    return say
