"""Found a small town in SMARTCITY_DATA for the browser tests: python -m tests.browser.town."""

import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after the set-up
from django.core.management import call_command  # noqa: E402

from smartcity.accounts.actions import appoint, register  # noqa: E402
from smartcity.areas.models import Area  # noqa: E402
from smartcity.offices.models import Office  # noqa: E402
from smartcity.reports.actions import found_city  # noqa: E402

PASSWORD = "rahasia-sekali"
OFFICIALS = {
    "lurah.gambir": ("kelurahan-31.71.01.1001", "lurah"),
    "lurah.senen": ("kelurahan-31.71.04.1001", "lurah"),
    "camat.gambir": ("kecamatan-31.71.01", "camat"),
}


def main() -> None:
    """The whole city pack, two citizens, three officials; places in town.json."""
    call_command("migrate", verbosity=0)
    found_city(settings.CITY)
    for name in ("siti", "budi"):
        register(name, PASSWORD, name.title())
    for name, (office, role) in OFFICIALS.items():
        appoint(register(name, PASSWORD, f"Tono {role.title()[0]}."), Office.objects.get(code=office), role)
    gambir = Area.objects.coded("31.71.01.1001")
    Path(settings.DATA, "town.json").write_text(json.dumps({"lon": gambir.lon, "lat": gambir.lat}))
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
