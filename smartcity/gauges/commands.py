"""smartcity gauges import, smartcity gauges read."""

from collections.abc import Callable
from pathlib import Path

import click
from django.utils.translation import gettext as _

from smartcity.gauges.importing import Imported, import_gauges, import_readings
from smartcity.gauges.models import Gauge
from smartcity.lib.errors import Invalid
from smartcity.offices.queries import must_stand

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would become of it, and change nothing.")


@click.group()
def gauges() -> None:
    """Sluices, watch posts, pump houses, rain posts, reservoirs, and how high the water stands there."""


commands = [gauges]


@gauges.command("import")
@FILE
@DRY_RUN
def import_command(file: Path, dry_run: bool) -> None:
    """Bring the gauges of a CSV (kind, name, lat, lng; system, siaga3_cm, siaga2_cm, siaga1_cm, pumps, code) into the register.

    All of it or, with every bad line named, nothing. Run again, it changes nothing. Levels are not taken from it."""
    must_stand()
    found = _run(import_gauges, file, dry_run)
    click.echo(_("%(added)d titik ukur baru, %(changed)d diperbarui, %(same)d tetap") % {
        name: found.became[name] for name in ("added", "changed", "same")} + _dry(dry_run))  # fmt: skip


@gauges.command("read")
@FILE
@DRY_RUN
def read_command(file: Path, dry_run: bool) -> None:
    """Take the readings of a CSV: gauge (code or name), level; siaga, pumps, at, kind.

    All of it or, with every bad line named, nothing. Run again, it changes nothing."""
    if not Gauge.objects.exists():
        raise Invalid(_("Belum ada titik ukur. Jalankan dulu: smartcity gauges import FILE"))
    found = _run(import_readings, file, dry_run)
    click.echo(_("%(read)d bacaan baru, %(history)d lebih lama dari yang ada, %(same)d sudah tercatat") % {
        name: found.became[name] for name in ("read", "history", "same")} + _dry(dry_run))  # fmt: skip


def _run(take: Callable[..., Imported], file: Path, dry_run: bool) -> Imported:
    """Raises Invalid where nothing was written."""
    found = take(file.read_bytes(), dry_run=dry_run, progress=lambda lines: click.progressbar(lines, label=file.name))  # fmt: skip
    for number, sentence in found.faults:
        click.echo(f"  {_('baris')} {number}: {sentence}", err=True)
    if found.faults:
        raise Invalid(_("%(n)d baris tidak bisa dipakai; tidak ada yang disimpan.") % {"n": len(found.faults)})  # fmt: skip
    return found


def _dry(dry_run: bool) -> str:
    return f" ({_('percobaan, tidak ada yang disimpan')})" if dry_run else ""
