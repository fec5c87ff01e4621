"""A page with every component, for our own eyes and for the browser tests: rendered by tools, never routed."""

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import set_urlconf
from django.utils import translation

from smartcity.lib import time
from smartcity.lib.look.icons import ICONS
from smartcity.lib.look.words import STATUSES

POLICY = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:"


def picture(ground: str, spot: str) -> str:
    """A plain drawing that stands for a photo, as a data: address."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="{ground}"/>'
        f'<path d="M0 120 240 90 400 90 640 120V360H0z" fill="#77726a"/><path d="M318 90 306 360h28L322 90z" fill="#ddd8cf"/>'
        f'<ellipse cx="320" cy="240" rx="120" ry="40" fill="{spot}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


class Sample(forms.Form):
    """Two things missing, one field well."""

    text = forms.CharField(
        label="Apa yang terjadi?",
        widget=forms.Textarea,
        error_messages={"required": "Tulis apa yang terjadi"},
    )
    category = forms.ChoiceField(
        label="Kategori",
        choices=[("", "Pilih"), ("road", "Jalan rusak")],
        error_messages={"required": "Pilih kategori"},
    )
    landmark = forms.CharField(label="Patokan", required=False, help_text="Misalnya: depan SDN 03")


def report(**more: Any) -> SimpleNamespace:
    """A report as the cards want it."""
    now = time.now()
    plain = {
        "url": "#482917", "number": 482917, "photo_url": picture("#b9c4c9", "#4a463f"), "photo_alt": "Lubang di tengah jalan",
        "status": "waiting", "due": now + timedelta(hours=3, minutes=20), "title": "Lubang dalam di tengah jalan, dua motor jatuh",
        "place": "Jl. Cideng Timur", "distance_m": 140, "when": now - timedelta(days=1), "holder": "Lurah Gambir",
        "since": now - timedelta(days=1), "supports": 24, "comments": 6, "supported": True, "support_url": "#dukung",
    }  # fmt: skip
    return SimpleNamespace(**(plain | more))


def samples(now: datetime) -> dict[str, Any]:
    """What the gallery shows."""
    rows = [
        report(title="Sampah menumpuk depan SD", status="in_progress", due=now - timedelta(hours=2), supports=11, distance_m=340),
        report(title="Saluran tersumbat plastik", due=now - timedelta(minutes=40), supports=4, distance_m=620),
        report(title="Dahan menutup trotoar", status="coordinating", due=now + timedelta(hours=11), distance_m=1100, photo_url=""),
    ]  # fmt: skip
    happened = [
        {"mark": "answered", "title": "Dijawab dengan foto sesudah", "by": "Dinas Bina Marga", "at": now - timedelta(hours=1),
         "text": "Lubang ditutup aspal panas.", "photos": [picture("#c4c9b9", "#2d2b29")]},
        {"mark": "in_progress", "title": "Dikerjakan", "by": "Dinas Bina Marga", "at": now - timedelta(hours=3)},
        {"icon": "forward", "title": "Diteruskan: jalan milik provinsi", "by": "Lurah Gambir", "at": now - timedelta(hours=5)},
        {"mark": "waiting", "title": "Masuk ke kantor Lurah Gambir", "by": "", "at": now - timedelta(days=1)},
    ]  # fmt: skip
    form = Sample({"landmark": "SDN 03"})
    form.is_valid()
    return {
        "statuses": list(STATUSES), "icons": sorted(ICONS), "card": report(), "rows": rows, "happened": happened, "form": form,
        "before": picture("#b9c4c9", "#4a463f"), "after": picture("#c4c9b9", "#2d2b29"), "now": now,
        "dues": [now + timedelta(hours=11, minutes=5), now + timedelta(hours=3, minutes=5), now - timedelta(days=2, hours=1)],
        "moments": [now - timedelta(seconds=20), now - timedelta(minutes=2), now - timedelta(hours=5), now - timedelta(days=1),
                    now - timedelta(days=40)],
        "colours": ["bg", "surface", "sunk", "line", "edge", "ink", "ink2", "ink3", "brand", "brand-hi", "brand-soft", "focus",
                    "m-red", "m-amber", "m-green", "m-grey", "red", "amber", "green", "grey"],
    }  # fmt: skip


def gallery(language: str = "id") -> str:
    """The page as HTML."""
    request = HttpRequest()
    request.path = "/qlue/"
    set_urlconf("django.conf.urls.i18n")  # the language switch, and no face: this page stands on lib alone
    with translation.override(language):
        return render_to_string(
            "look/gallery.html",
            samples(time.now()) | {"request": request, "messages": [], "csrf_token": "sample"},
        )


class Handler(BaseHTTPRequestHandler):
    """The gallery at /, static files under /static/, a stream that breaks after each event at /live/events.

    All under as strict a content policy as the city's own.
    """

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/":
            body, kind = (
                gallery(parse_qs(url.query).get("language", ["id"])[0]).encode(),
                "text/html; charset=utf-8",
            )
        elif url.path == "/live/events":
            seen = int(self.headers.get("Last-Event-ID", "0"))
            body, kind = (
                f'retry: 20\nid: {seen + 1}\ndata: {{"id": {seen + 1}}}\n\n'.encode(),
                "text/event-stream",
            )
        elif found := finders.find(url.path.removeprefix("/static/")):
            body, kind = (
                Path(found).read_bytes(),
                mimetypes.guess_type(url.path)[0] or "application/octet-stream",
            )
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of the gallery on loopback while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
