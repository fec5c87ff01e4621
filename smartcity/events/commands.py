"""smartcity doctor: is this city set up, and does it live?"""

from collections.abc import Iterator

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartcity.areas.queries import has_boundaries
from smartcity.events import health
from smartcity.events.models import Parked
from smartcity.lib import env
from smartcity.lib.errors import DomainError
from smartcity.offices.models import Office

Finding = tuple[str, str, bool]  # which part, what is so, whether that is well


@click.command()
def doctor() -> None:
    """Say of each part of the city whether it is well: settings, database, city pack, boundaries, photos, worker.

    Exit 2 if one is not. What is approximate is not ill."""
    ill = 0
    for part, found, well in examined():
        click.echo(f"{'ok' if well else '!!'}  {part}: {found}")
        ill += not well
    if ill:
        raise DomainError(ngettext("%(n)d bagian tidak sehat", "%(n)d bagian tidak sehat", ill) % {"n": ill})


def examined() -> Iterator[Finding]:
    """Ends early where the rest could not be asked."""
    strange = env.unknown()
    yield (
        _("pengaturan"),
        _("tidak dikenal: %s") % ", ".join(strange) if strange else f"{settings.DATA}",
        not strange,
    )
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    later = _("%(n)d migrasi belum dijalankan: smartcity migrate") % {"n": behind}
    yield _("basis data"), later if behind else connection.vendor, not behind
    if behind:
        return
    offices = Office.objects.active().count()
    yield (
        _("kota"),
        _("%(n)d kantor") % {"n": offices} if offices else _("belum ada: smartcity load-city"),
        offices > 0,
    )
    yield _("batas wilayah"), _("nyata") if has_boundaries() else _("perkiraan: smartcity areas fetch"), True
    given_up = Parked.objects.parked().values("chore").annotate(n=Count("pk")).order_by("chore")
    parked = ", ".join(f"{row['chore']} {row['n']}" for row in given_up)
    yield _("disisihkan setelah 8 kali gagal"), parked or "0", not parked
    yield from ((part, found, found == "ok") for part, found in health.state().items() if part != "database")


commands = [doctor]
