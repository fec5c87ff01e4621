"""Developing: lamps are lit, the lens and the sensor leave their marks, and a JPEG comes out."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from smartcity.demo.pictures.canvas import Glow
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.weather import Weather

GREY = (0.3, 0.59, 0.11)  # how much of each colour makes grey


@cache
def vignette(size: tuple[int, int], strength: float) -> Image.Image:
    y, x = (np.linspace(-1, 1, n) for n in (size[1] // 8, size[0] // 8))
    fall = 1 - strength * ((x[None, :] ** 2 + y[:, None] ** 2) / 2) ** 1.3
    small = Image.fromarray((fall * 255).astype(np.uint8)).resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", [small] * 3)


@cache
def sensor_noise(size: tuple[int, int], strength: int) -> Image.Image:
    """Grey around 128 with a little colour, as a telephone's sensor adds."""
    dice = np.random.default_rng(strength)
    grey, colour = (
        dice.normal(0, part * strength, (size[1], size[0], n)) for part, n in ((0.8, 1), (0.35, 3))
    )
    return Image.fromarray((grey + colour + 128).clip(0, 255).astype(np.uint8))


def lit(picture: Image.Image, glows: Sequence[Glow]) -> Image.Image:
    """`picture` with every lamp shining: a bright heart and a wide, weak halo."""
    quarter = Image.new("RGB", (picture.width // 4, picture.height // 4))
    draw = ImageDraw.Draw(quarter)
    for (x, y), radius, colour in glows:
        r = max(0.7, radius / 4)
        fill = tuple(int(part) for part in colour)
        draw.ellipse((x / 4 - r, y / 4 - r, x / 4 + r, y / 4 + r), fill=fill)
    halo = (
        quarter.reduce(2)
        .filter(ImageFilter.GaussianBlur(picture.width / 150))
        .resize(quarter.size, Image.Resampling.BICUBIC)
    )
    near = ImageChops.add(
        quarter.filter(ImageFilter.BoxBlur(1)), halo.point([min(255, i * 3) for i in range(256)] * 3)
    )
    return ImageChops.screen(picture, near.resize(picture.size, Image.Resampling.BICUBIC))


def developed(picture: Image.Image, weather: Weather, dice: Dice) -> bytes:
    """`picture` as a telephone would have saved it, JPEG."""
    gain = weather.light * dice.uniform(1.0, 1.1)
    picture = tinted(picture, gain, weather.warmth * dice.uniform(0.98, 1.02), dice.uniform(0.94, 1.14))
    picture = picture.point(_curve(0.86 if weather.night else dice.uniform(0.74, 0.84)) * 3)
    picture = ImageChops.multiply(picture, vignette(picture.size, 0.22))
    noise = sensor_noise(picture.size, 11 if weather.night else 6)
    noise = ImageChops.offset(noise, dice.randrange(picture.width), dice.randrange(picture.height))
    file = BytesIO()
    ImageChops.add(picture, noise, 1, -128).save(file, "JPEG", quality=82)
    return file.getvalue()


def tinted(picture: Image.Image, gain: float, warm: float, full: float) -> Image.Image:
    """`picture` brighter by `gain`, warmer by `warm` and with fuller colours by `full`; 1.0 leaves each as it is."""
    matrix: list[float] = []
    for channel, tint in enumerate((warm, 1.0, 1 / warm)):
        row = (grey * (1 - full) + (full if i == channel else 0) for i, grey in enumerate(GREY))
        matrix += [*(gain * tint * part for part in row), 0.0]
    return picture.convert("RGB", tuple(matrix))


def _curve(gamma: float) -> list[int]:
    """Brighter middle tones with a soft shoulder."""
    return [min(255, int(255 * (i / 255) ** gamma)) for i in range(256)]
