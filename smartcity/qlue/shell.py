"""What a phone keeps of Qlue so that it opens without signal, and its version."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from smartcity.lib.look.appmanifest import kept

OWN = Path(__file__).parent / "static" / "qlue"
WORKER = OWN / "sw.js"
LOOK = (
    "look/look.css", "look/favicon.svg", "vendor/leaflet/leaflet.js", "vendor/leaflet/leaflet.css",
    *(f"look/js/{name}.js" for name in ("look", "beforeafter", "clock", "live", "maps", "marks", "outbox", "private", "pushed", "share", "time", "toast")),
)  # fmt: skip


def worker() -> str:
    """The service worker: what it keeps, then what it does."""
    return f"const SHELL = {json.dumps(_shell())};\n{WORKER.read_text()}"


def _shell() -> dict[str, Any]:
    found = _files_now() if settings.DEBUG else _files()
    return {
        "version": found["version"], "files": found["files"], "parts": [static(name) for name in ("look/js/outbox.js", "qlue/outbox.js", "look/js/pushed.js")],
        "pages": [reverse(f"qlue:{name}") for name in ("new", "drafts", "away")], "away": reverse("qlue:away"),
        "name": settings.QLUE_NAME, "icon": reverse("qlue:icon", args=["192"]),
        "badge": reverse("qlue:icon", args=["badge-96"]),
    }  # fmt: skip


def _files_now() -> dict[str, Any]:
    return kept(WORKER, [*LOOK, *sorted(f"qlue/{path.name}" for path in OWN.iterdir() if path != WORKER)])


_files = cache(_files_now)  # they do not change while a server runs
