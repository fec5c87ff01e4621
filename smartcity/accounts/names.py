"""The names citizens give themselves: readable as typed, and never an office's in disguise."""

import unicodedata

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean_line
from smartcity.offices.models import Office

MOST = 40
HELD = 60  # seconds for which the offices' names are not asked for again
OURS = (
    "Pelapor", "Reporter", "Petugas", "Petugas kota", "Officer", "Admin", "Administrator", "Verifikator", "Moderator",
    "Operator",
)  # fmt: skip
"""What pages call people in place of a name, and who has a say."""
# Letters that look like Latin ones (Unicode's confusables.txt: those of one letter, Cyrillic and Greek), before and after
# they are made small; then those that look like each other.
LARGE = str.maketrans("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTYX")
SMALL = str.maketrans("аеорсухіјѕһԁԛԝгкмнтвαεικνορτυχßıɩɡℓ", "aeopcyxijshdqwrkmhtbaeiknoptuxsiigl")
ALIKE = str.maketrans("i1|!0", "llllo")


def own_name(name: str) -> str:
    """`name` on one line. Raises Invalid for one that reads as an office's or as one of the city's own words."""
    name = clean_line(name, field="pseudonym", most=MOST)
    if name and folded(name) in _taken():
        raise Invalid(_("Ini nama sebuah kantor. Pilih nama lain."), field="pseudonym", code="office_name")
    return name


def folded(name: str) -> str:
    """What the eye takes `name` for: letters and digits only, without marks, look-alikes as one."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).translate(LARGE))
    small = unicodedata.normalize("NFKD", plain.casefold().translate(SMALL))
    return "".join(letter for letter in small.translate(ALIKE) if letter.isalnum())


def _taken() -> frozenset[str]:
    found: frozenset[str] | None = cache.get("taken-names")
    if found is None:
        offices = {name for both in Office.objects.values_list("title", "name") for name in both}
        city = (settings.CITY_NAME, settings.CITY_SHORT_NAME, settings.QLUE_NAME, settings.CROP_NAME)
        found = frozenset(folded(name) for name in (*offices, *OURS, *city)) - {""}
        cache.set("taken-names", found, HELD)
    return found
