"""`smartcity ground`: water and roads for the city's own map."""

from pathlib import Path

import click
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from smartcity.ground import actions, cutting, reading
from smartcity.ground.models import Kind, Sheet

KIND = click.Choice(Kind.values)


@click.group()
def ground() -> None:
    """Water and roads under the map; without them it shows the areas alone."""


commands = [ground]


@ground.command()
@click.argument("kind", type=KIND)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="Whom every map names beside it, as the data's licence asks.")
def load(kind: str, file: Path, source: str) -> None:
    """Load roads (lines) or water (polygons, or lines of rivers) from a GeoJSON FILE, WGS84, longitude first.

    They take the place of what was loaded before. How wide a road is drawn follows properties.highway as OpenStreetMap
    writes it. Refused, with the reason and nothing loaded: other shapes, other coordinates, nothing in the city."""
    found = reading.read(file, kind)
    label = str(Kind(kind).label)
    with click.progressbar(cutting.tiles(found), length=cutting.count(found), label=label) as bar:
        tiles = actions.lay(kind, bar, source=source)
    click.echo(_("%(n)s dimuat, %(outside)s di luar kota dilewati; %(tiles)s ubin") % {
        "n": number_format(found.count, 0), "outside": number_format(found.outside, 0),
        "tiles": number_format(tiles, 0)})  # fmt: skip


@ground.command()
@click.argument("kind", type=KIND)
def clear(kind: str) -> None:
    """Take the roads or the water off the map again."""
    gone = actions.take_away(kind)
    click.echo(_("diambil dari peta") if gone else _("tidak ada yang dimuat"))


@ground.command("list")
def list_() -> None:
    """Say what is loaded, since when and from whom."""
    for sheet in Sheet.objects.order_by("kind"):
        click.echo(f"{sheet.kind}\t{sheet.loaded_at:%Y-%m-%d}\t{sheet.pieces.count()}\t{sheet.source}")
