"""Building the sample city in an empty data folder."""

import sys
import time
from datetime import timedelta
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas import source
from smartcity.areas.actions import Loaded, draw, load_boundaries
from smartcity.demo import beds, gauges, history, people, phones, talks
from smartcity.demo.cast import assemble
from smartcity.events.models import Chore, Event
from smartcity.lib.errors import DomainError
from smartcity.lib.storage import synced_at_the_end
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
    phones.hand_out()
    _past(citizens, reports)
    _let_old_news_rest()
    people.accounts(data, password)
    (data / DONE).write_text(f"{Report.objects.count()}\n")


def _boundaries(file: Path | None) -> str:
    """Draw real boundaries if there are any; the sentence that says which the city has."""
    try:
        loaded = load_boundaries(file) if file else _fetched()
    except (DomainError, OSError) as wrong:
        if file:
            raise
        return _("Batas wilayah: perkiraan di sekitar titik tengah (%(why)s)") % {"why": wrong}
    return _("Batas wilayah: %(n)d kelurahan, %(km2)d km²") % {
        "n": loaded.counts["kelurahan"],
        "km2": loaded.km2,
    }


def _fetched() -> Loaded:
    origin = source.of_city(settings.CITY)
    return draw(source.read(list(source.download(origin, PATIENCE_S))), source=origin.name, repair=True)


def _let_old_news_rest() -> None:
    """People are told of the last day; what came before they know."""
    yesterday = Event.objects.filter(at__lt=now() - timedelta(days=1)).order_by("-pk").first()
    if yesterday:
        Chore.objects.update_or_create(name="notices", defaults={"cursor": yesterday.pk})


def _say_tenths(before: int, after: int, of: int) -> None:
    if after * 10 // of > before * 10 // of:
        click.echo(_("  %(percent)d persen") % {"percent": after * 10 // of * 10})


def _past(citizens: list[User], count: int) -> None:
    started = time.monotonic()
    cast, until = assemble(citizens), now()
    acts = history.act_out(
        cast, count, until, others=[*talks.acts(cast, until), *beds.acts(cast, until), *gauges.acts(until)]
    )
    with synced_at_the_end(), click.progressbar(length=next(acts), label=_("Masa lalu kota")) as bar:
        for done in acts:
            before = bar.pos
            bar.update(done)
            if not sys.stdout.isatty():  # where no bar is drawn
                _say_tenths(before, bar.pos, bar.length or 1)
    click.echo(
        _("%(n)d laporan dalam %(s)d detik") % {"n": Report.objects.count(), "s": time.monotonic() - started}
    )
