"""Every kind of picture by its name, which is the category's code where there is one."""

from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context

from smartcity.demo.pictures import greens, places, roads, traffic, waste, water
from smartcity.demo.pictures.shots import Shot

SCENES: dict[str, Callable[[Shot], None]] = {
    "road": roads.road, "flood": water.flood, "rubbish": waste.rubbish, "drain": waste.drain, "lamp": places.lamp,
    "tree": greens.tree, "parking": traffic.parking, "jam": traffic.jam, "pavement": roads.pavement,
    "river": water.river, "hawker": places.hawker, "building": places.building, "sign": traffic.sign,
    "signal": traffic.signal, "bus": traffic.bus, "bed": places.bed, "street": places.street,
}  # fmt: skip
KINDS = tuple(SCENES)
Wanted = tuple[str, int, bool]  # kind, seed, after


def draw(kind: str, seed: int, *, after: bool = False, size: tuple[int, int] = (960, 720), depth: float | None = None) -> bytes:
    """A JPEG of a place the city should look at, always the same for the same arguments; with `after` the same place
    from the same spot, put right. A kind we have no picture of is a street. `depth` is how deep a flood is, metres."""
    shot = Shot(kind, seed, after, size, depth)
    SCENES.get(kind, places.street)(shot)
    return shot.taken()


def pool(wanted: Iterable[Wanted], processes: int | None = None) -> Iterator[tuple[Wanted, bytes]]:
    """Draw many pictures on all cores, each as soon as it is done, in any order."""
    with get_context("spawn").Pool(processes) as workers:
        yield from workers.imap_unordered(_drawn, wanted, chunksize=4)


def _drawn(wanted: Wanted) -> tuple[Wanted, bytes]:
    kind, seed, after = wanted
    return wanted, draw(kind, seed, after=after)
