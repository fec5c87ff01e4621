"""Invitations by the administrator, and their secrets."""

import pytest

from smartcity.accounts.models import Role
from smartcity.seats import actions


@pytest.fixture
def invited(administrator, city):
    """`invited(**fields)`: an invitation to be lurah of Gambir, and its secret."""

    def make(office=None, role=Role.LURAH, by=administrator, **fields):
        made = actions.invite(office or city.offices.gambir, role, by, **fields)
        return made.invitation, made.link.rstrip("/").rpartition("/")[2]

    return make
