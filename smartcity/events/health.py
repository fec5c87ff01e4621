"""Is the city well? Database, media and worker, each asked anew."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error

from smartcity.events.models import Chore
from smartcity.events.worker import WORKER
from smartcity.lib.time import now

SILENT = timedelta(seconds=30)


def state() -> dict[str, str]:
    """ "ok", or what is wrong, of each part."""
    return {"database": _database(), "media": _media(), "worker": _worker()}


def _database() -> str:
    try:
        Chore.objects.exists()
    except Error:
        return "does not answer"
    return "ok"


def _media() -> str:
    try:
        try_media()
    except OSError as wrong:
        return wrong.strerror or "cannot be written"
    return "ok"


def try_media() -> None:
    """Photos can be kept: a file can be written, and goes again. Raises OSError."""
    probe = Path(settings.MEDIA_ROOT) / f".probe-{secrets.token_hex(8)}"
    probe.write_bytes(b"ok")
    probe.unlink()


def _worker() -> str:
    try:
        beat = last_beat()
    except Error:
        return "unknown"
    if beat is None:
        return "has not started"
    return "ok" if lively(beat) else f"silent since {beat:%Y-%m-%dT%H:%M:%SZ}"


def last_beat() -> datetime | None:
    """When the worker last said that it lives."""
    return Chore.objects.filter(name=WORKER).values_list("beat_at", flat=True).first()


def lively(beat: datetime) -> bool:
    return now() - beat < SILENT
