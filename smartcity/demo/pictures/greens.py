"""A tree across the road, and the road when it is sawn up and gone."""

from random import Random

import numpy as np

from smartcity.demo.pictures import furniture
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.cutouts import CROWNS, crown
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import grain
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
    shot.shadow((root + tip) / 2, z, abs(root - tip) * 0.6, 0.8)
    shot.add(z, _fallen, root, tip, z, dice.uniform(0.2, 0.38), dice.randrange(9999))


def _leaves(ground: Ground, x: float, z: float, much: float) -> None:
    """Leaves blown over the road."""
    ground = ground.around(x, z, 5, 4)
    away = np.sqrt(((ground.x - x) / 3.2) ** 2 + ((ground.z - z) / 2.2) ** 2)
    there = grain(ground.x * 17, ground.z * 17, 31) > 1.05 - 0.8 * much + 0.75 * away
    green = np.float32((84, 100, 54)) * (1 + 0.4 * grain(ground.x * 17, ground.z * 17, 32))[..., None]
    ground.cover(there.astype(np.float32), green)


def _stump(canvas: Canvas, x: float, z: float, thick: float) -> None:
    canvas.face([(x - thick * 1.2, 0, z), (x + thick * 1.2, 0, z), (x + thick, 0.55, z), (x - thick, 0.45, z)], BARK)
    canvas.face([(x + thick * 0.2, 0, z), (x + thick * 1.2, 0, z), (x + thick, 0.55, z), (x + thick * 0.3, 0.5, z)], shade(BARK, 0.75))
    canvas.disc((x, 0.52, z + 0.1), thick, (190, 160, 116), squash=0.3)


def _fallen(canvas: Canvas, root: float, tip: float, z: float, thick: float, seed: int) -> None:
    """Trunk, boughs and a crown lying from `root` to `tip` across the road."""
    dice = Random(seed)
    way = tip - root
    for n in range(5):
        x = root + way * (0.75 + 0.2 * n * dice.random())
        canvas.paste(crown(dice.randrange(CROWNS)), (x, dice.uniform(-0.1, 0.1), z + 0.5 + n * 0.2), dice.uniform(2.2, 3.6), dice.uniform(1.4, 2.4), light=0.72)
    low, high = 0.28 + thick, 0.5 + thick
    canvas.face([(root, 0.25, z), (tip, low, z), (tip, low + thick, z), (root, 0.25 + thick * 2, z)], BARK)
    canvas.face([(root, 0.25, z), (tip, low, z), (tip, low + thick * 0.35, z), (root, 0.25 + thick * 0.7, z)], shade(BARK, 0.66))
    canvas.face([(root, 0.25 + thick * 1.6, z), (tip, low + thick * 0.8, z), (tip, low + thick, z), (root, 0.25 + thick * 2, z)], shade(BARK, 1.2))
    for _ in range(9):
        start = root + way * dice.uniform(0.35, 1.0)
        canvas.rod((start, high * 0.8, z), (start + way * dice.uniform(0.05, 0.3), high + dice.uniform(-0.3, 1.5), z - dice.uniform(0, 0.8)), thick * 0.3, shade(BARK, dice.uniform(0.7, 1)))
    for n in range(8):
        x, wide = root + way * dice.uniform(0.5, 1.15), dice.uniform(1.2, 2.6)
        canvas.paste(crown(dice.randrange(CROWNS)), (x, dice.uniform(-0.1, 0.35), z - 0.15 * n), wide, wide * dice.uniform(0.5, 0.75), light=dice.uniform(0.85, 1.05))
