"""A city in a scratch folder, with the real schema, areas and offices, for a benchmark to fill."""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

SHARED = Path(os.environ.get("SMARTCITY_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def city(**env: str) -> Path:
    """Set Django up on an empty city; the folder, which is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="smartcity-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"SMARTCITY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "smartcity.settings"} | env
    os.environ.pop("SMARTCITY_DATABASE_URL", None)
    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings  # noqa: PLC0415  # readable only once set up

    from smartcity.areas.actions import load_boundaries  # noqa: PLC0415
    from smartcity.reports.actions import found_city  # noqa: PLC0415

    found_city(settings.CITY)
    if (boundaries := SHARED / "jakarta-kelurahan.geojson").exists():
        load_boundaries(boundaries)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
