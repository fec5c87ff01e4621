"""smartcity load-city, import-reports, company, index-search."""

from collections import Counter
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from smartcity.areas.models import Area
from smartcity.events.commands import Finding, examination
from smartcity.lib.db import write
from smartcity.lib.errors import NotFound
from smartcity.offices.models import Office
from smartcity.offices.queries import must_stand
from smartcity.reports import actions, importing
from smartcity.reports.actions.companies import INVITATION
from smartcity.reports.actions.submitting import category_of
from smartcity.reports.models import Category, Company, Report
from smartcity.reports.searching import BATCH, keep_all


@click.command("import-reports")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--category", default="flood", show_default=True, help="For texts whose hashtags name no category."
)
def import_reports(file: Path, category: str) -> None:
    """Send the reports of a CSV (created_at, text, lat, lng) into the city, each with its own time.

    Run again, it adds nothing twice."""
    must_stand()
    category_of(category)
    rows = importing.read_rows(file)
    became: Counter[str] = Counter()
    refused: list[str] = []
    with click.progressbar(length=len(rows), label=file.name) as bar:
        for row, what in importing.send(rows, category):
            became[what] += 1
            if what not in ("placed", "repeat", "known", "outside_city", "no_position"):
                refused.append(f"  {_('baris')} {row.line}: {what}")
            bar.update(1)
    click.echo(closing_line(len(rows), became))
    for line in refused:
        click.echo(line, err=True)


def closing_line(total: int, became: Counter[str]) -> str:
    placed = became["placed"] + became["repeat"]
    refused = total - placed - became["known"] - became["outside_city"] - became["no_position"]
    return _(
        "%(total)d laporan: %(placed)d ditempatkan, %(outside)d di luar kota, %(nowhere)d tanpa posisi, "
        "%(refused)d ditolak, %(known)d sudah ada; %(repeats)d ditandai berulang"
    ) % {
        "total": total, "placed": placed, "outside": became["outside_city"], "nowhere": became["no_position"],
        "refused": refused, "known": became["known"], "repeats": became["repeat"],
    }  # fmt: skip


@click.command("load-city")
def load_city() -> None:
    """Found the city of SMARTCITY_CITY: its areas, offices, categories and rules. Run again, it updates them."""
    actions.found_city(settings.CITY)
    click.echo(_("%(areas)d wilayah, %(offices)d kantor, %(categories)d kategori") % {
        "areas": Area.objects.current().count(), "offices": Office.objects.count(),
        "categories": Category.objects.count()})  # fmt: skip


@click.command("company")
@click.argument("code")
@click.argument("name", required=False)
@click.option("--also", multiple=True, metavar="NAME", help="What else people call it; can be given again.")
@click.option("--invite", is_flag=True, help="Print a link by which one person begins to answer for it.")
@click.option("--close", is_flag=True, help="Let it answer no more; what it said stays.")
def company(code: str, name: str | None, also: tuple[str, ...], invite: bool, close: bool) -> None:
    """Register the company CODE under NAME, so that it can answer what people write to it; run again, it changes that.

    A company is no office: it gets no reports, and sees nothing that not everybody sees."""
    known = Company.objects.filter(code=code).first()
    if name:
        known = actions.register_company(code, name, also)
    if known is None:
        raise NotFound(_("Tidak ada perusahaan dengan kode “%(code)s”. Beri namanya.") % {"code": code})
    if close:
        actions.close_company(known)
    click.echo(_("%(code)s: %(name)s, %(letters)d tulisan, %(seats)d orang menjawab") % {
        "code": known.code, "name": known.name, "letters": known.letters.count(),
        "seats": known.seats.taken().count()})  # fmt: skip
    if invite and known.active:
        click.echo(f"{settings.BASE_URL}{INVITATION % actions.invite(known)}")


@click.command("index-search")
def index_search() -> None:
    """Write anew what every report is found by: after kinds were renamed, or rows were loaded past the city's own ways.

    The search goes on meanwhile; run again, it changes nothing."""
    n, last = 0, 0
    rows = Report.objects.select_related("category", "area").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        with write():
            n += keep_all(batch)
    click.echo(_("%(n)d laporan dapat dicari") % {"n": n})


@examination
def _unheard() -> Finding:
    """Late reports of which nobody could be told."""
    waiting = Report.objects.unheard()
    offices = ", ".join(sorted(set(waiting.values_list("holder__title", flat=True)))[:5])
    if not offices:
        return Finding(_("laporan terlambat tanpa pejabat di atasnya"), "0")
    said = _("%(n)d (%(offices)s)") % {"n": waiting.count(), "offices": offices}
    return Finding(_("laporan terlambat tanpa pejabat di atasnya"), said, False,
                   _("Dudukkan seseorang di CROP, Jabatan, Kosong."))  # fmt: skip


commands = [import_reports, load_city, company, index_search]
