"""Vendors on the pavement, houses built without leave, streets hung with banners."""

import numpy as np

from smartcity.demo.pictures import furniture
from smartcity.demo.pictures.canvas import Canvas
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.shots import Shot


def hawker(shot: Shot) -> None:
    street = shot.on("shops", "avenue")
    side, dice = shot.place.choice((-1, 1)), shot.place
    walk = side * (street.half + street.walk * 0.5)
    shot.aim(pitch=(5, 11), yaw=7, x=(walk - side * 2.4, walk - side * 1.2))
    shot.line(start=2.5)
    shot.passers(near=11)
    z = dice.uniform(4.5, 6.0)
    while z < 26:
        if not shot.after:
            shot.add(z, furniture.stall, walk + dice.gauss(0, 0.15), z, dice.randrange(9999))
            shot.shadow(walk, z + 0.3, 0.8, 0.6)
        z += dice.uniform(2.4, 4.2)
    for _ in range(shot.moment.randint(1, 3) if shot.after else shot.moment.randint(4, 8)):
        shot.walk(walk - side * shot.moment.uniform(-0.6, 1.6), shot.moment.uniform(5.5, 20))


def building(shot: Shot) -> None:
    street = shot.on("lane", "shops", "lane")
    side, dice = shot.place.choice((-1, 1)), shot.place
    shot.aim(pitch=(-4, 5), yaw=3, x=(-0.8, 0.8))
    shot.turn(side * dice.uniform(13, 22))
    wide, z = dice.uniform(4.5, 7), dice.uniform(8, 12)
    x = side * (street.edge + wide / 2)
    shot.line(start=2, sides=(-side,))
    shot.line(start=z + 5, sides=(side,))
    shot.passers(near=12)
    shot.add(z, furniture.scaffold, x, z, wide, dice.randint(1, 3))
    if shot.after:
        for n in range(3):
            shot.add(z - 1.2, furniture.barrier, x - wide / 2 + n * wide / 3 + 0.8, z - 1.2)
        shot.add(z - 1.3, _sealed, x, z - 1.3)
        return
    shot.work(_sand, x - side * wide * 0.5, z - 2.2)
    for _ in range(4):
        shot.walk(x + shot.moment.uniform(-0.5, 0.5) * wide, z - shot.moment.uniform(0.6, 2))


def _sand(ground: Ground, x: float, z: float) -> None:
    away = np.sqrt(((ground.x - x) / 1.5) ** 2 + ((ground.z - z) / 1.1) ** 2) + 0.3 * ground.blots(0.7, 5)
    ground.cover(np.clip((1 - away) * 5, 0, 1), (186, 166, 128))


def _sealed(canvas: Canvas, x: float, z: float) -> None:
    """The order's notice: closed."""
    canvas.front(x - 1.1, x + 1.1, 1.2, 2.0, z, (226, 60, 48))
    canvas.front(x - 0.9, x + 0.9, 1.62, 1.82, z - 0.01, (244, 240, 230))
    canvas.front(x - 0.7, x + 0.7, 1.36, 1.48, z - 0.01, (244, 240, 230))


def street(shot: Shot) -> None:
    """Any street, with banners strung along it; afterwards without."""
    here = shot.on("alley", "lane", "shops", "avenue")
    shot.aim(pitch=(3, 12), yaw=11, x=(-0.9, 0.9))
    shot.line(start=2)
    shot.passers(2, 6, near=8)
    dice = shot.place
    for _ in range(dice.randint(3, 8)):
        side, z = dice.choice((-1, 1)), dice.uniform(4.5, 22)
        seed = dice.randrange(9999)
        if not shot.after:
            shot.add(
                z,
                furniture.banner,
                side * (here.half + dice.uniform(0.1, 0.5)) - (0.9 if side > 0 else 0),
                z,
                seed,
            )
