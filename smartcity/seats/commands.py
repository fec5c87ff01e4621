"""smartcity invite, invitations, end-post, reset-factor: seats, where no administrator's page is at hand."""

import click
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from smartcity.accounts.models import Post, Role, User
from smartcity.lib.errors import NotFound
from smartcity.offices.models import Office
from smartcity.offices.queries import must_stand
from smartcity.seats import actions
from smartcity.seats.models import HOLDS, Invitation


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


commands = [invite, invitations, end_post, reset_factor]
