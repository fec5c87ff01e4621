"""Where a report is, for the small map of its page: never more exact than the page may tell."""

from dataclasses import dataclass
from math import cos, radians

from smartcity.areas import sketch
from smartcity.areas.sketch import Sketch
from smartcity.reports.models import Report

COARSE = 3  # decimals of a degree that are told of a private report, some 110 m
COARSE_M = 150.0
ROUGH = 150.0  # metres; a place less exact than this is drawn with a ring
WORST = 3000.0  # metres; no ring is larger
EARTH = 40_075_017  # metres round the equator


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Degrees, and the ground around them as a still drawing. `metres` is how far from there it may be, 0 where there is
    a pin; `ring` the same in pixels of the drawing. `city_map` is where the map of the whole city shows it, or ""."""

    lon: float
    lat: float
    metres: float
    ring: int
    ground: Sketch
    city_map: str


def whereabouts(report: Report) -> Whereabouts:
    """Of a private report its neighbourhood, whoever looks: its reporter knows the place, its office has it in CROP, and
    a page is soon shown around."""
    if not report.public:
        return _around(round(report.lon, COARSE), round(report.lat, COARSE), COARSE_M)
    metres = min(report.accuracy or 0, WORST)
    found = f"/?map=16/{report.lat:.5f}/{report.lon:.5f}" if report.active else ""
    return _around(report.lon, report.lat, metres if metres >= ROUGH else 0, found)


def _around(lon: float, lat: float, metres: float, city_map: str = "") -> Whereabouts:
    pixel = EARTH * cos(radians(lat)) / (256 * 2.0**sketch.NEAR)
    return Whereabouts(lon, lat, metres, round(metres / pixel), sketch.around(lon, lat), city_map)
