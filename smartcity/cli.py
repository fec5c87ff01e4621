"""The `smartcity` command: every app brings its own in commands.py, this gathers and guards them."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click
import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, OperationalError
from django.utils import translation
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _

from smartcity import __version__
from smartcity.lib.db import migrations_behind
from smartcity.lib.errors import DomainError
from smartcity.lib.look.collect import collect
from smartcity.lib.processes import alone_in, heed_make
from smartcity.lib.reasons import complaint, why
from smartcity.serving import Child, ensure_free, serve

DEMO_DATA = "var/demo"


class Guarded(click.Group):
    """Errors a person can mend are one line and exit 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever read us has read enough: `smartcity ... | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None
        except (DomainError, ImproperlyConfigured) as wrong:
            raise SystemExit(_said(wrong)) from wrong
        except OSError as wrong:
            raise SystemExit(_said(why(wrong))) from wrong
        except DatabaseError as wrong:
            if not (said := _about_database(wrong)):
                raise
            raise SystemExit(_said(said)) from wrong


def _about_database(wrong: DatabaseError) -> str:
    """What an operator can do about it; empty where it is our own mistake."""
    try:
        if migrations_behind():
            return _("Basis data belum siap. Jalankan dulu: smartcity migrate")
    except DatabaseError:
        pass
    if not isinstance(wrong, OperationalError):
        return ""
    return _("Basis data tidak menjawab; periksa dengan smartcity doctor. (%(why)s)") % {"why": wrong}


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def smartcity() -> None:
    """Jakarta Smart City: citizens report, officials answer, everyone watches."""


@smartcity.command()
@click.option("--quiet", is_flag=True, help="Say nothing.")
def migrate(quiet: bool) -> None:
    """Bring the database to this release. Run it after every upgrade; it can be run again at any time."""
    call_command("migrate", verbosity=0 if quiet else 1, interactive=False)


@smartcity.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, help="Web processes; more than one needs PostgreSQL."
)
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve the city: its pages, its live stream and its background work, until Ctrl-C or SIGTERM."""
    heed_make()
    call_command("migrate", verbosity=0, interactive=False)
    collect()
    serve(host, port, workers=workers)


@smartcity.command("demo")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=DEMO_DATA, show_default=True,
              help="The folder it lives in.")  # fmt: skip
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--areas", type=click.Path(path_type=Path), help="Boundaries from this GeoJSON file.")
@click.option("--reset", is_flag=True, help="Start over with a new city.")
@click.option(
    "--reports",
    default=2000,
    show_default=True,
    type=click.IntRange(0),
    help="How many past reports a new city has.",
)
def demo(data: Path, port: int, areas: Path | None, reset: bool, reports: int) -> None:
    """A living sample city, built when there is none, and served until Ctrl-C or SIGTERM."""
    heed_make()
    ensure_free("127.0.0.1", port)
    sample = import_module("smartcity.demo.prepare")
    with alone_in(data):
        if sample.prepare(boundaries=areas, reset=reset, reports=reports):
            again = [sys.executable, "-m", "smartcity.cli", "demo", "--data", str(data), "--port", str(port)]
            os.execv(sys.executable, again)  # noqa: S606  # ourselves, without the memory that building took
        sample.greet(data)
        serve("127.0.0.1", port, extra=[Child("simulation", sample.SIMULATION)])


def _as_demo(arguments: Sequence[str]) -> None:
    """A demo's folder and address decide its settings, so they are read before Django is set up."""
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    options.add_argument("--data", default=DEMO_DATA)
    options.add_argument("--port", default="8000")
    with suppress(argparse.ArgumentError):
        told, _rest = options.parse_known_args(arguments)
        os.environ["SMARTCITY_DATA"] = told.data
        os.environ.setdefault("SMARTCITY_BASE_URL", f"http://127.0.0.1:{told.port}")
    os.environ["SMARTCITY_DEMO"] = "1"


def main(arguments: Sequence[str] | None = None) -> None:
    """Set up, gather the commands of the apps present, run one; exits 0, or 2 with one line of what to mend."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
    words = list(arguments if arguments is not None else sys.argv[1:])
    if words[:1] == ["demo"]:
        _as_demo(words[1:])
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise SystemExit(_said(wrong)) from wrong
    except OSError as wrong:
        raise SystemExit(_said(f"{wrong.filename}: {wrong.strerror}")) from wrong
    translation.activate(settings.COMMAND_LANGUAGE)
    gather()
    try:
        sys.exit(smartcity.main(arguments, prog_name="smartcity", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(2)
    except click.UsageError as wrong:
        help_at = f" ({wrong.ctx.command_path} --help)" if wrong.ctx else ""
        sys.exit(_said(complaint(wrong) + help_at))
    except click.ClickException as wrong:
        sys.exit(_said(complaint(wrong)))
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
