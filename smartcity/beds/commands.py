"""smartcity hospitals import, smartcity hospitals beds."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from smartcity.beds.importing import Imported, import_counts, import_hospitals
from smartcity.beds.models import Hospital
from smartcity.lib.errors import Invalid
from smartcity.offices.queries import must_stand

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would become of it, and change nothing.")


@click.group()
def hospitals() -> None:
    """Hospitals and what they say of their free beds."""


commands = [hospitals]


@hospitals.command("import")
@FILE
@DRY_RUN
def import_command(file: Path, dry_run: bool) -> None:
    """Bring the hospitals of a CSV (name, lat, lng; kind, class, owner, beds_total, phone, address, kodeppk) into the register.

    All of it or, with every bad line named, nothing. Run again, it changes nothing."""
    must_stand()
    found = import_hospitals(file.read_bytes(), dry_run=dry_run,
                             progress=lambda lines: click.progressbar(lines, label=file.name))  # fmt: skip
    _close(found)
    click.echo(_("%(added)d rumah sakit baru, %(changed)d diperbarui, %(same)d tetap") % {
        name: found.became[name] for name in ("added", "changed", "same")} + _dry(dry_run))  # fmt: skip


@hospitals.command()
@FILE
@DRY_RUN
def beds(file: Path, dry_run: bool) -> None:
    """Take the counts of a CSV: hospital (code, name or kodeppk), class, capacity, free; room, name, male, female, either, queue, at.

    The names of Aplicares (kodekelas, tersedia and so on) do too. All of it or, with every bad line named, nothing."""
    if not Hospital.objects.exists():
        raise Invalid(_("Belum ada rumah sakit. Jalankan dulu: smartcity hospitals import FILE"))
    found = import_counts(file.read_bytes(), dry_run=dry_run)
    _close(found)
    click.echo(_("%(n)d ruang diisi") % {"n": found.became["changed"]} + _dry(dry_run))


def _dry(dry_run: bool) -> str:
    return f" ({_('percobaan, tidak ada yang disimpan')})" if dry_run else ""


def _close(found: Imported) -> None:
    """Raises Invalid where nothing was written."""
    for number, sentence in found.faults:
        click.echo(f"  {_('baris')} {number}: {sentence}", err=True)
    if found.faults:
        raise Invalid(
            _("%(n)d baris tidak bisa dipakai; tidak ada yang disimpan.") % {"n": len(found.faults)}
        )
