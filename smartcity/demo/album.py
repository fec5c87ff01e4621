"""The photos of the sample city, drawn and developed by several processes at once."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from os import cpu_count

from smartcity.demo.pictures import draw
from smartcity.lib.photos import Photo, read_photo


@dataclass(frozen=True, slots=True)
class Shot:
    """What a picture shows: the scene's kind, the place (seed), before or after the repair."""

    kind: str
    seed: int
    after: bool = False


def develop(shots: list[Shot]) -> Iterator[Photo]:
    """The photos of `shots`, in their order."""
    with ProcessPoolExecutor(cpu_count(), mp_context=get_context("forkserver")) as pool:
        yield from pool.map(take, shots, chunksize=16)


def take(shot: Shot) -> Photo:
    return read_photo(BytesIO(raw(shot)))


def raw(shot: Shot) -> bytes:
    """The file a phone would send."""
    return draw(shot.kind, shot.seed, after=shot.after, size=(800, 600))
