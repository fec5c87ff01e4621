"""What the city's apps on a phone have in common: their icons, and the service worker that opens them without signal."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from smartcity.lib.look import appicons
from smartcity.lib.look.appicons import Drawing

View = Callable[..., HttpResponse]
LOOK = ("look/look.css", "look/favicon.svg", *(f"look/js/{name}.js" for name in (
    "look", "beforeafter", "clock", "outbox", "photofile", "private", "pushed", "share", "time", "toast", "worker")))  # fmt: skip
"""Static files that every app keeps."""


def icons(drawn: dict[str, tuple[Drawing, str]]) -> list[dict[str, str]]:
    """As a manifest names them, of those a phone installs; by name the drawing and its address."""
    return [
        {"src": address, "sizes": f"{drawing.side}x{drawing.side}", "type": "image/png",
         "purpose": "maskable" if name.startswith("maskable") else "any"}
        for name, (drawing, address) in drawn.items() if name.endswith(("192", "512"))
    ]  # fmt: skip


@dataclass(frozen=True)
class Shell:
    """What a phone keeps of an app. `face`: the name its addresses begin with, among them `away` and `icon`; `title`: the
    setting of its name; `code`: its service worker, which imports the static files `parts`; `pages`: names of its
    addresses, and `files`: of static files, which are kept."""

    face: str
    title: str
    code: Path
    parts: tuple[str, ...]
    pages: tuple[str, ...]
    files: tuple[str, ...]

    def worker(self) -> str:
        """The service worker: what it keeps, then what it does."""
        told = self.found | {
            "parts": [static(name) for name in self.parts], "pages": [self._address(name) for name in self.pages],
            "away": self._address("away"), "name": getattr(settings, self.title),
            "icon": self._address("icon", "192"), "badge": self._address("icon", "badge-96"),
        }  # fmt: skip
        return f"const SHELL = {json.dumps(told)};\n{self.code.read_text()}"

    @property
    def version(self) -> str:
        """Of what a phone is given now."""
        return str(self.found["version"])

    @property
    def found(self) -> dict[str, Any]:
        """`version` and `files`, which do not change while a server runs, but where somebody works on them."""
        return kept(self.code, self.files) if settings.DEBUG else self._settled

    @cached_property
    def _settled(self) -> dict[str, Any]:
        return kept(self.code, self.files)

    def _address(self, name: str, *args: str) -> str:
        return reverse(f"{self.face}:{name}", args=args)


def kept(worker: Path, names: Iterable[str]) -> dict[str, Any]:
    """Addresses of the static files `names`, and a hash of all that is in them and in the service worker."""
    told, files = sha256(worker.read_bytes()), []
    for name in names:
        if path := finders.find(name):  # the vendor's are absent before set-up
            told.update(Path(path).read_bytes())
            files.append(static(name))
    return {"version": told.hexdigest()[:16], "files": files}


def icon_page(drawings: dict[str, Drawing]) -> View:
    """The page of an app's icons, by name."""

    @cache_control(public=True, max_age=7 * 86_400)
    @require_safe
    def icon(request: HttpRequest, name: str) -> HttpResponse:
        if name not in drawings:
            raise Http404
        return HttpResponse(appicons.png(drawings[name]), content_type="image/png")

    return icon


def worker_page(shell: Shell) -> View:
    """The page of its service worker. It lies under the app's first page, so that it may answer for all of the app."""

    @cache_control(no_cache=True)
    @require_safe
    def worker(request: HttpRequest) -> HttpResponse:
        return HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")

    return worker
