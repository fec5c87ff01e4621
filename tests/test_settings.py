"""Settings come from SMARTCITY_* variables; a bad value stops the start with a line that names it."""

import os
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from smartcity import settings as module

SETTINGS = Path(module.__file__)


@pytest.fixture
def read(monkeypatch, tmp_path):
    """`read(NAME=value)`: the settings with these SMARTCITY_* variables and no others."""

    def read(**given):
        for name in list(os.environ):
            if name.startswith("SMARTCITY_"):
                monkeypatch.delenv(name)
        for name, value in ({"DATA": str(tmp_path)} | given).items():
            monkeypatch.setenv(f"SMARTCITY_{name}", value)
        return runpy.run_path(str(SETTINGS))

    return read


def test_it_starts_with_nothing_set(read):
    assert read()["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"


def test_what_is_empty_is_not_set(read):
    found = read(DATABASE_URL="", TIME_ZONE="", THREADS="")
    assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert found["TIME_ZONE"] == "Asia/Jakarta"


def test_postgresql(read):
    database = read(DATABASE_URL="postgres://city:p%40ss@db.example:5433/lapor")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "lapor")
    assert (database["USER"], database["PASSWORD"]) == ("city", "p@ss")


def test_a_public_address_is_answered_and_its_cookies_are_secure(read):
    found = read(BASE_URL="https://lapor.example.id/")
    assert found["BASE_URL"] == "https://lapor.example.id"
    assert "lapor.example.id" in found["ALLOWED_HOSTS"]
    assert found["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize("name, value", [
    ("THREADS", "many"), ("THREADS", "0"), ("LIVE_CLIENTS", "-1"), ("MAX_BODY", "1.5"), ("API_WRITES_PER_MINUTE", "-1"),
    ("DEBUG", "maybe"), ("DEMO", "2"), ("LOG_LEVEL", "loud"), ("LANGUAGE", "nl"), ("TIME_ZONE", "Mars"),
    ("TIME_ZONE", "../etc"), ("BASE_URL", "lapor.example.id"), ("BASE_URL", "ftp://lapor.example.id"),
    ("DATABASE_URL", "nonsense"), ("DATABASE_URL", "mysql://host/name"), ("DATABASE_URL", "postgres://host"),
    ("CITY", "atlantis"), ("SECRET_KEY", "short"), ("FETCH_ALLOW", "10.0.0.0/99"),
])  # fmt: skip
def test_a_bad_value_stops_the_start(read, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^SMARTCITY_{name}: "):
        read(**{name: value})


def test_the_password_of_a_bad_address_is_not_told(read):
    with pytest.raises(ImproperlyConfigured) as wrong:
        read(DATABASE_URL="mysql://city:rahasia@host/name")
    assert "rahasia" not in str(wrong.value)


def test_debug_never_on_a_public_address(read):
    with pytest.raises(ImproperlyConfigured, match="SMARTCITY_DEBUG"):
        read(DEBUG="1", BASE_URL="https://lapor.example.id")
