"""The photos of the sample city: a few hundred scenes are drawn, thousands of photos are taken of them.

Each photo has its own frame, light and side, as every phone sees a place differently; before and after share them."""

import os
import signal
from collections.abc import Generator
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.pool import Pool
from os import cpu_count
from random import Random

from PIL import Image, ImageEnhance, ImageOps

from smartcity.demo.pictures import KINDS, draw
from smartcity.lib.photos import Photo, developed
from smartcity.lib.processes import die_with_parent

SCENES = 4  # of each kind
SIZE = (960, 720)
BATCH = 160  # photos developed ahead of their use
_drawn: dict[tuple[str, int, bool], bytes] = {}


@dataclass(frozen=True, slots=True)
class Shot:
    """What a photo shows: the scene's kind, the place (seed), before or after the repair."""

    kind: str
    seed: int
    after: bool = False
    small: bool = False  # as an old phone sends it

    @property
    def scene(self) -> tuple[str, int, bool]:
        return (self.kind, self.seed % SCENES, self.after)


def scene_of(category: str) -> str:
    """What a photo of this category shows: a plain street where nobody drew anything better."""
    return category if category in KINDS else "street"


def develop(shots: list[Shot]) -> Generator[Photo, None, None]:
    """The photos of `shots`, in their order; drawn and developed by as many processes as there are cores.

    The processes end with the iterator, or with this process however it ends."""
    scenes = sorted({shot.scene for shot in shots})
    with _helpers({}) as pool:
        drawn = dict(zip(scenes, pool.map(_draw, scenes, chunksize=4), strict=True))
    with _helpers(drawn) as pool:
        ahead = pool.map_async(take, shots[:BATCH], chunksize=8)
        for start in range(BATCH, len(shots) + BATCH, BATCH):
            ready, ahead = ahead, pool.map_async(take, shots[start : start + BATCH], chunksize=8)
            yield from ready.get()


def _helpers(drawn: dict[tuple[str, int, bool], bytes]) -> Pool:
    return get_context("spawn").Pool(cpu_count(), initializer=_begin, initargs=(os.getpid(), drawn))


def _begin(parent: int, drawn: dict[tuple[str, int, bool], bytes]) -> None:
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    _drawn.update(drawn)


def take(shot: Shot) -> Photo:
    """One photo, as `read_photo` would give it."""
    return developed(_framed(shot))


def raw(shot: Shot) -> bytes:
    """The file a phone would send."""
    file = BytesIO()
    _framed(shot).save(file, "JPEG", quality=85)
    return file.getvalue()


def _draw(scene: tuple[str, int, bool]) -> bytes:
    kind, seed, after = scene
    return draw(kind, seed, after=after, size=SIZE)


def _framed(shot: Shot) -> Image.Image:
    """The scene through this photographer's eye: a part of it, perhaps mirrored, in the light of the hour."""
    scene = Image.open(BytesIO(_drawn.get(shot.scene) or _draw(shot.scene)))
    if shot.small:
        scene.draft("RGB", (SIZE[0] // 2, SIZE[1] // 2))
    image = scene.convert("RGB")
    dice = Random(shot.seed)  # noqa: S311  # a sample city, not a secret
    share, x, y = dice.uniform(0.78, 0.97), dice.random(), dice.random()
    width, height = round(image.width * share), round(image.height * share)
    left, top = round((image.width - width) * x), round((image.height - height) * y)
    image = image.crop((left, top, left + width, top + height))
    if dice.random() < 0.5:
        image = ImageOps.mirror(image)
    light = dice.uniform(0.88, 1.1) * (1.06 if shot.after else 1)
    image = image.point([min(255, round(level * light)) for level in range(256)] * 3)
    return ImageEnhance.Color(image).enhance(dice.uniform(0.8, 1.15))
