"""The light of an hour: what colour the sky is, where the sun stands, how far one sees."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from smartcity.demo.pictures.camera import Camera
from smartcity.demo.pictures.noise import Dice, blots

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Weather:
    """`zenith` and `horizon` colour the sky, `clouds` 0..1 cover it; `sun` is how strong shadows are and `side` (-1 or
    1) where it stands; haze swallows all but a third of what is `sight` metres away; `light` and `warmth` are the photo's."""

    zenith: Colour
    horizon: Colour
    clouds: float
    sun: float
    light: float = 1.0
    warmth: float = 1.0
    sight: float = 260.0
    wet: float = 0.0
    night: bool = False
    side: int = 1
    seed: int = 0


DAYS = (
    Weather((92, 142, 198), (206, 220, 228), clouds=0.5, sun=0.46, warmth=1.02, sight=420),  # a clear morning
    Weather((132, 164, 196), (222, 224, 220), clouds=0.3, sun=0.34, warmth=1.0, sight=260),  # hazy noon
    Weather(
        (182, 190, 196), (222, 222, 216), clouds=0.7, sun=0.1, light=0.96, sight=190
    ),  # the white sky of most days
    Weather(
        (128, 136, 144), (192, 194, 192), clouds=1.0, sun=0.05, light=0.86, warmth=0.98, sight=170
    ),  # before rain
    Weather(
        (142, 150, 158), (204, 204, 200), clouds=0.9, sun=0.06, light=0.9, warmth=0.98, sight=200, wet=1.0
    ),  # after
    Weather(
        (120, 150, 190), (238, 216, 184), clouds=0.5, sun=0.42, light=1.0, warmth=1.05, sight=240
    ),  # late afternoon
    Weather((96, 110, 146), (224, 180, 152), clouds=0.6, sun=0.05, light=0.8, warmth=1.04, sight=220),  # dusk
)
NIGHT = Weather(
    (44, 50, 84), (150, 118, 104), clouds=0.7, sun=0.0, light=1.0, warmth=1.06, sight=160, night=True
)


def day(dice: Dice) -> Weather:
    """One of the days, more often a plain one."""
    return _varied(dice.choices(DAYS, weights=(4, 4, 4, 2, 2, 3, 1))[0], dice)


def rainy(dice: Dice) -> Weather:
    return _varied(dice.choice(DAYS[2:5]), dice)


def night(dice: Dice) -> Weather:
    return _varied(NIGHT, dice)


def _varied(weather: Weather, dice: Dice) -> Weather:
    fields = dict(vars(weather))
    shift = dice.uniform(-10, 10)
    fields["zenith"] = tuple(max(4, part + shift) for part in weather.zenith)
    fields["light"] = weather.light * dice.uniform(0.94, 1.06)
    return Weather(**fields | {"side": dice.choice((-1, 1)), "seed": dice.randrange(200)})


def sky(camera: Camera, weather: Weather) -> Image.Image:
    """The whole picture full of sky, paler and calmer towards the horizon. Painted small and enlarged: it is soft."""
    width, height = max(2, camera.width // 6), max(2, camera.height // 6)
    small = camera.enlarged(1 / 6)
    level = small.height / 2 - small.scale * np.tan(np.radians(small.pitch))
    up = ((level - np.arange(height)) / height).astype(np.float32)[:, None].clip(0, 1)
    blend = (up * 2.4).clip(0, 1)[..., None]
    base = np.array(weather.horizon) * (1 - blend) + np.array(weather.zenith) * blend
    depth = 1 / (up + 0.06)
    across = (np.arange(width, dtype=np.float32)[None, :] / width - 0.5) * depth * 2.2
    cover = (
        blots(across + weather.seed, depth * 1.6 + weather.seed, layer=40, octaves=4) + weather.clouds - 0.55
    )
    veil = ((cover * 1.6).clip(0, 1) * (up * 6).clip(0, 1) * 0.75)[..., None]
    cloud = np.array(weather.horizon) * (0.5 if weather.night else 1.04 - 0.2 * weather.clouds * veil)
    pixels = base * (1 - veil) + cloud * veil
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).resize(
        (camera.width, camera.height), Image.Resampling.BILINEAR
    )
