"""The `smartcity` command: every app brings its own, this gathers them."""

import os
import sys

import click
import django
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")


def main() -> None:
    """Errors a person can mend are one line and exit 2."""
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        _fail(wrong)
    commands.smartcity()


def _fail(wrong: Exception) -> None:
    click.echo(f"smartcity: {wrong}", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
