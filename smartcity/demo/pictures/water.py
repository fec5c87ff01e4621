"""Standing water: it mirrors what stands in it where we look flat at it, and is murky near our feet."""

from dataclasses import replace

import numpy as np
from PIL import Image

from smartcity.demo.pictures.canvas import Canvas
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import Array
from smartcity.demo.pictures.stage import Stage
from smartcity.demo.pictures.weather import Colour, sky


def mirrored(stage: Stage, level: float) -> Array:
    """What the water at `level` shows, (rows, columns, 3), at half the size of the picture."""
    camera = stage.camera.enlarged(0.5)
    above = sky(replace(camera, pitch=-camera.pitch), stage.weather).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    stage.stand(Canvas(above, camera, stage.weather, floor=level, mirror=True))
    return np.asarray(above)


def surface(stage: Stage, water: Ground, mud: Colour, *, wakes: float) -> Image.Image:
    """The pixels of `water`: more mirror the flatter we look at it, shaken by ripples `wakes` strong."""
    shown = mirrored(stage, water.height)
    rows, columns = water.x.shape
    ripple = water.blots(0.5, 71, 3, 0.5) * np.clip(6 / water.far, 0.1, 1) + 0.5 * water.blots(3, 75, 2, 0.4)
    reach = wakes * columns / 30 * np.clip(water.far / 4, 0.35, 1)
    row = (np.arange(water.top, water.top + rows, dtype=np.float32)[:, None] + ripple * reach) * (
        shown.shape[0] / water.camera.height
    )
    column = (np.arange(columns, dtype=np.float32)[None, :] + ripple * reach * 0.4) * (
        shown.shape[1] / columns
    )
    index = row.clip(0, shown.shape[0] - 1).astype(np.int32) * shown.shape[1] + column.clip(
        0, shown.shape[1] - 1
    ).astype(np.int32)
    image = shown.reshape(-1, 3)[index].astype(np.float32)
    fall = np.clip(water.camera.eye - water.height, 0.3, None) / np.maximum(water.far, 0.3)
    mirror = (0.16 + 0.74 * np.exp(-3.4 * np.minimum(fall, 1)))[..., None]
    body = np.asarray(mud, np.float32) * (water.weather.light * (0.92 + 0.16 * ripple))[..., None]
    pixels = body * (1 - mirror) + image * (mirror * 0.94)
    for window, alpha, colour in water.glaze:
        part = pixels[window]
        part += alpha[..., None] * (colour - part)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
