"""Settings come from SMARTCITY_* variables; a bad value stops the start with a line that names it."""

import os
import runpy
import subprocess
import sys
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
    ("VAPID_KEY", "short"), ("VAPID_KEY", "A" * 43), ("VAPID_KEY", "_" * 43), ("VAPID_CONTACT", "it@example.id"),
    ("OIDC_ISSUER", "sso.example.id"), ("OIDC_SECRET_FILE", "/nowhere/secret"),
    ("PASSWORD_ALONE", "perhaps"), ("SECOND_FACTOR_FROM", "soon"), ("SECOND_FACTOR_FROM", "2027-02-30"),
    ("BASEMAP", "https://tiles.example/{z}/{x}/{y}.png"), ("BASEMAP", "tiles.example/{z}/{x}/{y}.png|A"),
    ("BASEMAP", "https://tiles.example/{z}/{x}.png|A"), ("BASEMAP", "https://{s}.tiles.example/{z}/{x}/{y}.png|A"),
    ("BASEMAP", "https://*.example/{z}/{x}/{y}.png|A"), ("BASEMAP", "https://a b;c/{z}/{x}/{y}.png|A"),
    ("BASEMAP", "https://u:p@tiles.example/{z}/{x}/{y}.png|A"), ("BASEMAP", "ftp://tiles.example/{z}/{x}/{y}.png|A"),
    ("EMAIL_URL", "mail.example.id"), ("EMAIL_URL", "http://mail.example.id"), ("EMAIL_URL", "smtp://mail:many"),
])  # fmt: skip
def test_a_bad_value_stops_the_start(read, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^SMARTCITY_{name}: "):
        read(**{name: value})


def test_a_directory(read, tmp_path):
    secret = tmp_path / "oidc.secret"
    secret.write_text("rahasia\n")
    found = read(OIDC_ISSUER="https://sso.example.id/", OIDC_CLIENT_ID="crop", OIDC_SECRET_FILE=str(secret))
    assert (found["OIDC_ISSUER"], found["OIDC_SECRET"]) == ("https://sso.example.id", "rahasia")
    assert read()["OIDC_ISSUER"] == ""
    with pytest.raises(ImproperlyConfigured, match="^SMARTCITY_OIDC_CLIENT_ID: "):
        read(OIDC_ISSUER="https://sso.example.id")
    with pytest.raises(ImproperlyConfigured, match="^SMARTCITY_OIDC_ISSUER: "):
        read(OIDC_ISSUER="http://sso.example.id", OIDC_CLIENT_ID="crop", BASE_URL="https://lapor.example.id")


OSM = "https://tiles.example.id:8443/{z}/{x}/{y}.png?key=1|© kontributor OpenStreetMap"


def test_a_basemap_opens_the_pages_to_its_own_origin_and_no_other(read):
    before = read()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert read()["BASEMAP"] is None
    assert "connect-src" not in before
    found = read(BASEMAP=OSM)
    after = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert found["BASEMAP"].source == "© kontributor OpenStreetMap"
    assert set(after["img-src"]) - set(before["img-src"]) == {"https://tiles.example.id:8443"}
    assert after["connect-src"] == ["'self'", "https://tiles.example.id:8443"]
    assert {name: value for name, value in after.items() if name not in ("img-src", "connect-src")} == {
        name: value for name, value in before.items() if name != "img-src"}  # fmt: skip


def test_a_public_city_takes_no_basemap_in_the_clear(read):
    plain = OSM.replace("https", "http")
    assert read(BASEMAP=plain)["BASEMAP"]
    with pytest.raises(ImproperlyConfigured, match="^SMARTCITY_BASEMAP: "):
        read(BASEMAP=plain, BASE_URL="https://lapor.example.id")


def test_a_password_alone_opens_seats_in_trials_only(read):
    assert not read()["PASSWORD_ALONE"]
    assert read(DEMO="1")["PASSWORD_ALONE"]
    assert not read(DEMO="1", PASSWORD_ALONE="0")["PASSWORD_ALONE"]
    assert read(PASSWORD_ALONE="1")["PASSWORD_ALONE"]
    with pytest.raises(ImproperlyConfigured, match="PASSWORD_ALONE"):
        read(PASSWORD_ALONE="1", BASE_URL="https://lapor.example.id")


def test_the_day_from_which_a_second_factor_is_asked_begins_in_the_citys_zone(read):
    assert read()["SECOND_FACTOR_FROM"] is None
    assert (
        read(SECOND_FACTOR_FROM="2027-01-31")["SECOND_FACTOR_FROM"].isoformat() == "2027-01-31T00:00:00+07:00"
    )


@pytest.mark.parametrize("language, said", [("id", "bukan bilangan bulat"), ("en", "is not a whole number")])
def test_it_is_told_in_the_operators_language(read, language, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        read(THREADS="many", LANGUAGE=language)


@pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL"])
def test_the_password_of_a_bad_address_is_not_told(read, name):
    with pytest.raises(ImproperlyConfigured) as wrong:
        read(**{name: "mysql://city:rahasia@host/name"})
    assert "rahasia" not in str(wrong.value)


@pytest.mark.parametrize("asked, said", [("WARNING", "ERROR"), ("ERROR", "ERROR"), ("INFO", "INFO")])
def test_what_is_refused_is_logged_only_for_who_wants_more(read, asked, said):
    loggers = read(LOG_LEVEL=asked)["LOGGING"]["loggers"]
    assert {loggers[name]["level"] for name in ("django.request", "django.security.csrf", "axes")} == {said}


def test_who_knocks_by_another_name_is_refused_in_silence(client, city, caplog):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert caplog.records == []


def test_a_mistyped_address_is_not_logged_and_our_own_mistake_is(client, city, caplog, monkeypatch):
    client.raise_request_exception = False
    assert client.get("/tak-ada/").status_code == 404
    assert caplog.records == []
    monkeypatch.setattr("smartcity.portal.views.Screen", None)
    assert client.get("/").status_code == 500
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_debug_never_on_a_public_address(read):
    with pytest.raises(ImproperlyConfigured, match="SMARTCITY_DEBUG"):
        read(DEBUG="1", BASE_URL="https://lapor.example.id")


def test_a_mail_server(read):
    found = read(EMAIL_URL="smtp+tls://city:p%40ss@mail.example.id", EMAIL_FROM="Kota <kabar@example.id>")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example.id", 587, "city", "p@ss")  # fmt: skip
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["DEFAULT_FROM_EMAIL"] == "Kota <kabar@example.id>"


def key_of_a_start(data):
    """The push key a process finds that starts with this data folder; what it said instead when it did not start."""
    start = [sys.executable, "-c", "from smartcity import settings; print(settings.VAPID_KEY)"]
    return subprocess.Popen(start, env=os.environ | {"SMARTCITY_DATA": str(data)}, text=True, cwd=SETTINGS.parent.parent,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def test_the_push_key_is_made_once_though_three_start_at_the_same_time(tmp_path):
    data = tmp_path / "data"
    starts = [key_of_a_start(data) for _ in range(3)]
    assert len({start.communicate()[0] for start in starts}) == 1
    assert (data / "vapid.key").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in data.iterdir()) == ["secret.key", "vapid.key"]


def test_a_damaged_push_key_stops_the_start_and_stays_as_it_is(tmp_path):
    (tmp_path / "vapid.key").write_text("half a ke")
    said = key_of_a_start(tmp_path).communicate()[1]
    assert "vapid.key, rusak" in said
    assert (tmp_path / "vapid.key").read_text() == "half a ke"
