"""Browsers of the small city: Siti's, Budi's, the neighbour lurah's; `client` is a stranger's."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from smartcity.accounts.models import User
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.testing import deeds


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
    return deeds.answer(filed, lurah_gambir)


def bare(answer: HttpResponse) -> str:
    """A page without what differs from one showing to the next: its token, its clock."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"at": \d+', "", answer.text)
