"""What lies flat: every pixel below the horizon knows its metres, and is paved, worn, shaded and drawn from them."""

from collections.abc import Sequence
from copy import copy

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from smartcity.demo.pictures import noise
from smartcity.demo.pictures.camera import Camera
from smartcity.demo.pictures.noise import Array
from smartcity.demo.pictures.weather import Colour, Weather

Mask = npt.NDArray[np.bool_]
Floor = tuple[float, float]  # (x, z) metres
Window = tuple[slice, slice]
COARSE = 4  # soft things are computed for every fourth pixel only


class Ground:
    """The plane of a street. `x`, `z` and `far` are metres for each pixel from row `top` on; `light` multiplies."""

    def __init__(self, camera: Camera, weather: Weather, height: float = 0.0) -> None:
        self.camera, self.weather, self.height = camera, weather, height
        self.top, self.x, self.z, self.far = camera.ground(height)
        self.light: Array = np.ones(self.x.shape, np.float32)
        self.paint = np.zeros(self.x.shape, np.uint8)
        self.palette: list[Colour] = [(0, 0, 0)]
        self.glaze: list[tuple[Window, Array, Array]] = []
        self.window: Window = (slice(0, self.x.shape[0]), slice(0, self.x.shape[1]))

    def around(self, x: float, z: float, wide: float, long: float) -> "Ground":
        """The part of the ground within `wide` and `long` metres of (x, z), for work that need not touch the rest."""
        rows = np.abs(self.z - z) < long
        inside = rows & (np.abs(self.x - x) < wide)
        part = copy(self)
        part.window = bounds(inside)
        for name in ("x", "z", "far", "light", "paint"):
            setattr(part, name, getattr(self, name)[part.window])
        return part

    def lay(self, where: Mask | bool, colour: Colour) -> None:
        """Pave: hides what was there."""
        self.palette.append(colour)
        np.putmask(self.paint, np.broadcast_to(where, self.paint.shape), len(self.palette) - 1)

    def dim(self, where: Mask | Array, factor: float) -> None:
        """Make darker (below 1) or brighter where `where` is true, or as much as it says (0..1)."""
        self.light *= 1 + where * np.float32(factor - 1)

    def rough(self, amount: float, per_metre: float = 130, layer: int = 0) -> None:
        """Grit: one value for each little square, melting into grey far away."""
        near = np.clip(2.4 * self.camera.scale / 800 / np.maximum(self.far, 0.1), 0.06, 1)
        self.light *= 1 + noise.grain(self.x * per_metre, self.z * per_metre, layer) * (amount * near)

    def blots(self, size: float, layer: int = 0, octaves: int = 2, stretch: float = 1.0) -> Array:
        """Soft noise in -1..1 with blots `size` metres wide (and `stretch` times as long)."""
        x, z = (self.x[::COARSE, ::COARSE] / size), (self.z[::COARSE, ::COARSE] / (size * stretch))
        return enlarged(noise.blots(x, z, layer, octaves), self.x.shape)

    def area(
        self, *polygons: Sequence[Floor], blur: float = 0.0, discs: Sequence[tuple[float, float, float]] = ()
    ) -> Array:
        """0..1 inside the polygons of (x, z) metres and the discs of (x, z, radius), with edges `blur` pixels soft;
        computed at half size."""
        small = self.camera.enlarged(0.5)
        image = Image.new("L", (small.width, small.height))
        draw = ImageDraw.Draw(image)
        for polygon in polygons:
            outline = small.outline([(x, self.height, z) for x, z in polygon])
            if len(outline) > 2:
                draw.polygon(outline, fill=255)
        for x, z, radius in discs:
            if z > 0.5:
                centre, edge = (small.pixel(small.seen((x, self.height, z + dz))) for dz in (0, radius))
                wide, tall = radius * small.scale / z, max(0.5, abs(centre[1] - edge[1]))
                draw.ellipse(
                    (centre[0] - wide, centre[1] - tall, centre[0] + wide, centre[1] + tall), fill=255
                )
        if blur:
            image = image.filter(ImageFilter.BoxBlur(blur / 2))
        full = image.resize((self.camera.width, self.camera.height), Image.Resampling.BILINEAR)
        return np.asarray(full)[self.top :][self.window].astype(np.float32) * np.float32(1 / 255)

    def cover(self, alpha: Array, colour: Colour | Array) -> None:
        """Lay something over the paved ground, `alpha` 0..1 thick; `colour` one or (rows, columns, 3)."""
        self.glaze.append((self.window, alpha, np.asarray(colour, np.float32)))

    def onto(self, picture: Image.Image) -> None:
        """Paint it all into `picture`."""
        clear = np.exp(self.far * np.float32(-1 / self.weather.sight))
        pixels = np.asarray(self.palette, np.float32)[self.paint] * (self.light * clear)[..., None]
        pixels += (1 - clear)[..., None] * np.asarray(self.weather.horizon, np.float32)
        for window, alpha, colour in self.glaze:
            lay_over(pixels[window], alpha, colour)
        done = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
        if np.isinf(self.far[0]).any():
            picture.paste(done, (0, self.top), Image.fromarray(np.isfinite(self.far) * np.uint8(255)))
        else:
            picture.paste(done, (0, self.top))


def bounds(where: Mask) -> Window:
    """The smallest rectangle with all that is true."""
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    if not rows.size:
        return slice(0, 0), slice(0, 0)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def lay_over(pixels: Array, alpha: Array, colour: Array) -> None:
    """Blend `colour` into `pixels` by `alpha`, working only where there is anything to do."""
    window = bounds(alpha > 0)
    part = alpha[window][..., None]
    over = colour if colour.ndim == 1 else colour[window]
    pixels[window] += part * (over - pixels[window])


def enlarged(small: Array, shape: tuple[int, ...]) -> Array:
    """A coarse field as a smooth one of `shape`."""
    if not small.size:
        return np.zeros(shape, np.float32)
    image = Image.fromarray(small)
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))
