"""What a reader asks to see: read from the address, refused in words, written back as an address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from math import isfinite
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean
from smartcity.reports.workflow import Status

Box = tuple[float, float, float, float]  # west, south, east, north in degrees

MOST_VALUES = 60  # of all filters together; a page can offer no more
MOST_DAYS = 92  # what one look into the past may cost
MOST_WORDS = 8
CODE = re.compile(r"[0-9A-Za-z.-]{1,20}")
SLUG = re.compile(r"[a-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Without `since` only what is active is shown; with it all that was reported from `since` to `until`, both
    days included. `area` is the code of an area of any level; `q` are words, each of which must occur."""

    status: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    area: str = ""
    since: date | None = None
    until: date | None = None
    q: str = ""
    bbox: Box | None = None

    def address(self, more: Mapping[str, str] | None = None, **changes: Any) -> str:
        """The query string, "?" included, of these filters with `changes`, and `more` behind them."""
        wanted = replace(self, **changes)
        chosen = {f.name: value for f in fields(wanted) if (value := getattr(wanted, f.name))}
        if wanted.bbox:
            chosen["bbox"] = ",".join(f"{degrees:.5f}" for degrees in wanted.bbox)
        chosen |= {name: value for name, value in (more or {}).items() if value}
        return f"?{urlencode(chosen, doseq=True, safe=',')}"


def read(params: QueryDict, most_days: int | None = MOST_DAYS) -> tuple[Filters, list[Invalid]]:
    """The filters of an address, and what could not be read: each one a sentence, and left out of the filters.
    `most_days` is how long a look into the past may be; None: as long as one likes."""
    if sum(len(values) for _name, values in params.lists()) > MOST_VALUES:
        return Filters(), [_bad("", _("Terlalu banyak saringan: paling banyak %(n)d.") % {"n": MOST_VALUES})]
    wanted: dict[str, Any] = {}
    errors: list[Invalid] = []
    for name, reader in READERS.items():
        try:
            wanted[name] = reader([value for value in params.getlist(name) if value])
        except Invalid as error:
            errors.append(error)
    try:
        _in_order(wanted.get("since"), wanted.get("until"), most_days)
    except Invalid as error:
        errors.append(error)
        wanted["since"] = wanted["until"] = None
    return Filters(**wanted), errors


def read_strictly(params: QueryDict, most_days: int | None = MOST_DAYS) -> Filters:
    """The same for programs. Raises Invalid for the first thing that could not be read."""
    filters, errors = read(params, most_days)
    if errors:
        raise errors[0]
    return filters


def _status(values: list[str]) -> tuple[str, ...]:
    for value in values:
        if value not in set(Status):
            raise _bad("status", _("Tidak ada status “%(value)s”.") % {"value": value[:40]})
    return tuple(dict.fromkeys(values))


def _category(values: list[str]) -> tuple[str, ...]:
    for value in values:
        if not SLUG.fullmatch(value):
            raise _bad("category", _("Tidak ada kategori “%(value)s”.") % {"value": value[:40]})
    return tuple(dict.fromkeys(values))


def _area(values: list[str]) -> str:
    """The narrowest of a kota, a kecamatan in it and a kelurahan in that, as three lists of a form send them."""
    chosen = ""
    for value in sorted(values, key=len):
        if not CODE.fullmatch(value):
            raise _bad("area", _("Tidak ada wilayah dengan kode “%(value)s”.") % {"value": value[:40]})
        if not chosen or value.startswith(f"{chosen}."):
            chosen = value
    return chosen


def _day(values: list[str]) -> date | None:
    if not values:
        return None
    try:
        day = date.fromisoformat(values[-1])
    except ValueError:
        raise _bad("since", _("“%(value)s” bukan tanggal.") % {"value": values[-1][:40]}) from None
    if not 2000 <= day.year <= 2100:
        raise _bad("since", _("Tahun harus antara 2000 dan 2100."))
    return day


def _in_order(since: date | None, until: date | None, most_days: int | None) -> None:
    if until and not since:
        raise _bad("since", _("Isi juga tanggal mulai."))
    if not since:
        return
    last = until or timezone.localdate()
    if until and until < since:
        raise _bad("until", _("Tanggal akhir mendahului tanggal mulai."))
    if most_days is not None and last - since > timedelta(days=most_days):
        raise _bad("since", _("Rentang waktu paling panjang %(n)d hari.") % {"n": most_days})


def _q(values: list[str]) -> str:
    words = " ".join(clean(" ".join(values), field="q", most=100, required=False).split())
    if len(words.split()) > MOST_WORDS:
        raise _bad("q", _("Cari dengan paling banyak %(n)d kata.") % {"n": MOST_WORDS})
    return words


def _bbox(values: list[str]) -> Box | None:
    if not values:
        return None
    try:
        west, south, east, north = (float(part) for part in values[-1].split(","))
    except ValueError:
        raise _bad("bbox", _("Kotak peta ditulis barat,selatan,timur,utara dalam derajat.")) from None
    if not all(isfinite(degrees) for degrees in (west, south, east, north)):
        raise _bad("bbox", _("Kotak peta ditulis barat,selatan,timur,utara dalam derajat."))
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise _bad("bbox", _("Kotak peta terbalik atau di luar bumi: barat,selatan,timur,utara."))
    return west, south, east, north


def _bad(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, field=field, code="bad_filter")


READERS: dict[str, Callable[[list[str]], Any]] = {
    "status": _status, "category": _category, "area": _area, "since": _day, "until": _day, "q": _q, "bbox": _bbox,
}  # fmt: skip
