"""smartcity invite, invitations, end-post, reset-factor, areas split: where no administrator's page is at hand."""

from datetime import datetime
from pathlib import Path

import click
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from smartcity.accounts.models import Post, Role, User
from smartcity.areas.carving import read_parts
from smartcity.areas.commands import DAY, areas
from smartcity.areas.models import Area
from smartcity.lib.errors import NotFound
from smartcity.offices.models import Office
from smartcity.offices.queries import must_stand
from smartcity.seats import actions, splitting
from smartcity.seats.models import HOLDS, Invitation, Split
from smartcity.seats.queries import vacancies


@click.command()
@click.argument("role", type=click.Choice(Role.values), metavar="ROLE")
@click.argument("code", metavar="OFFICE")
@click.option("--email", default="", help="Send the link there; without it, it is printed.")
@click.option("--name", default="", help="Whom you have in mind.")
@click.option("--interim", is_flag=True, help="Until the office has its own head (Plt.).")
@click.option("--days", default=HOLDS.days, show_default=True, type=click.IntRange(1, actions.MOST_DAYS),
              help="How long the link holds.")  # fmt: skip
def invite(role: str, code: str, email: str, name: str, interim: bool, days: int) -> None:
    """Invite somebody to a post: a link that works once. ROLE and OFFICE are as for appoint."""
    made = actions.invite(_office(code), role, None, name=name, email=email, interim=interim, days=days)
    if made.invitation.sent_at:
        click.echo(_("Terkirim ke %(email)s.") % {"email": made.invitation.email})
    if made.link:
        click.echo(made.link)


@click.command()
@click.option("--withdraw", type=int, metavar="NUMBER", help="Let this one's link open nothing any more.")
def invitations(withdraw: int | None) -> None:
    """List the invitations nobody has used yet, by number."""
    if withdraw is not None:
        found = Invitation.objects.filter(pk=withdraw).first()
        if found is None:
            raise NotFound(_("Tidak ada undangan nomor %(n)s.") % {"n": withdraw})
        actions.withdraw(found, None)
    for one in Invitation.objects.open().select_related("office").order_by("pk"):
        post = actions.title_of(one.role, one.office, interim=one.interim)
        click.echo(f"{one.pk}  {post}  {one.name} {one.email}  {localtime(one.expires_at):%Y-%m-%d %H:%M}")


@click.command("end-post")
@click.argument("username")
@click.argument("code", metavar="OFFICE")
def end_post(username: str, code: str) -> None:
    """Let USERNAME sit in OFFICE no more: their sessions, tokens and live streams end at once."""
    held = Post.objects.current().filter(user__username=username, office__code=code)
    if not held:
        raise NotFound(_("%(name)s tidak menjabat di %(office)s.") % {"name": username, "office": code})
    for post in held:
        actions.unseat(post, None)


@click.command("reset-factor")
@click.argument("username")
def reset_factor(username: str) -> None:
    """Take away the second factors of USERNAME, who has lost them. At the next sign-in new ones are set up."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound(_("Tidak ada akun “%(name)s”.") % {"name": username})
    actions.reset_factors(user, None)


def _office(code: str) -> Office:
    office = Office.objects.active().filter(code=code).first()
    if office is None:
        must_stand()
        raise NotFound(_("Tidak ada kantor dengan kode “%(code)s”.") % {"code": code})
    return office


@areas.command()
@click.argument("code", metavar="CODE")
@click.option("--into", "file", required=True, type=click.Path(path_type=Path),
              help="GeoJSON: a feature for each part, with its code and name; its boundary, or a point inside it.")  # fmt: skip
@click.option("--on", "day", required=True, type=DAY, help="The first day it is several.")
@click.option("--default", default="", metavar="CODE", help="The part that gets what its pin does not place.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def split(code: str, file: Path, day: datetime, default: str, dry_run: bool) -> None:
    """Split the kelurahan CODE. Its open cases go to the part they lie in, on that day."""
    area, on = Area.objects.coded(code), day.date()
    parts = read_parts(file, area)
    if dry_run:
        _tell(*splitting.rehearse(area, parts, on=on, default=default))
        click.echo(_("Percobaan: tidak ada yang berubah."))
        return
    made = splitting.plan(area, parts, on=on, default=default, source=file.name)
    _tell(made, splitting.count(made))
    while splitting.settle():
        pass
    made.refresh_from_db()
    if made.opened_at is None:
        click.echo(_("Dilakukan pada hari itu oleh smartcity serve."))
    for office in vacancies(Office.objects.active().filter(area__in=made.parts.all())).order_by("code"):
        click.echo(_("Jabatan kosong: %(office)s (%(code)s)") % {"office": office.title, "code": office.code})


def _tell(made: Split, numbers: splitting.Numbers) -> None:
    click.echo(_("%(name)s (%(code)s) menjadi %(n)d kelurahan per %(day)s; laporan terbuka sekarang:") % {
        "name": made.area.name, "code": made.area.code, "n": len(numbers.by), "day": f"{made.on:%Y-%m-%d}"})  # fmt: skip
    for code, n in numbers.by.items():
        click.echo(f"{code}\t{n}")
    click.echo(_("Tanpa tempat yang pasti: %(n)d; yang tidak terletak di satu bagian pun masuk %(default)s.") % {
        "n": numbers.guessed, "default": made.default.code})  # fmt: skip
    for rule in splitting.naming(made):
        click.echo(_("Aturan %(n)d menyebut %(name)s: sekarang hanya berlaku di sisanya.") % {
            "n": rule.number, "name": made.area.name})  # fmt: skip


commands = [invite, invitations, end_post, reset_factor]
