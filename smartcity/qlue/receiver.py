"""Before a report is sent: where its place is, and which office will get it."""

from dataclasses import dataclass

from smartcity.areas.queries import Location, locate
from smartcity.lib.errors import Invalid
from smartcity.offices.models import Office
from smartcity.qlue.forms import chosen_area
from smartcity.reports.actions.submitting import category_of
from smartcity.reports.routing import route


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees, and the kelurahan there; `middle` when only the kelurahan was named."""

    lon: float
    lat: float
    location: Location
    middle: bool


def place_at(lon: str, lat: str, kelurahan: str, *, strict: bool = False) -> Place | None:
    """The place a form names. With `strict` raises Invalid where there is none; else None."""
    try:
        if lon or lat:
            return _exactly(lon, lat)
        if area := chosen_area(kelurahan):
            return Place(area.lon, area.lat, locate(area.lon, area.lat), middle=True)
        locate(None, None)  # says what is missing
    except Invalid:
        if strict:
            raise
    return None


def _exactly(lon: str, lat: str) -> Place:
    try:
        x, y = float(lon), float(lat)
    except ValueError:
        x = y = float("nan")
    return Place(x, y, locate(x, y), middle=False)


def receiver_at(place: Place | None, category: str, area: str = "") -> Office | None:
    """The office a report would go to; None while something needed for that is missing. `area` is the code
    chosen among the nearest."""
    if place is None or not category:
        return None
    choices = place.location.nearest if place.location.approximate else []
    chosen = next((near for near in choices if near.code == area), place.location.area)
    try:
        return route(category_of(category), chosen).office
    except Invalid:
        return None
