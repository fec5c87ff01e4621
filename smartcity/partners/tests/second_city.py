"""A second city in SMARTCITY_DATA, for the test of two: python -m smartcity.partners.tests.second_city LON LAT.

Somebody sits where a report at that place goes; what a program needs stands in second.json."""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after the set-up
from django.core.management import call_command  # noqa: E402

from smartcity.accounts.actions import appoint, issue_key, issue_token, register  # noqa: E402
from smartcity.accounts.models import Role  # noqa: E402
from smartcity.areas.queries import locate  # noqa: E402
from smartcity.offices.models import Kind, Office  # noqa: E402
from smartcity.reports.actions import found_city  # noqa: E402


def main(lon: float, lat: float) -> None:
    call_command("migrate", verbosity=0)
    found_city(settings.CITY)
    place = locate(lon, lat)
    office = Office.objects.answering(Kind.KELURAHAN, place.area)
    lurah = register("lurah.kota.b", "rahasia-sekali")
    appoint(lurah, office, Role.LURAH)
    program = register("program.kota.a", "rahasia-sekali")
    told = {"key": issue_key(program, "Kota A"), "token": issue_token(lurah, "uji"), "office": office.title}
    (Path(settings.DATA) / "second.json").write_text(json.dumps(told))


main(float(sys.argv[1]), float(sys.argv[2]))
