"""What a phone keeps of Qlue so that it opens without signal, and its version."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

OWN = Path(__file__).parent / "static" / "qlue"
WORKER = OWN / "sw.js"
LOOK = (
    "look/look.css", "look/favicon.svg", "vendor/leaflet/leaflet.js", "vendor/leaflet/leaflet.css",
    *(f"look/js/{name}.js" for name in ("look", "beforeafter", "clock", "live", "maps", "marks", "share", "time", "toast")),
)  # fmt: skip


def worker() -> str:
    """The service worker: what it keeps, then what it does."""
    return f"const SHELL = {json.dumps(_shell())};\n{WORKER.read_text()}"


def _shell() -> dict[str, Any]:
    found = _files_now() if settings.DEBUG else _files()
    return {
        "version": found["version"], "files": found["files"], "outbox": static("qlue/outbox.js"),
        "pages": [reverse(f"qlue:{name}") for name in ("new", "drafts", "away")], "away": reverse("qlue:away"),
        "name": settings.QLUE_NAME, "icon": reverse("qlue:icon", args=["192"]),
        "badge": reverse("qlue:icon", args=["badge-96"]),
    }  # fmt: skip


def _files_now() -> dict[str, Any]:
    """Addresses of the files, and a hash of all that is in them and in the worker."""
    names = [*LOOK, *sorted(f"qlue/{path.name}" for path in OWN.iterdir() if path != WORKER)]
    told, files = sha256(WORKER.read_bytes()), []
    for name in names:
        if path := finders.find(name):  # the vendor's are absent before set-up
            told.update(Path(path).read_bytes())
            files.append(static(name))
    return {"version": told.hexdigest()[:16], "files": files}


_files = cache(_files_now)  # they do not change while a server runs
