"""Browsers of the small city: Siti's, Budi's, the neighbour lurah's; `client` is a stranger's."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client

from smartcity.accounts.models import User
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.testing.city import GAMBIR, jpeg


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_siti(siti: User) -> Client:
    return browser(siti)


@pytest.fixture
def as_budi(budi: User) -> Client:
    return browser(budi)


@pytest.fixture
def as_lurah_gambir(lurah_gambir: User) -> Client:
    return browser(lurah_gambir)


@pytest.fixture
def as_lurah_senen(lurah_senen: User) -> Client:
    return browser(lurah_senen)


@pytest.fixture
def answered(report: Callable[..., Report], lurah_gambir: User) -> Report:
    """Siti's report, answered with an after-photo taken where it stands."""
    filed = report()
    actions.accept(filed, lurah_gambir)
    actions.answer(
        filed,
        lurah_gambir,
        reason="Sudah ditambal",
        photos=[BytesIO(jpeg(seed=5))],
        lon=GAMBIR[0],
        lat=GAMBIR[1],
    )
    return filed
