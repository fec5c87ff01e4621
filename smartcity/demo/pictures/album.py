"""Every kind of picture by its name, which is the category's code where there is one."""

from collections.abc import Callable

from smartcity.demo.pictures import floods, greens, hospitals, nights, places, rivers, roads, traffic, waste
from smartcity.demo.pictures.shots import Shot

SCENES: dict[str, Callable[[Shot], None]] = {
    "road": roads.road, "flood": floods.flood, "rubbish": waste.rubbish, "drain": waste.drain, "lamp": nights.lamp,
    "tree": greens.tree, "parking": traffic.parking, "jam": traffic.jam, "pavement": roads.pavement,
    "river": rivers.river, "hawker": places.hawker, "building": places.building, "sign": traffic.sign,
    "signal": traffic.signal, "bus": traffic.bus, "bed": hospitals.bed, "street": places.street,
}  # fmt: skip
KINDS = tuple(SCENES)


def draw(
    kind: str,
    seed: int,
    *,
    after: bool = False,
    size: tuple[int, int] = (960, 720),
    depth: float | None = None,
) -> bytes:
    """A JPEG of a place the city should look at, always the same for the same arguments; with `after` the same place
    from the same spot, put right. A kind we have no picture of is a street. `depth` is how deep a flood is, metres."""
    shot = Shot(kind, seed, after=after, size=size, depth=depth)
    SCENES.get(kind, places.street)(shot)
    return shot.taken()
