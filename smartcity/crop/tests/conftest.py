"""A signed-in browser for each official, and a case that has been accepted or answered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smartcity.accounts.again import METHODS
from smartcity.lib.time import now
from smartcity.reports import actions
from smartcity.testing import deeds
from smartcity.testing.city import jpeg


@pytest.fixture
def opened():
    """`opened(user)`: that person's browser, signed in just now."""

    def sign_in(user):
        client = Client()
        client.force_login(user, backend="smartcity.accounts.backends.SeatBackend")
        session = client.session
        session[METHODS] = [{"method": "password", "at": now().timestamp()}]
        session.save()
        return client

    return sign_in


@pytest.fixture
def lurah(opened, lurah_gambir):
    return opened(lurah_gambir)


@pytest.fixture
def neighbour(opened, lurah_senen):
    return opened(lurah_senen)


@pytest.fixture
def waiting(report):
    return report()


@pytest.fixture
def accepted(report, lurah_gambir):
    case = report()
    actions.accept(case, lurah_gambir)
    return case


@pytest.fixture
def answered(accepted, lurah_gambir):
    return deeds.answer(accepted, lurah_gambir, seed=9)


def upload(content=None, name="sesudah.jpg", seed=9):
    return SimpleUploadedFile(name, jpeg(seed=seed) if content is None else content, "image/jpeg")


def page(case, act=""):
    """The address of a case, or of an act on it."""
    return f"/crop/tugas/{case.number}/{act}"


def text(response):
    return response.content.decode()
