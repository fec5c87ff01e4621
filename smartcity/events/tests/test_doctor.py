"""`smartcity doctor`."""

import pytest
from click.testing import CliRunner
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


def ill(said, part):
    return (
        isinstance(said.exception, DomainError)
        and f"!!  {part}: " in said.output
        and "1 bagian" in str(said.exception)
    )


def test_no_worker(city):
    assert ill(CliRunner().invoke(doctor), "worker")


def test_photos_cannot_be_kept(city, settings):
    Worker().beat()
    settings.MEDIA_ROOT = settings.MEDIA_ROOT / "gone"
    assert ill(CliRunner().invoke(doctor), "media")


def test_no_city_yet(db):
    Worker().beat()
    assert ill(CliRunner().invoke(doctor), "kota")


def test_a_setting_that_is_none(city, monkeypatch):
    Worker().beat()
    monkeypatch.setenv("SMARTCITY_TRHEADS", "4")
    said = CliRunner().invoke(doctor)
    assert ill(said, "pengaturan")
    assert "SMARTCITY_TRHEADS" in said.output


def test_migrations_first(city, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [1, 2])
    said = CliRunner().invoke(doctor)
    assert ill(said, "basis data")
    assert "worker" not in said.output


def test_approximate_boundaries_are_said_and_no_illness(city):
    Worker().beat()
    Boundary.objects.update(approximate=True)
    forget()
    said = CliRunner().invoke(doctor)
    assert said.exception is None
    assert "perkiraan" in said.output


def test_what_was_given_up_is_shown(city):
    Worker().beat()
    Parked.objects.create(chore="notices.deliver", key="message:1", failures=8, parked_at=now())
    said = CliRunner().invoke(doctor)
    assert ill(said, "disisihkan setelah 8 kali gagal")
    assert "notices.deliver 1" in said.output
