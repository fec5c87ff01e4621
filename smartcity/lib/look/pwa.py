"""What the apps of the city have in common: the icons of a manifest, and what a phone keeps, with its version."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static

from smartcity.lib.look.appicons import Drawing


def icons(drawn: dict[str, tuple[Drawing, str]]) -> list[dict[str, str]]:
    """As a manifest names them, of those a phone installs; by name the drawing and its address."""
    return [
        {"src": address, "sizes": f"{drawing.side}x{drawing.side}", "type": "image/png",
         "purpose": "maskable" if name.startswith("maskable") else "any"}
        for name, (drawing, address) in drawn.items() if name.endswith(("192", "512"))
    ]  # fmt: skip


def kept(worker: Path, names: Iterable[str]) -> dict[str, Any]:
    """Addresses of the static files `names`, and a hash of all that is in them and in the service worker."""
    told, files = sha256(worker.read_bytes()), []
    for name in names:
        if path := finders.find(name):  # the vendor's are absent before set-up
            told.update(Path(path).read_bytes())
            files.append(static(name))
    return {"version": told.hexdigest()[:16], "files": files}
