"""smartcity erase-again: who had left stays away after a restore."""

import click
from django.utils.translation import ngettext

from smartcity.oneself.actions import erase_again


@click.command("erase-again")
def again() -> None:
    """After restoring a backup: erase again whoever had left the city since it was made."""
    n = erase_again()
    click.echo(ngettext("%(n)d akun dihapus lagi", "%(n)d akun dihapus lagi", n) % {"n": n})


commands = [again]
