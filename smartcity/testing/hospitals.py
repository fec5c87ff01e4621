"""Two hospitals of the small city, in Gambir and in Senen, a clerk in each; and reports that the first was full."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from smartcity.accounts.models import Role, User
from smartcity.beds.models import Hospital
from smartcity.beds.registering import Facts, register
from smartcity.offices.actions import found
from smartcity.reports.models import Category, Report
from smartcity.reports.questions import read_questions
from smartcity.testing.city import GAMBIR, SENEN, Reporting, _official


@pytest.fixture
def hospital(city: SimpleNamespace) -> Hospital:
    """In Gambir, under the health office."""
    found("health", "health", "Dinas Kesehatan", parent=city.offices.province)
    return register(Facts("RS Contoh Gambir", *GAMBIR, kind="RSU", grade="B", owner="Yayasan", phone="021-555", provider="0901R001"))[0]  # fmt: skip


@pytest.fixture
def other(hospital: Hospital) -> Hospital:
    return register(Facts("RS Contoh Senen", *SENEN, grade="C"))[0]


@pytest.fixture
def clerk(hospital: Hospital) -> User:
    return _official("clerk", hospital.office, Role.CLERK)


@pytest.fixture
def stranger(other: Hospital) -> User:
    """The clerk of the other hospital, who must not get in."""
    return _official("clerk.senen", other.office, Role.CLERK)


@pytest.fixture
def denied(city: SimpleNamespace, report: Reporting) -> Callable[..., Report]:
    """`denied()`: a report that there was no ICU bed in the hospital of Gambir; every field of Submission can be given."""
    questions = read_questions(settings.HERE / "cities" / "jakarta" / "questions.toml")["bed"]
    Category.objects.filter(code="jam").update(questions=questions)

    def file(bed_class: str = "icu", name: str = "RS Contoh Gambir", **fields: Any) -> Report:
        return report(category="jam", attributes={"bed_hospital": name, "bed_class": bed_class}, **fields)

    return file
