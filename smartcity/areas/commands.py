"""`smartcity areas`: fetch or load the boundaries, ask where a point lies."""

from datetime import date, datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from smartcity.areas import actions, queries, source
from smartcity.areas.models import Area
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def areas() -> None:
    """Boundaries of kota, kecamatan and kelurahan."""


commands = [areas]


@areas.command()
@click.option("--timeout", default=60.0, show_default=True, help="Seconds for the whole download.")
@click.option("--from", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Read the files from this folder instead of downloading them.")  # fmt: skip
def fetch(timeout: float, folder: Path | None) -> None:
    """Download the boundaries the city pack names, check their sums, mend gaps and overlaps, load them."""
    origin = source.of_city(settings.CITY)
    arriving = source.from_folder(origin, folder) if folder else source.download(origin, timeout)
    try:
        with click.progressbar(arriving, length=len(origin.sums), label=_("Batas wilayah")) as bar:
            files = list(bar)
    except source.Unreachable as wrong:
        raise Invalid(_(
            "%(why)s Coba lagi nanti, atau unduh berkas yang disebut boundaries.toml di komputer lain lalu: "
            "smartcity areas fetch --from FOLDER. Tanpa batas pun kota berjalan, dengan perkiraan."
        ) % {"why": wrong}) from wrong  # fmt: skip
    shapes = source.read(files)
    with write():
        _know_the_city()
        _report(actions.draw(shapes, source=origin.name, repair=True))


@areas.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from", "since", type=DAY, help="First day these boundaries are in force (default: since ever)."
)
@click.option("--until", type=DAY, help="First day they are no longer in force.")
@click.option("--source", "origin", default="", help="Where they come from (default: the file's name).")
@click.option("--partial", is_flag=True, help="Not every kelurahan need be there.")
@click.option("--repair", is_flag=True, help="Close gaps up to 30 m and settle overlaps; says what moved.")
def load(
    file: Path, since: datetime | None, until: datetime | None, origin: str, partial: bool, repair: bool
) -> None:
    """Load boundaries from a GeoJSON FILE: a feature each, its code in properties.code.

    Refused, with the reason and nothing loaded: gaps, overlaps, unknown, repeated or missing codes, coordinates
    in the wrong order or not WGS84. A set with --from or --until stands beside the others as a dated version."""
    with write():
        _know_the_city()
        _report(actions.load_boundaries(file, valid_from=_day(since), valid_to=_day(until), source=origin,
                                        partial=partial, repair=repair))  # fmt: skip


@areas.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--source", required=True, help="Who counted them, and in which year: shown beside every figure."
)
def residents(file: Path, source: str) -> None:
    """Load how many people live in each kelurahan from a CSV FILE: columns code and residents.

    Figures per 10,000 residents wait for it. Refused with the line, and nothing loaded, if any row is bad."""
    _know_the_city()
    click.echo(_("%(n)d kelurahan diisi penduduknya") % {"n": actions.load_residents(file, source)})


@areas.command(context_settings={"ignore_unknown_options": True})
@click.argument("lon", type=float)
@click.argument("lat", type=float)
@click.option("--at", "on", type=DAY, help="By the boundaries of this day (default: today).")
def locate(lon: float, lat: float, on: datetime | None) -> None:
    """Print the kelurahan, kecamatan and kota at LON LAT (degrees, longitude first)."""
    if not Area.objects.exists():
        raise Invalid(_("Kota ini belum didirikan. Jalankan dulu: smartcity load-city"))
    found = queries.locate(lon, lat, _day(on))
    for area in (found.area, *found.area.ancestors()):
        click.echo(f"{area.get_level_display()}\t{area.code}\t{area.name}")
    if found.approximate:
        nearest = ", ".join(f"{area.name} ({area.code})" for area in found.nearest)
        click.echo(
            _("perkiraan, karena batas wilayah belum dimuat; terdekat: %(areas)s") % {"areas": nearest}
        )


def _know_the_city() -> None:
    """The city pack's list of areas, if none was loaded yet."""
    if not Area.objects.exists():
        actions.load_areas(settings.CITY / "areas.csv")


def _report(loaded: actions.Loaded) -> None:
    counts = ", ".join(f"{count} {level}" for level, count in loaded.counts.items())
    click.echo(f"{counts}; {number_format(loaded.km2, 2)} km²")
    if loaded.repair:
        click.echo(_("%(changed)d bentuk dibenahi, %(moved)s m² berpindah; terbanyak %(most)s (%(m2)s m²)") % {
            "changed": loaded.repair.changed, "moved": number_format(loaded.repair.moved_m2, 0),
            "most": loaded.repair.most, "m2": number_format(loaded.repair.most_m2, 0)})  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
