"""The photos of the sample city: a few hundred scenes are drawn, thousands of photos are taken of them.

Each photo has its own frame, light and side, as every phone sees a place differently; before and after share them."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from os import cpu_count
from random import Random

from PIL import Image, ImageEnhance, ImageOps

from smartcity.demo.pictures import KINDS, draw
from smartcity.lib.photos import Photo, developed

SCENES = 6  # of each kind
SIZE = (960, 720)
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


def develop(shots: list[Shot]) -> Iterator[Photo]:
    """The photos of `shots`, in their order; drawn and developed by as many processes as there are cores."""
    context = get_context("forkserver")
    scenes = sorted({shot.scene for shot in shots})
    with ProcessPoolExecutor(cpu_count(), mp_context=context) as pool:
        drawn = dict(zip(scenes, pool.map(_draw, scenes, chunksize=4), strict=True))
    with ProcessPoolExecutor(
        cpu_count(), mp_context=context, initializer=_drawn.update, initargs=(drawn,)
    ) as pool:
        yield from pool.map(take, shots, chunksize=8)


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
    image = Image.open(BytesIO(_drawn.get(shot.scene) or _draw(shot.scene))).convert("RGB")
    dice = Random(shot.seed)  # noqa: S311  # a sample city, not a secret
    share, x, y = dice.uniform(0.78, 0.97), dice.random(), dice.random()
    width, height = round(SIZE[0] * share), round(SIZE[1] * share)
    left, top = round((SIZE[0] - width) * x), round((SIZE[1] - height) * y)
    image = image.crop((left, top, left + width, top + height))
    if dice.random() < 0.5:
        image = ImageOps.mirror(image)
    if shot.small:
        image = image.resize((600, 450), Image.Resampling.BILINEAR)
    light = dice.uniform(0.88, 1.1) * (1.06 if shot.after else 1)
    image = ImageEnhance.Brightness(image).enhance(light)
    return ImageEnhance.Color(image).enhance(dice.uniform(0.8, 1.15))
