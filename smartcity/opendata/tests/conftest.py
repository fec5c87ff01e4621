"""A report of a sensitive category: whose answering office deals with people."""

import pytest

from smartcity.reports.models import Category, Report
from smartcity.testing.city import Reporting


@pytest.fixture
def fire(city: object) -> Category:
    return Category.objects.create(code="fire", name="Kebakaran", name_en="Fire", group="Darurat", icon="fire",
                                   responsible="fire", needs_proof=False, order=9)  # fmt: skip


@pytest.fixture
def burnt(report: Reporting, fire: Category) -> Report:
    """Somebody's house, in a corner of Gambir."""
    found = report(text="Rumah Pak Darsono terbakar", landmark="Gang Buntu 7", at=(106.801, -6.179))
    Report.objects.filter(pk=found.pk).update(category=fire)
    return found
