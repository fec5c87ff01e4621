"""The names citizens give themselves: readable as typed, and never an office's in disguise."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean_line
from smartcity.offices.models import Kind, Office

MOST = 40
HELD = 60  # seconds for which the offices' names are not asked for again
OURS = (
    "Pelapor", "Reporter", "Petugas", "Petugas kota", "Officer", "Admin", "Administrator", "Verifikator", "Moderator",
    "Operator",
)  # fmt: skip
"""What pages call people in place of a name, and who has a say."""
FLOWERS = (
    "Anggrek",
    "Bugenvil",
    "Cempaka",
    "Dahlia",
    "Flamboyan",
    "Kamboja",
    "Kenanga",
    "Melati",
    "Seroja",
    "Teratai",
)
# Letters that look like Latin ones (Unicode's confusables.txt: those of one letter, Cyrillic and Greek), before and after
# they are made small; then those that look like each other.
LARGE = str.maketrans("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTYX")
SMALL = str.maketrans("аеорсухіјѕһԁԛԝгкмнтвαεικνορτυχßıɩɡℓ", "aeopcyxijshdqwrkmhtbaeiknoptuxsiigl")
ALIKE = str.maketrans("i1|!0", "llllo")
LEGAL_FORMS = frozenset({"pt", "cv", "ud", "tbk", "persero", "perumda", "koperasi"})
_kept: list[Callable[[], Iterable[str]]] = []


def keep_from_people(names: Callable[[], Iterable[str]]) -> None:
    """These names too may nobody take for their own."""
    _kept.append(names)


def own_name(name: str) -> str:
    """`name` on one line. Raises Invalid for one that reads as an office's or as one of the city's own words."""
    name = clean_line(name, field="pseudonym", most=MOST)
    if is_taken(name):
        raise Invalid(_("Ini nama sebuah kantor. Pilih nama lain."), field="pseudonym", code="office_name")
    return name


def suggested(user: User) -> str:
    """A name to be seen under, for whoever has none but the one given by chance; the same whenever it is asked for."""
    if not user.pseudonym or user.pseudonym.endswith(user.username[-4:]):
        n = int(sha256(user.public_id.encode()).hexdigest(), 16)
        return f"{FLOWERS[n % len(FLOWERS)]} {10 + n // len(FLOWERS) % 90}"
    return user.pseudonym


def is_taken(name: str) -> bool:
    """Whether it reads as an office, the city or its people, or as what else is kept; with a legal form before it too."""
    return bool(name) and not _taken().isdisjoint({folded(name), bare(name)})


def is_ours(name: str) -> bool:
    """`is_taken` without what is kept besides: whether it reads as the city's own."""
    return not _ours().isdisjoint({folded(name), bare(name)})


def bare(name: str) -> str:
    """A company's name `folded`, without the forms that law gives it: "P.T. Nusa Net (Persero) Tbk" is "nusanet"."""
    words = re.findall(r"\w+", name.casefold().replace(".", ""))
    return folded("".join(word for word in words if word not in LEGAL_FORMS) or name)


def folded(name: str) -> str:
    """What the eye takes `name` for: letters and digits only, without marks, look-alikes as one."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).translate(LARGE))
    small = unicodedata.normalize("NFKD", plain.casefold().translate(SMALL))
    return "".join(letter for letter in small.translate(ALIKE) if letter.isalnum())


def _taken() -> frozenset[str]:
    found: frozenset[str] | None = cache.get("taken-names")
    if found is None:
        both = Office.objects.filter(kind=Kind.UTILITY).values_list("title", "name")
        others = [*(name for pair in both for name in pair), *(name for names in _kept for name in names())]
        found = _ours() | {folded(name) for name in others} | {bare(name) for name in others} - {""}
        cache.set("taken-names", found, HELD)
    return found


def _ours() -> frozenset[str]:
    """A company may be called as the utility it is."""
    offices = Office.objects.exclude(kind=Kind.UTILITY).values_list("title", "name")
    city = (settings.CITY_NAME, settings.CITY_SHORT_NAME, settings.QLUE_NAME, settings.CROP_NAME)
    return frozenset(folded(name) for name in (*{n for both in offices for n in both}, *OURS, *city)) - {""}
