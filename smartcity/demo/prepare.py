"""What `smartcity demo` does before it serves."""

import json
import shutil
import signal
import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils.translation import gettext as _

from smartcity.demo import build
from smartcity.lib.errors import Conflict
from smartcity.lib.look.collect import collect

SIMULATION = ["-m", "smartcity.demo"]  # for the Python interpreter
KEPT = {"secret.key", "vapid.key", "running"}  # what running processes hold on to
OURS = "sample-city"  # the mark of a folder that may be emptied


def prepare(*, boundaries: Path | None, reset: bool, reports: int) -> bool:
    """A sample city in settings.DATA: built anew (True) if none stands there whole, or if asked to."""
    data = Path(settings.DATA)
    _check_ours(data)
    if boundaries is not None and not boundaries.is_file():
        raise FileNotFoundError(_("Tidak ada berkas %(file)s") % {"file": boundaries})
    fresh = reset or not build.built(data)
    if fresh:
        clear(data)
    (data / OURS).touch()
    call_command("migrate", verbosity=0, interactive=False)
    if fresh:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what helps to build is ended too
        build.build(data, boundaries, reports)
    elif boundaries:
        click.echo(_("Kota sudah ada, batas wilayahnya tetap. Mulai baru dengan RESET=1."))
    if fresh:
        click.echo(_("Menyiapkan halaman, beberapa detik lagi ..."))
    collect()
    return fresh


def _check_ours(data: Path) -> None:
    """Raises Conflict for a folder that holds anything but a sample city, for it may be emptied."""
    inside = {thing.name for thing in data.iterdir()} - KEPT
    if inside and not inside & {OURS, build.DONE}:
        said = _("Di %(folder)s ada berkas lain, bukan kota contoh. Pilih folder kosong dengan DATA=.")
        raise Conflict(said % {"folder": data}, code="not_ours")


def clear(data: Path) -> None:
    """Take away a city, a half-built one too. On PostgreSQL its schema goes with everything in it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connections.close_all()
    for thing in data.iterdir():
        if thing.name in KEPT:
            continue
        shutil.rmtree(thing) if thing.is_dir() else thing.unlink()


def greet(data: Path) -> None:
    """Where each face stands, and whom one can sign in as."""
    base = settings.BASE_URL
    faces = {_("Portal"): "/", settings.QLUE_NAME: "/qlue/", settings.CROP_NAME: "/crop/",
             "Open311": "/open311/v2/discovery.json", "API": "/api/v1/docs"}  # fmt: skip
    for name, path in faces.items():
        click.echo(f"  {name:<10} {base}{path}")
    accounts = json.loads((data / "accounts.json").read_text())
    first = {a["role"]: a for a in reversed(accounts)}
    shown = [
        first[role]
        for role in ("citizen", "lurah", "camat", "officer", "verifier", "administrator")
        if role in first
    ]
    click.echo("  " + _("Masuk sebagai") + " " + ", ".join(a["username"] for a in shown))
    click.echo("  " + _("Kata sandi") + f" {accounts[0]['password']}  ({data / 'accounts.json'})")
