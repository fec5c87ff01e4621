"""The `smartcity` command: every app brings its own in commands.py, this gathers and guards them."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click
import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db.utils import OperationalError
from django.utils import translation
from django.utils.module_loading import module_has_submodule

from smartcity import __version__
from smartcity.lib.errors import DomainError


class Guarded(click.Group):
    """Errors a person can mend are one line and exit 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (DomainError, ImproperlyConfigured, OSError, OperationalError) as wrong:
            raise SystemExit(_said(wrong)) from wrong


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def smartcity() -> None:
    """Jakarta Smart City: citizens report, officials answer, everyone watches."""


@smartcity.command()
@click.option("--quiet", is_flag=True, help="Say nothing.")
def migrate(quiet: bool) -> None:
    """Bring the database to this release. Run it after every upgrade; it can be run again at any time."""
    call_command("migrate", verbosity=0 if quiet else 1, interactive=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Set up, gather the commands of the apps present, run one; exits 0, or 2 with one line of what to mend."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, OSError) as wrong:
        raise SystemExit(_said(wrong)) from wrong
    translation.activate(settings.COMMAND_LANGUAGE)
    gather()
    try:
        sys.exit(smartcity.main(arguments, prog_name="smartcity", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(2)
    except click.UsageError as wrong:
        help_at = f" ({wrong.ctx.command_path} --help)" if wrong.ctx else ""
        sys.exit(_said(wrong.format_message() + help_at))
    except click.ClickException as wrong:
        sys.exit(_said(wrong.format_message()))
    except click.Abort:
        sys.exit(130)  # Ctrl-C


def gather() -> click.Group:
    """`smartcity` with the commands of every app that is here."""
    for app in apps.get_app_configs():
        if app.name.startswith("smartcity.") and app.module and module_has_submodule(app.module, "commands"):
            for command in import_module(f"{app.name}.commands").commands:
                smartcity.add_command(command)
    return smartcity


def _said(wrong: Exception | str) -> int:
    click.echo(f"smartcity: {wrong}".replace("\n", " "), err=True)
    return 2


if __name__ == "__main__":
    main()
