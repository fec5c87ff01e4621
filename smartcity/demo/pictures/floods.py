"""A street under water, and the mud it leaves."""

import numpy as np
from PIL import Image

from smartcity.demo.pictures import weather
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.shots import Shot
from smartcity.demo.pictures.stage import SOFT
from smartcity.demo.pictures.water import surface
from smartcity.demo.pictures.weather import Colour, sky

MUD: Colour = (132, 110, 84)


def flood(shot: Shot) -> None:
    """A street under water, ankle to waist deep; afterwards the mud."""
    shot.on("lane", "lane", "shops", "alley", "avenue")
    shot.aim(eye=(1.5, 2.1), pitch=(5, 13), yaw=9, x=(-0.8, 0.8))
    shot.weather = weather.rainy(shot.moment)
    drawn = shot.place.uniform(0.14, 0.7)
    level = drawn if shot.depth is None else shot.depth
    shot.line(start=1.0)
    dice, half = shot.moment, shot.street.half
    shot.passers(2, 4, near=8)
    for _ in range(0 if shot.after else dice.randint(0, 3)):
        shot.walk(dice.uniform(-half, half), dice.uniform(6, 16))
    if shot.after:
        shot.work(_silt, shot.street.seed)
        return
    shot.base = lambda: _under_water(shot, level)
    shot.level = level


def _silt(ground: Ground, seed: int) -> None:
    """What the water leaves: a film of mud along the edges and puddles."""
    edge = np.clip(np.abs(ground.x) / max(2.0, abs(float(ground.x.max())) * 0.1) - 0.3, 0, 1)
    film = np.clip(ground.blots(1.4, seed + 50, 3, 2) + edge * 0.5, 0, 1) * 0.5
    ground.cover(film, (124, 108, 86))


def _under_water(shot: Shot, level: float) -> Image.Image:
    camera = shot.camera.enlarged(SOFT)
    picture = sky(camera, shot.weather)
    water = Ground(camera, shot.weather, level)
    pixels = surface(shot, water, MUD, wakes=0.35)
    picture.paste(pixels, (0, water.top))
    return picture
