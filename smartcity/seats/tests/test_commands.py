"""Seats from the command line."""

import re

import pytest
from click.testing import CliRunner

from smartcity import cli
from smartcity.accounts.queries import reach
from smartcity.seats.actions import invited_by
from smartcity.seats.models import Invitation


def run(*words):
    return CliRunner().invoke(cli.gather(), words)


def test_inviting_withdrawing_ending(city, lurah_senen):
    done = run("invite", "lurah", "kelurahan-31.71.01.1001", "--name", "Ani", "--interim")
    secret = re.search(r"/crop/undangan/([\w-]+)/", done.output).group(1)
    assert invited_by(secret).interim
    listed = run("invitations").output
    assert "Plt. Lurah Gambir  Ani" in listed
    assert secret not in listed
    pk = Invitation.objects.get().pk
    assert run("invitations", "--withdraw", str(pk)).output == ""
    assert invited_by(secret) is None
    assert run("end-post", "lurah.senen", "kelurahan-31.71.04.1001").exit_code == 0
    assert not reach(lurah_senen).official
    assert run("reset-factor", "lurah.senen").exit_code == 0


def test_by_mail_it_is_not_printed(city, mailoutbox):
    done = run("invite", "lurah", "kelurahan-31.71.01.1001", "--email", "ani@jakarta.example")
    assert "ani@jakarta.example" in done.output
    assert "undangan/" not in done.output
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("words", [
    ("invite", "lurah", "nowhere"), ("invite", "camat", "kelurahan-31.71.01.1001"), ("invitations", "--withdraw", "9"),
    ("end-post", "nobody", "kelurahan-31.71.01.1001"), ("reset-factor", "nobody"),
])  # fmt: skip
def test_what_can_be_mended_is_one_line(city, words):
    done = run(*words)
    assert done.exit_code not in (0, 1)
    assert len(str(done.exception or done.output).strip().split("\n")) == 1
