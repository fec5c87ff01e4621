"""/healthz says ok only when everything answers; /metrics speaks only to those it should."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from smartcity.events import health
from smartcity.events.models import Chore, Parked
from smartcity.events.worker import WORKER
from smartcity.lib.time import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> Chore:
    return Chore.objects.create(name=WORKER, beat_at=now())


def test_it_works(client: Client, worker: Chore) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_a_silent_worker_is_told(client: Client, worker: Chore) -> None:
    Chore.objects.update(beat_at=now() - timedelta(seconds=31))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["worker"].startswith("silent since 20")
    assert answer.json()["database"] == answer.json()["media"] == "ok"


def test_a_worker_that_never_was_is_told(client: Client) -> None:
    assert client.get("/healthz").json()["worker"] == "has not started"


def test_media_that_cannot_be_written_is_told(client: Client, worker: Chore, settings: Any) -> None:
    settings.MEDIA_ROOT = "/proc/nowhere"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["media"] == "No such file or directory"


def test_the_probe_leaves_nothing_behind(client: Client, worker: Chore, settings: Any) -> None:
    client.get("/healthz")
    assert list(Path(settings.MEDIA_ROOT).iterdir()) == []


def test_a_database_that_is_away_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(health.Chore.objects, "exists", away)
    monkeypatch.setattr(health.Chore.objects, "filter", away)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")


def test_metrics_tell_of_requests_events_chores_and_what_is_parked(client: Client, worker: Chore) -> None:
    Chore.objects.create(name="ears", cursor=0, beat_at=now(), failures=2)
    Parked.objects.create(chore="ears", key="7", failures=8, parked_at=now())
    Parked.objects.create(chore="ears", key="8", failures=1)
    client.get("/healthz")
    client.get("/no/such/page/4711")
    told = client.get("/metrics").content.decode()
    assert 'smartcity_requests_total{method="GET",route="/healthz",status="200"}' in told
    assert 'route="none",status="404"' in told
    assert "page/4711" not in told  # the digits alone stand in a time now and then
    assert "smartcity_event_id 0.0" in told
    assert "smartcity_live_clients 0.0" in told
    assert 'smartcity_chore_failures{chore="ears"} 2.0' in told
    assert 'smartcity_parked_items{chore="ears"} 1.0' in told
    assert 'smartcity_failing_items{chore="ears"} 1.0' in told


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "10.1.2.3"}, {"X-Real-Ip": "10.1.2.3"}, {"Forwarded": "for=10.1.2.3"}]
)
def test_metrics_are_not_passed_on_by_a_proxy(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/metrics", headers=headers).status_code == 404


def test_metrics_are_not_for_other_machines(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404


@pytest.mark.parametrize("given, status", [("Bearer s3cret", 200), ("Bearer wrong", 404), ("", 404)])
def test_with_a_token_metrics_are_for_its_bearer_only(
    client: Client, settings: Any, given: str, status: int
) -> None:
    settings.METRICS_TOKEN = "s3cret"
    answer = client.get("/metrics", headers={"Authorization": given, "X-Forwarded-For": "10.1.2.3"})
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_they_are_only_to_be_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
