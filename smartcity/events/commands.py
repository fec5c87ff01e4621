"""smartcity doctor: is this city set up, and does it live?"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import click
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartcity.areas.queries import has_boundaries
from smartcity.events import health
from smartcity.events.models import Parked
from smartcity.lib import env
from smartcity.lib.db import migrations_behind
from smartcity.lib.errors import DomainError
from smartcity.lib.reasons import why
from smartcity.offices.models import Office


class Finding(NamedTuple):
    """Of one part: what is so, whether that is well, and what to do about it."""

    part: str
    found: str
    well: bool = True
    hint: str = ""


Examination = Callable[[], Finding]
EXAMINATIONS: list[Examination] = []
"""What the apps above look at."""


def examination(look: Examination) -> Examination:
    EXAMINATIONS.append(look)
    return look


@click.command()
def doctor() -> None:
    """Say of each part of the city whether it is well: settings, database, city pack, boundaries, photos, worker.

    Exit 2 if one is not, with what to do. What is approximate is not ill."""
    ill = 0
    for part, found, well, hint in examined():
        click.echo(f"{'ok' if well else '!!'}  {part}: {found}")
        if hint:
            click.echo(f"      {hint}")
        ill += not well
    if ill:
        raise DomainError(ngettext("%(n)d bagian tidak sehat", "%(n)d bagian tidak sehat", ill) % {"n": ill})


def examined() -> Iterator[Finding]:
    """Ends early where the rest could not be asked."""
    yield _settings()
    database = _database()
    yield database
    if database.well:
        yield from (_city(), _boundaries(), _given_up(), _photos(), _worker())
        yield from (look() for look in EXAMINATIONS)


def _settings() -> Finding:
    strange = env.unknown()
    if not strange:
        return Finding(_("pengaturan"), f"{settings.DATA}")
    hint = _("Salah ketik? Semua nama ada di docs/settings.md.")
    return Finding(_("pengaturan"), _("tidak dikenal: %s") % ", ".join(strange), False, hint)


def _database() -> Finding:
    try:
        behind = migrations_behind()
    except DatabaseError as wrong:
        hint = _("Periksa SMARTCITY_DATABASE_URL, dan apakah PostgreSQL hidup. %(why)s")
        if connection.vendor == "sqlite":
            hint = _("Periksa folder SMARTCITY_DATA: ada, boleh ditulis, dan tidak penuh. %(why)s")
        said = hint % {"why": " ".join(str(wrong).split())}
        return Finding(_("basis data"), _("tidak menjawab"), False, said)
    if behind:
        said = _("%(n)d migrasi belum dijalankan") % {"n": behind}
        return Finding(_("basis data"), said, False, _("Jalankan: smartcity migrate"))
    return Finding(_("basis data"), connection.vendor)


def _city() -> Finding:
    if offices := Office.objects.active().count():
        return Finding(_("kota"), _("%(n)d kantor") % {"n": offices})
    return Finding(_("kota"), _("belum ada"), False, _("Jalankan: smartcity load-city"))


def _boundaries() -> Finding:
    if has_boundaries():
        return Finding(_("batas wilayah"), _("nyata"))
    return Finding(_("batas wilayah"), _("perkiraan"), hint=_("Untuk yang nyata: smartcity areas fetch"))


def _given_up() -> Finding:
    given_up = Parked.objects.parked().values("chore").annotate(n=Count("pk")).order_by("chore")
    parked = ", ".join(f"{row['chore']} {row['n']}" for row in given_up)
    hint = _("Sebabnya ada di log pekerja latar (worker).") if parked else ""
    return Finding(_("disisihkan setelah 8 kali gagal"), parked or "0", not parked, hint)


def _photos() -> Finding:
    try:
        health.try_media()
    except OSError as wrong:
        hint = _("Folder itu dibuat oleh smartcity serve; penggunanya harus boleh menulis di sana.")
        return Finding(_("foto"), why(wrong), False, hint)
    return Finding(_("foto"), "ok")


def _worker() -> Finding:
    hint = _("Pekerja latar berjalan bersama: smartcity serve")
    beat = health.last_beat()
    if beat is None:
        return Finding("worker", _("belum pernah berjalan"), False, hint)
    if not health.lively(beat):
        said = _("diam sejak %(when)s") % {"when": f"{localtime(beat):%d-%m-%Y %H:%M}"}
        return Finding("worker", said, False, hint)
    return Finding("worker", "ok")


commands = [doctor]
