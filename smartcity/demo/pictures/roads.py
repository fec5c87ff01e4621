"""Broken ground: potholes in the road, holes in the pavement, and how they look when mended."""

import numpy as np

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import Array, grain, phase
from smartcity.demo.pictures.shots import Shot


def road(shot: Shot) -> None:
    """Potholes, one large and perhaps some small, wet or dry."""
    street = shot.on("lane", "lane", "shops", "avenue", "alley")
    shot.aim(eye=(1.3, 1.7), pitch=(15, 30), yaw=16, x=(-0.6, 0.6))
    shot.line(start=1.0)
    shot.passers(near=10)
    dice = shot.place
    z, water = dice.uniform(2.6, 3.6), dice.random() < 0.55
    x = shot.ahead(z) + dice.uniform(-0.5, 0.5)
    holes = [(x, z, dice.uniform(0.45, 1.0), dice.uniform(0.4, 0.8))]
    for _ in range(dice.randint(0, 3)):
        holes.append(
            (
                x + dice.uniform(-1.6, 1.6),
                z + dice.uniform(1.0, 4.0),
                dice.uniform(0.25, 0.6),
                dice.uniform(0.2, 0.45),
            )
        )
    for hole in holes:
        shot.work(asphalted if shot.after else dug, *hole, street.seed, water)


def pavement(shot: Shot) -> None:
    """A walk with its tiles gone; afterwards laid anew."""
    street = shot.on("shops", "avenue")
    side, dice = shot.place.choice((-1, 1)), shot.place
    middle = side * (street.half + street.walk * 0.5)
    shot.aim(eye=(1.4, 1.75), pitch=(14, 26), yaw=8, x=(middle - 0.7, middle + 0.5))
    shot.line(start=1.5)
    shot.passers(near=9)
    near, far = 2.2, dice.uniform(5.5, 9)
    left, right = sorted((side * (street.half + 0.3), side * (street.half + street.walk - 0.1)))
    if shot.after:
        shot.work(_tiled, left, right, near - 1, far + 2)
        return
    for _ in range(dice.randint(2, 4)):
        x, z = dice.uniform(left + 0.3, right - 0.3), dice.uniform(near + 0.4, far)
        shot.work(
            dug, x, z, dice.uniform(0.3, 0.7), dice.uniform(0.35, 0.9), street.seed, dice.random() < 0.25
        )
        for _ in range(dice.randint(3, 7)):
            at = (x + dice.gauss(0, 0.6), z + dice.gauss(0, 0.7))
            shot.add(at[1], _loose, *at, dice.uniform(0.16, 0.36), dice.uniform(0.8, 1.1))


def _loose(canvas: Canvas, x: float, z: float, wide: float, tone: float) -> None:
    canvas.box(x, z, (wide, 0.05, wide * 0.8), shade((164, 154, 142), tone))


def _tiled(ground: Ground, left: float, right: float, near: float, far: float) -> None:
    """New tiles in two tones, with clean joints."""
    inside = (ground.x > left) & (ground.x < right) & (ground.z > near) & (ground.z < far)
    chequer = ((ground.x / 0.3).astype(np.int32) + (ground.z / 0.3).astype(np.int32)) % 3 == 0
    tiles: Array = np.where(chequer[..., None], np.array((176, 122, 100)), np.array((196, 190, 180)))
    joint = (phase(ground.x, 0.3) < 0.05) | (phase(ground.z, 0.3) < 0.05)
    tiles = tiles * (1 - 0.25 * joint + 0.05 * grain(ground.x * 120, ground.z * 120))[..., None].astype(
        np.float32
    )
    ground.cover(inside.astype(np.float32), tiles)


def dug(ground: Ground, x: float, z: float, wide: float, long: float, seed: int, water: bool) -> None:
    """A hole about 2 `wide` x 2 `long` metres: crumbled rim, cracks around, gravel or water in it."""
    ground = ground.around(x, z, wide * 2.4, long * 2.4)
    ragged = ground.blots(0.34, seed, 3) * 0.34
    away = np.sqrt(((ground.x - x) / wide) ** 2 + ((ground.z - z) / long) ** 2) + ragged
    cracks = (np.abs(ground.blots(0.42, seed + 12, 3)) < 0.035) * np.clip(2.1 - away, 0, 1)
    ground.dim(cracks, 0.45)
    ground.dim(np.clip(1.5 - away, 0, 0.5) * 2, 0.86)
    ground.cover(np.clip((1.06 - away) * 14, 0, 1), (150, 140, 124))  # the broken edge, catching light
    pebbles = grain(ground.x * 38, ground.z * 38, 3) * 0.5 + grain(ground.x * 90, ground.z * 90, 4) * 0.5
    depth = np.clip((0.97 - away) * 3.2, 0, 1)
    earth = np.array((112, 100, 86), np.float32) * ((1 - 0.62 * depth) * (1 + 0.32 * pebbles))[..., None]
    ground.cover(np.clip((0.97 - away) * 16, 0, 1), earth)
    if water:
        shine = np.clip(0.5 + (ground.z - z) * 0.35 + ground.blots(0.2, seed + 5, 2) * 0.12, 0.2, 0.9)[
            ..., None
        ]
        pool = (
            np.array((96, 88, 76), np.float32) * (1 - shine)
            + np.asarray(ground.weather.horizon, np.float32) * 0.9 * shine
        )
        ground.cover(np.clip((0.66 - away - 0.12 * ragged) * 22, 0, 1) * 0.96, pool)


def asphalted(ground: Ground, x: float, z: float, wide: float, long: float, seed: int, _water: bool) -> None:
    """A square of fresh asphalt with a seam of tar."""
    ground = ground.around(x, z, wide * 1.5, long * 1.6)
    square = [
        (x + a * wide * 1.25, z + b * long * 1.35)
        for a, b in ((-1, -1), (1.02, -0.96), (1, 1), (-0.98, 1.03))
    ]
    seam = [(x + (px - x) * 1.05, z + (pz - z) * 1.06) for px, pz in square]
    ground.cover(ground.area(seam, blur=3) * 0.75, (40, 39, 39))
    fresh = 1 + 0.34 * grain(ground.x * 150, ground.z * 150, 2) + 0.1 * ground.blots(0.5, seed)
    ground.cover(ground.area(square, blur=2), np.array((62, 61, 62), np.float32) * fresh[..., None])
