"""A tree across the road, and the road when it is sawn up and gone."""

import numpy as np

from smartcity.demo.pictures import furniture
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.cutouts import CROWNS, crown
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import Dice, grain
from smartcity.demo.pictures.shots import Shot
from smartcity.demo.pictures.weather import Colour

BARK: Colour = (98, 80, 62)


def tree(shot: Shot) -> None:
    street = shot.on("lane", "shops", "avenue", "lane")
    side, dice = shot.place.choice((-1, 1)), shot.place
    shot.aim(pitch=(5, 13), yaw=8, x=(-0.8, 0.8))
    shot.line(start=2.0)
    shot.passers(near=14)
    z, root = dice.uniform(5.5, 8.5), side * (street.half + 0.6)
    tip = -side * min(street.half, 3.4) * dice.uniform(0.3, 0.9)
    shot.work(_leaves, (root + tip) / 2, z, 0.35 if shot.after else 1.0)
    shot.add(z, _stump, root, z + 0.2, dice.uniform(0.22, 0.4))
    if shot.after:
        shot.add(z - 0.3, furniture.cone, root - side * 0.9, z - 0.3)
        return
    for part in (0.2, 0.5, 0.8, 1.0):
        shot.shadow(root + (tip - root) * part, z - 0.1, 0.9 + part * 0.5, 0.25 + 0.5 * part)
    shot.add(z, _fallen, root, tip, z, dice.uniform(0.2, 0.38), dice.randrange(9999))


def _leaves(ground: Ground, x: float, z: float, much: float) -> None:
    """Leaves blown over the road."""
    ground = ground.around(x, z, 5, 4)
    away = np.sqrt(((ground.x - x) / 3.2) ** 2 + ((ground.z - z) / 2.2) ** 2)
    there = grain(ground.x * 17, ground.z * 17, 31) > 1.05 - 0.8 * much + 0.75 * away
    green = np.array((84, 100, 54)) * (1 + 0.4 * grain(ground.x * 17, ground.z * 17, 32))[..., None]
    ground.cover(there.astype(np.float32), green)


def _stump(canvas: Canvas, x: float, z: float, thick: float) -> None:
    wide = thick * 1.2
    canvas.shape(x, z, [(-wide, 0), (wide, 0), (thick, 0.55), (-thick, 0.45)], BARK)
    canvas.shape(x, z, [(thick * 0.2, 0), (wide, 0), (thick, 0.55), (thick * 0.3, 0.5)], shade(BARK, 0.75))
    canvas.disc((x, 0.52, z + 0.1), thick, (190, 160, 116), squash=0.3)


def _fallen(canvas: Canvas, root: float, tip: float, z: float, thick: float, seed: int) -> None:
    """Trunk, boughs and a crown lying from `root` to `tip` across the road."""
    dice, way, low = Dice(seed), tip - root, 0.28 + thick
    for n in range(5):
        foot = root + way * (0.75 + 0.2 * n * dice.random()), dice.uniform(-0.1, 0.1), z + 0.5 + n * 0.2
        canvas.paste(
            crown(dice.randrange(CROWNS)), foot, dice.uniform(2.2, 3.6), dice.uniform(1.4, 2.4), light=0.72
        )
    for bottom, top, tone in ((0.0, 1.0, 1.0), (0.0, 0.35, 0.66), (0.8, 1.0, 1.2)):
        trunk = [
            (0, 0.25 + thick * 2 * bottom),
            (way, low + thick * bottom),
            (way, low + thick * top),
            (0, 0.25 + thick * 2 * top),
        ]
        canvas.shape(root, z, trunk, shade(BARK, tone))
    for _ in range(9):
        start = (root + way * dice.uniform(0.35, 1.0), low + 0.2, z)
        end = (start[0] + way * dice.uniform(0.05, 0.3), low + dice.uniform(0, 1.7), z - dice.uniform(0, 0.8))
        canvas.rod(start, end, thick * 0.3, shade(BARK, dice.uniform(0.7, 1)))
    for n in range(8):
        foot, wide = (
            (root + way * dice.uniform(0.5, 1.15), dice.uniform(-0.1, 0.35), z - 0.15 * n),
            dice.uniform(1.2, 2.6),
        )
        high = wide * dice.uniform(0.5, 0.75)
        canvas.paste(crown(dice.randrange(CROWNS)), foot, wide, high, light=dice.uniform(0.85, 1.05))
