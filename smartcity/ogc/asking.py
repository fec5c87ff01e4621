"""What an address of OGC API Features asks for; whatever it does not know is refused, as the standard says (7.15)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from django.http import QueryDict
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.time import read_w3c
from smartcity.reports.filters import Box

DEFAULT, MOST = 100, 5000  # features of a page
FORMATS = ("json", "html")
Span = tuple[datetime | None, datetime | None]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"  # longitude before latitude: the only one there is
SHARED = ("f", "limit", "bbox", "datetime", "after", "crs", "bbox-crs")


@dataclass(frozen=True, slots=True)
class Asked:
    """`box` may span the date line: then its west lies east of its east. `span` are moments, both included."""

    limit: int
    box: Box | None
    span: Span
    after: str
    params: QueryDict


def read(params: QueryDict, properties: Collection[str], default: int = DEFAULT) -> Asked:
    """`default` features when no limit is said. Raises Invalid, which names the parameter."""
    known(params, (*SHARED, *properties))
    for name in ("crs", "bbox-crs"):
        if params.get(name, CRS84) != CRS84:
            raise _bad(name, _("Tidak ada sistem koordinat lain: hanya CRS84."))
    return Asked(
        _limit(params.get("limit"), default), _box(params.get("bbox")), _span(params.get("datetime")),
        params.get("after", ""), params,
    )  # fmt: skip


def known(params: QueryDict, names: Collection[str]) -> None:
    """Raises Invalid for a parameter that means nothing here."""
    for name in params:
        if name not in names:
            raise _bad(name, _("Tidak ada parameter “%(name)s” di sini.") % {"name": name[:40]})
    if (wanted := params.get("f", "json")) not in FORMATS:
        raise _bad("f", _("Tidak ada format “%(name)s”: json atau html.") % {"name": wanted[:40]})


def _limit(typed: str | None, default: int) -> int:
    """What is too much is the most there is (7.15.3)."""
    if typed is None:
        return default
    if not (typed.isascii() and typed.isdigit() and int(typed[:20]) >= 1):
        raise _bad("limit", _("limit adalah bilangan bulat mulai dari 1."))
    return min(MOST, int(typed[:20]))


def _box(typed: str | None) -> Box | None:
    """West, south, east, north in degrees; with heights between, which are let go (7.15.4)."""
    if typed is None:
        return None
    try:
        numbers = [float(part) for part in typed.split(",")]
    except ValueError:
        raise _bad("bbox", _("bbox ditulis barat,selatan,timur,utara dalam derajat.")) from None
    if len(numbers) not in (4, 6) or not all(map(isfinite, numbers)):
        raise _bad("bbox", _("bbox ditulis barat,selatan,timur,utara dalam derajat."))
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise _bad("bbox", _("bbox di luar bumi, atau selatan di atas utara."))
    return west, south, east, north


def _span(typed: str | None) -> Span:
    """A moment, or from one to another with ".." or nothing for no end (7.15.5); a day is all of it."""
    if typed is None:
        return None, None
    first, slash, last = typed.partition("/")
    if not slash:
        return _moment(first), _moment(first, end=True)
    if first in ("", "..") and last in ("", ".."):
        return None, None
    span = (
        None if first in ("", "..") else _moment(first),
        None if last in ("", "..") else _moment(last, end=True),
    )
    if span[0] and span[1] and span[0] > span[1]:
        raise _bad("datetime", _("datetime: akhirnya mendahului awalnya."))
    return span


def _moment(typed: str, *, end: bool = False) -> datetime:
    try:
        moment = read_w3c(typed)
    except ValueError:
        said = _("datetime “%(typed)s” tidak terbaca: tulis seperti 2026-11-23T09:41:00Z.")
        raise _bad("datetime", said % {"typed": typed[:40]}) from None
    whole_day = len(typed.strip()) == 10
    return moment + timedelta(days=1, microseconds=-1) if whole_day and end else moment


def _bad(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, field=field, code="InvalidParameterValue")
