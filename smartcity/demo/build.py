"""Building the sample city in an empty data folder."""

import time
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.actions import load_boundaries
from smartcity.areas.models import Boundary
from smartcity.areas.source import fetch
from smartcity.demo import history, people
from smartcity.demo.cast import assemble
from smartcity.lib.errors import DomainError
from smartcity.lib.time import now
from smartcity.reports.actions import found_city
from smartcity.reports.models import Report

PAST_REPORTS = 2000
PATIENCE_S = 4  # for the boundaries' source
DONE = "built"


def built(data: Path) -> bool:
    """Whether a city stands here whole; one half built is not."""
    return (data / DONE).exists()


def build(data: Path, boundaries: Path | None, reports: int = PAST_REPORTS) -> None:
    """Areas, offices, seats, people, and a past of `reports` reports. Says what it does as it goes."""
    found_city(settings.CITY)
    click.echo(_boundaries(boundaries))
    password = people.password_for(data)
    citizens = people.settle(password)
    _past(citizens, reports)
    people.accounts(data, password)
    (data / DONE).write_text(f"{Report.objects.count()}\n")


def _boundaries(file: Path | None) -> str:
    """Draw real boundaries if there are any; the sentence that says which the city has."""
    if file:
        loaded = load_boundaries(file)
        return _("Batas wilayah: %(n)d kelurahan dari %(file)s") % {"n": loaded.counts["kelurahan"], "file": file.name}
    try:
        fetch(timeout=PATIENCE_S)
    except (DomainError, OSError) as wrong:
        return _("Batas wilayah: perkiraan di sekitar titik tengah (sumber tidak terjangkau: %(why)s)") % {"why": wrong}
    return _("Batas wilayah: %(n)d dari sumbernya") % {"n": Boundary.objects.filter(approximate=False).count()}


def _past(citizens: list[User], count: int) -> None:
    started = time.monotonic()
    acts = history.act_out(assemble(citizens), count, until=now())
    with click.progressbar(length=next(acts), label=_("Masa lalu kota")) as bar:
        for done in acts:
            bar.update(done)
    click.echo(_("%(n)d laporan dalam %(s)d detik") % {"n": Report.objects.count(), "s": time.monotonic() - started})


