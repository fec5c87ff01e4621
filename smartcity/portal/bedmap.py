"""Where the hospitals of a page stand, drawn without script: the borders around, and a numbered dot for each."""

from dataclasses import dataclass
from functools import lru_cache
from math import atan, degrees, floor, log2, pi, sinh

from smartcity.areas.queries import edition
from smartcity.areas.sketch import HEIGHT, WIDTH, Sketch, around
from smartcity.lib.geo import mercator

EDGE = 24  # px left free around
NEAREST, FARTHEST = 14, 10  # zooms

Dot = tuple[int, float, float, str]  # number, lon, lat in degrees, tone


@dataclass(frozen=True, slots=True)
class BedMap:
    """`land` is SVG path data, the dots number, x, y and tone, `names` where to write what areas are called, `here` where one
    stands; all px from the middle."""

    land: str
    dots: list[tuple[int, int, int, str]]
    names: list[tuple[str, int, int]]
    here: tuple[int, int] | None


def drawn(dots: list[Dot], near: tuple[float, float] | None) -> BedMap | None:
    """None where there is nothing to draw."""
    if not dots:
        return None
    spots = [mercator(lon, lat) for _n, lon, lat, _tone in dots] + ([mercator(*near)] if near else [])
    xs, ys = zip(*spots, strict=True)
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    wide = max((max(xs) - min(xs)) / (WIDTH - 2 * EDGE), (max(ys) - min(ys)) / (HEIGHT - 2 * EDGE), 1e-9)
    zoom = min(NEAREST, max(FARTHEST, floor(-log2(256 * wide))))
    fine = 3 if zoom > 12 else 2  # decimals: who looks from about the same place is shown the same ground
    lat = degrees(atan(sinh(pi * (1 - 2 * middle[1]))))
    ground = _ground(edition(), round(middle[0] * 360 - 180, fine), round(lat, fine), zoom)
    middle = mercator(ground.lon, ground.lat)

    def put(lon: float, lat: float) -> tuple[int, int]:
        x, y = mercator(lon, lat)
        return round((x - middle[0]) * 256 * 2**zoom), round((y - middle[1]) * 256 * 2**zoom)

    names = ground.names if zoom >= 13 else []
    return BedMap(
        ground.land,
        [(n, *put(lon, lat), tone) for n, lon, lat, tone in dots],
        names,
        put(*near) if near else None,
    )


@lru_cache(128)
def _ground(_edition: int, lon: float, lat: float, zoom: int) -> Sketch:
    return around(lon, lat, zoom)
