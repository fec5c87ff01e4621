"""The still picture of a new report's place, which the live map covers when somebody takes hold of it."""

from dataclasses import asdict
from math import isfinite
from typing import Any

from smartcity.areas import sketch
from smartcity.areas.frame import bounds, written

NOWHERE = sketch.Sketch(0, 0, 0, "", [])


def whole_city() -> dict[str, str]:
    """What the template draws while no place is known; `city_view` is the middle and scale of it: "lon,lat,zoom"."""
    city = sketch.whole() or NOWHERE
    view = f"{city.lon:.6f},{city.lat:.6f},{city.zoom}"
    return {"city_box": written(bounds()), "city_view": view, "city_land": city.land}


def sketched(point: str) -> dict[str, Any] | None:
    """The ground around "lon,lat" for the page's script; None for what is no such thing."""
    try:
        lon, lat = (float(part) for part in point.split(","))
    except ValueError:
        return None
    good = isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) < 85
    return asdict(sketch.around(lon, lat)) if good else None
