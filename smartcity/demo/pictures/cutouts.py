"""Leaves: crowns of trees cut out of noise, made once and pasted wherever a tree stands."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from smartcity.demo.pictures.noise import blots, grain

SIDE = 320
CROWNS = 12


@dataclass(frozen=True)
class Cutout:
    """A picture and its mask in several sizes, the largest first, so that a far tree costs little."""

    sizes: tuple[tuple[Image.Image, Image.Image], ...]

    def at_least(self, side: int) -> tuple[Image.Image, Image.Image]:
        """The smallest one not smaller than `side` pixels."""
        return next((size for size in reversed(self.sizes) if size[0].width >= side), self.sizes[0])


GREENS = ((70, 98, 52), (58, 88, 50), (88, 112, 58), (96, 106, 62))


@cache
def crown(number: int) -> Cutout:
    """The foliage of one of CROWNS broad trees, lit from above, with ragged edges."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    dice = np.random.default_rng(900 + number)
    body = np.full((SIDE, SIDE), -1.0, np.float32)
    lit = np.zeros((SIDE, SIDE), np.float32)
    for _ in range(16):  # clumps, each a ball of leaves
        cx, cy, r = dice.uniform(0.26, 0.74), dice.uniform(0.26, 0.66), dice.uniform(0.12, 0.23)
        height = 1 - ((x - cx) ** 2 + ((y - cy) * 1.15) ** 2) / r**2
        nearer = height > body
        lit[nearer] = (0.62 - (y - cy) / r * 0.34 - (cy - 0.3) * 0.35)[nearer]
        body = np.maximum(body, height)
    leaf = blots(x * 34 + number * 7, y * 34, layer=60, octaves=2) * 0.6 + grain(x * 150, y * 150, 66) * 0.35
    alpha = np.clip((body + leaf * 0.55 - 0.08) * 9, 0, 1)
    tone = np.clip(lit + leaf * 0.34 + 0.2 * np.clip(body, 0, 1), 0.16, 1.5)[..., None]
    colour = np.array(GREENS[number % len(GREENS)], np.float32) * tone + np.array((10, 8, -4)) * (tone > 1)
    leaves, mask = (
        Image.fromarray(colour.clip(0, 255).astype(np.uint8)),
        Image.fromarray((alpha * 255).astype(np.uint8)),
    )
    return Cutout(((leaves, mask), *((leaves.reduce(part), mask.reduce(part)) for part in (2, 4, 8))))
