"""Two hospitals of the small city, a clerk in each."""

import pytest

from smartcity.accounts.models import Role
from smartcity.beds.registering import Facts, register
from smartcity.offices.actions import found
from smartcity.testing.city import GAMBIR, SENEN, _official


@pytest.fixture
def hospital(city):
    """In Gambir, under the health office."""
    found("health", "health", "Dinas Kesehatan", parent=city.offices.province)
    return register(Facts("RS Contoh Gambir", *GAMBIR, kind="RSU", grade="B", owner="Yayasan", phone="021-555", provider="0901R001"))[0]  # fmt: skip


@pytest.fixture
def other(hospital):
    return register(Facts("RS Contoh Senen", *SENEN, grade="C"))[0]


@pytest.fixture
def clerk(hospital):
    return _official("clerk", hospital.office, Role.CLERK)


@pytest.fixture
def stranger(other):
    """The clerk of the other hospital, who must not get in."""
    return _official("clerk.senen", other.office, Role.CLERK)
