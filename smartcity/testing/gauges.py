"""Gauges of the small city: a sluice in Gambir with thresholds, a pump house and a rain post in Senen; who fills them in."""

from types import SimpleNamespace

import pytest

from smartcity.accounts.models import Role, User
from smartcity.gauges.models import Gauge, Kind
from smartcity.gauges.registering import Facts, register
from smartcity.offices.actions import found
from smartcity.offices.models import Office
from smartcity.testing.city import GAMBIR, SENEN, _official


@pytest.fixture
def water(city: SimpleNamespace) -> Office:
    """The water office."""
    return found("water", "water", "Dinas Sumber Daya Air", parent=city.offices.province)


@pytest.fixture
def sluice(water: Office) -> Gauge:
    """Pintu Contoh: siaga 3 from 750 cm, 2 from 850, 1 from 950."""
    return register(Facts(Kind.SLUICE, "Pintu Contoh", *GAMBIR, "Aliran Tengah", 750, 850, 950))[0]


@pytest.fixture
def pump(water: Office) -> Gauge:
    """Three pumps, no thresholds."""
    return register(Facts(Kind.PUMP, "Pompa Contoh", *SENEN, "Aliran Timur", installed=3))[0]


@pytest.fixture
def rain(water: Office) -> Gauge:
    return register(Facts(Kind.RAIN, "Hujan Contoh", *SENEN))[0]


@pytest.fixture
def water_officer(water: Office) -> User:
    """Who fills in the levels."""
    return _official("petugas.air", water, Role.OFFICER)
