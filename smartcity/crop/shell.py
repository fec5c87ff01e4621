"""What a phone keeps of CROP so that it opens without signal, and its version."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from smartcity.lib.look.appmanifest import kept

WORKER = Path(__file__).parent / "static" / "crop" / "sw.js"
PAGES = ("field", "away")
OWN = ("app", "shell", "keys", "field", "kept", "outbox", "sending")
LOOK = ("look", "beforeafter", "clock", "errors", "outbox", "private", "pushed", "share", "time", "toast")
FILES = ("look/look.css", "look/favicon.svg", "crop/crop.css", *(f"look/js/{name}.js" for name in LOOK),
         *(f"crop/{name}.js" for name in OWN))  # fmt: skip
PARTS = ("look/js/outbox.js", "crop/outbox.js", "look/js/pushed.js")


def worker() -> str:
    """The service worker: what it keeps, then what it does."""
    return f"const SHELL = {json.dumps(_shell())};\n{WORKER.read_text()}"


def version() -> str:
    """Of what a phone is given now; eight letters, which is enough to tell two apart."""
    return str(_found()["version"])[:8]


def _shell() -> dict[str, Any]:
    return _found() | {
        "pages": [reverse(f"crop:{name}") for name in PAGES], "away": reverse("crop:away"),
        "parts": [static(name) for name in PARTS], "name": settings.CROP_NAME,
        "icon": reverse("crop:icon", args=["192"]), "badge": reverse("crop:icon", args=["badge-96"]),
    }  # fmt: skip


def _found() -> dict[str, Any]:
    return _files_now() if settings.DEBUG else _files()


def _files_now() -> dict[str, Any]:
    return kept(WORKER, FILES)


_files = cache(_files_now)  # they do not change while a server runs
