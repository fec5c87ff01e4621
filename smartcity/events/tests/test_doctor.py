"""`smartcity doctor`."""

from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from smartcity.areas.models import Boundary
from smartcity.areas.queries import forget
from smartcity.events.commands import doctor
from smartcity.events.models import Parked
from smartcity.events.worker import Worker
from smartcity.lib.errors import DomainError
from smartcity.lib.time import now


@pytest.fixture(autouse=True)
def only_these_settings(monkeypatch):
    for name in ("SMARTCITY_SHARED_DATA", "SMARTCITY_CI_POSTGRES"):
        monkeypatch.delenv(name, raising=False)


def test_it_works(city):
    Worker().beat()
    said = CliRunner().invoke(doctor)
    assert said.exception is None
    assert "!!" not in said.output
    assert "batas wilayah: nyata" in said.output


def ill(said, part, hint):
    """Whether this part alone is not well, with this hint in the line below it."""
    _well, _mark, rest = said.output.partition(f"!!  {part}: ")
    return (
        isinstance(said.exception, DomainError)
        and hint in rest.splitlines()[1]
        and "1 bagian" in str(said.exception)
    )


def test_no_worker(city):
    assert ill(CliRunner().invoke(doctor), "worker", "smartcity serve")


def test_a_silent_worker(city):
    with time_machine.travel(now() - timedelta(minutes=5)):
        Worker().beat()
    said = CliRunner().invoke(doctor)
    assert ill(said, "worker", "smartcity serve")
    assert "diam sejak" in said.output


def test_a_database_that_does_not_answer(city, monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr("smartcity.events.commands.migrations_behind", away)
    said = CliRunner().invoke(doctor)
    assert ill(said, "basis data", "connection refused")
    assert "worker" not in said.output


def test_photos_cannot_be_kept(city, settings):
    Worker().beat()
    settings.MEDIA_ROOT = settings.MEDIA_ROOT / "gone"
    assert ill(CliRunner().invoke(doctor), "foto", "smartcity serve")


def test_no_city_yet(db):
    Worker().beat()
    assert ill(CliRunner().invoke(doctor), "kota", "smartcity load-city")


def test_a_setting_that_is_none(city, monkeypatch):
    Worker().beat()
    monkeypatch.setenv("SMARTCITY_TRHEADS", "4")
    said = CliRunner().invoke(doctor)
    assert ill(said, "pengaturan", "docs/settings.md")
    assert "SMARTCITY_TRHEADS" in said.output


def test_migrations_first(city, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [1, 2])
    said = CliRunner().invoke(doctor)
    assert ill(said, "basis data", "smartcity migrate")
    assert "worker" not in said.output


def test_approximate_boundaries_are_said_and_no_illness(city):
    Worker().beat()
    Boundary.objects.update(approximate=True)
    forget()
    said = CliRunner().invoke(doctor)
    assert said.exception is None
    assert "perkiraan\n      Untuk yang nyata: smartcity areas fetch" in said.output


def test_what_was_given_up_is_shown(city):
    Worker().beat()
    Parked.objects.create(chore="notices.deliver", key="message:1", failures=8, parked_at=now())
    said = CliRunner().invoke(doctor)
    assert ill(said, "disisihkan setelah 8 kali gagal", "log")
    assert "notices.deliver 1" in said.output
