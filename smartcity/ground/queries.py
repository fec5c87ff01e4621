"""What the ground of the map holds beside the areas."""

from dataclasses import dataclass

from django.core.cache import cache

from smartcity.ground.cutting import FROM
from smartcity.ground.models import Kind, Piece, Sheet

KEPT = "ground.laid"
KEPT_S = 60  # how long another process' change of it may go unseen


@dataclass(frozen=True, slots=True)
class Laid:
    """Of all sheets: since when (seconds), from which zoom on there are tiles, who is to be named."""

    version: int
    zoom: int
    sources: tuple[str, ...]


def laid() -> Laid | None:
    """What maps have to know of it; None where nothing was loaded."""
    found: Laid | str = cache.get_or_set(KEPT, _laid, KEPT_S) or ""
    return found if isinstance(found, Laid) else None


def tile(z: int, x: int, y: int) -> bytes:
    """The vector tile: layers `water` and `rivers`, then `roads`, each feature with its `weight` (1 matters most)."""
    pieces = Piece.objects.filter(z=z, x=x, y=y).order_by("-sheet__kind")
    return b"".join(bytes(body) for body in pieces.values_list("body", flat=True))


def forget() -> None:
    cache.delete(KEPT)


def _laid() -> Laid | str:
    sheets = list(Sheet.objects.order_by("-kind"))
    if not sheets:
        return ""
    zooms = {Kind.WATER: min(z for (name, _w), z in FROM.items() if name != "roads"),
             Kind.ROADS: min(z for (name, _w), z in FROM.items() if name == "roads")}  # fmt: skip
    return Laid(
        max(int(sheet.loaded_at.timestamp()) for sheet in sheets),
        min(zooms[Kind(sheet.kind)] for sheet in sheets),
        tuple(dict.fromkeys(sheet.source for sheet in sheets)),
    )
