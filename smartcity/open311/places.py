"""Where a service request is: lat and long; or address_id, the code of an area; or an address_string that names
exactly one kelurahan. There is no geocoder here, and a guess would send it to the wrong office."""

from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext as _

from smartcity.areas.models import Area
from smartcity.areas.queries import index_of
from smartcity.lib.errors import Invalid
from smartcity.open311.params import Params
from smartcity.reports.actions.submitting import MOST_LANDMARK


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees."""

    lon: float
    lat: float
    landmark: str = ""


def place(params: Params) -> Place:
    """Raises Invalid with a reason a person can act on."""
    address = params.one("address_string")
    if "lat" in params or "long" in params:
        return Place(_degrees(params, "long"), _degrees(params, "lat"), address[:MOST_LANDMARK])
    if "address_id" in params:
        area = _coded(params.one("address_id"))
        return Place(area.lon, area.lat, address[:MOST_LANDMARK])
    if address:
        area = _named(address)
        return Place(area.lon, area.lat, address[:MOST_LANDMARK])
    raise Invalid(
        _("Kirim lat dan long, atau address_id, atau address_string."), field="lat", code="no_position"
    )


def _degrees(params: Params, name: str) -> float:
    try:
        degrees = float(params.one(name))
    except ValueError:
        degrees = float("nan")
    if not isfinite(degrees):
        raise Invalid(_("Harus berupa angka, dalam derajat."), field=name, code="bad_position")
    return degrees


def _coded(code: str) -> Area:
    found = [area for area in index_of().areas if area.code == code]
    if not found:
        raise Invalid(_("address_id adalah kode kelurahan."), field="address_id", code="bad_area")
    return found[0]


def _named(address: str) -> Area:
    """The one kelurahan among the parts between commas; where two share a name, the kecamatan or kota beside it tells."""
    parts = {_bare(part) for part in address.split(",")}
    found = [area for area in index_of().areas if area.name.casefold() in parts]
    told = [
        area
        for area in found
        if any(a.name.casefold() in parts or a.short_name.casefold() in parts for a in area.ancestors())
    ]
    choice = told if len(found) > 1 else found
    if len(choice) != 1:
        raise Invalid(
            _("Alamat ini tidak menyebut tepat satu kelurahan. Kirim lat dan long, atau address_id."),
            field="address_string", code="vague_address",
        )  # fmt: skip
    return choice[0]


def _bare(part: str) -> str:
    words = part.casefold().split()
    return " ".join(
        words[1:]
        if words and words[0] in ("kelurahan", "kel.", "kel", "kota", "kec.", "kec", "kecamatan")
        else words
    )
