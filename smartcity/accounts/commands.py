"""smartcity createadmin, appoint: the first people of a city, before anybody can sign in to seat them; and the keys
of programs."""

from typing import TextIO

import click
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from smartcity.accounts import actions, limits
from smartcity.accounts.models import Role, User
from smartcity.lib.errors import Conflict, NotFound
from smartcity.offices.models import Kind, Office
from smartcity.offices.queries import must_stand

from_file = click.option(
    "--password-file", "file", type=click.File(), help="Read the password from here (- is stdin)."
)


@click.command()
@click.argument("username")
@click.option("--office", "code", help="Code of the office they sit in (default: the province).")
@from_file
def createadmin(username: str, code: str | None, file: TextIO | None) -> None:
    """Make an account with the seat of an administrator; asks for its password."""
    office = _office(code) if code else _province()
    actions.hire(username, _password(file), office, Role.ADMINISTRATOR)
    _say(username, Role.ADMINISTRATOR, office)


@click.command()
@click.argument("username")
@click.argument("role", type=click.Choice(Role.values), metavar="ROLE")
@click.argument("code", metavar="OFFICE")
@from_file
def appoint(username: str, role: str, code: str, file: TextIO | None) -> None:
    """Seat USERNAME as ROLE in the office with the code OFFICE; a new account if there is none yet.

    \b
    ROLE is lurah, camat, mayor, officer (of a department), police, verifier, operator, clerk (of a hospital)
    or administrator; docs/commands.md says what each may do.
    OFFICE is a code like kelurahan-31.71.01.1001, kecamatan-31.71.01, mayor-31.71, roads."""
    office = _office(code)
    if user := User.objects.filter(username=username).first():
        if user.posts.current().filter(office=office, role=role).exists():
            raise Conflict(_("%(name)s sudah duduk di sana.") % {"name": username})
        actions.appoint(user, office, role)
    else:
        actions.hire(username, _password(file), office, role)
    _say(username, role, office)


@click.command("api-key")
@click.argument("username")
@click.argument("name")
@click.option("--withdraw", is_flag=True, help="Let the keys of this name open nothing any more.")
def api_key(username: str, name: str, withdraw: bool) -> None:
    """Print a new api_key of Open311, told this once: what comes in with it is written by USERNAME.

    \b
    NAME says whose program it is, such as FixMyStreet."""
    user = _user(username)
    if not withdraw:
        click.echo(actions.issue_key(user, name))
    elif not actions.withdraw_key(user, name):
        raise NotFound(_("Tidak ada kunci dengan nama “%(name)s”.") % {"name": name})


@click.command("token")
@click.argument("username")
@click.argument("name")
def token(username: str, name: str) -> None:
    """Print a new bearer token of USERNAME for the API, told this once. NAME says what it is for."""
    click.echo(actions.issue_token(_user(username), name))


@click.command("crisis")
@click.argument("what", type=click.Choice(["on", "off", "status"]), metavar="WHAT")
@click.option("--hours", default=6.0, show_default=True, help="How long it lasts.")
@click.option("--reason", default="", help="Why, for those who read it later.")
def crisis(what: str, hours: float, reason: str) -> None:
    """Let everybody write ten times as often, for some hours: in a flood many are right to.

    WHAT is on, off or status. The city does so by itself when many people report the same kind of thing at once."""
    if what == "on":
        actions.declare_crisis(reason or _("diumumkan"), hours=hours)
    elif what == "off":
        actions.end_crisis()
    now = limits.crisis()
    until = {"reason": now.reason, "until": f"{localtime(now.until):%d-%m %H:%M}"} if now else {}
    click.echo(_("Krisis sampai %(until)s: %(reason)s") % until if now else _("Tidak ada krisis."))


def _user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound(_("Tidak ada akun “%(name)s”.") % {"name": username})
    return user


def _office(code: str) -> Office:
    office = Office.objects.active().filter(code=code).first()
    if office is None:
        must_stand()
        raise NotFound(_("Tidak ada kantor dengan kode “%(code)s”.") % {"code": code})
    return office


def _province() -> Office:
    office = Office.objects.active().filter(kind=Kind.PROVINCE).first()
    if office is None:
        must_stand()
        raise NotFound(_("Kota ini tidak punya kantor provinsi. Sebut kantornya dengan --office."))
    return office


def _password(file: TextIO | None) -> str:
    if file is not None:
        return file.readline().rstrip("\r\n")
    while True:
        typed: str = click.prompt(_("Kata sandi"), hide_input=True)
        if click.prompt(_("Sekali lagi"), hide_input=True) == typed:
            return typed
        click.echo(_("Keduanya tidak sama."), err=True)


def _say(username: str, role: str, office: Office) -> None:
    click.echo(f"{username}: {Role(role).label}, {office.name}")


commands = [createadmin, appoint, api_key, token, crisis]
