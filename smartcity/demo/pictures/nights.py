"""A street at night whose lamp is dark, and the same street lit."""

import numpy as np

from smartcity.demo.pictures import weather
from smartcity.demo.pictures.canvas import Canvas
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.shots import Shot
from smartcity.demo.pictures.skyline import pole


def lamp(shot: Shot) -> None:
    """A street at night whose nearest lamp is dark; afterwards it shines."""
    here = shot.on("lane", "shops", "alley", "avenue")
    side, dice = shot.place.choice((-1, 1)), shot.place
    shot.aim(pitch=(-13, -4), yaw=4, x=(-0.6, 0.6))
    shot.turn(side * dice.uniform(0, 9))
    shot.weather = weather.night(shot.moment)
    shot.line(start=2)
    shot.passers(0, 3, near=12)
    z, x, gap = dice.uniform(8.5, 12.5), side * (here.half + 0.3), dice.uniform(13, 18)
    others = [n for n in range(1, 5) if dice.random() < 0.4]
    for n in range(5):
        at = z + n * gap
        shot.add(at, pole, x, at, 6.6, lamp=-side)
        if shot.after or n in others:
            shot.add(at - 0.1, _shine, x - side * 1.7, at, 6.5)
            shot.work(_lit_pool, x - side * 1.7, at)
    for _ in range(dice.randint(2, 6)):
        shot.add(8.5, _window, dice.choice((-1, 1)) * here.edge, dice.uniform(9, 40), dice.uniform(1.4, 4.4))


def _shine(canvas: Canvas, x: float, z: float, height: float) -> None:
    canvas.box(x, z, (0.6, 0.1, 0.25), (255, 246, 214), y=height)
    canvas.glow((x, height, z), 0.4, (255, 224, 160))


def _window(canvas: Canvas, x: float, z: float, y: float) -> None:
    canvas.side(x * 0.995, z, z + 1.2, y, y + 1.1, (255, 226, 160))
    canvas.glow((x, y + 0.5, z + 0.6), 0.3, (110, 86, 46))


def _lit_pool(ground: Ground, x: float, z: float) -> None:
    away = np.sqrt(((ground.x - x) / 5) ** 2 + ((ground.z - z) / 6) ** 2)
    pool = np.exp(-away * away * 1.6)
    ground.light *= 1 + 1.9 * pool
    ground.cover(0.32 * pool, (255, 206, 130))
