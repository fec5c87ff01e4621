"""Rubbish by the road and in the drain, and the same places swept."""

import numpy as np

from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.litter import carpet, container, heap
from smartcity.demo.pictures.noise import grain
from smartcity.demo.pictures.shots import Shot


def rubbish(shot: Shot) -> None:
    street = shot.on("lane", "lane", "shops", "alley", "avenue")
    side = shot.place.choice((-1, 1))
    shot.aim(pitch=(8, 17), yaw=6, x=(-0.4, 0.4))
    shot.line(start=1.5)
    shot.passers(near=11)
    dice = shot.place
    z, wide, long, high = (
        dice.uniform(4.2, 6.5),
        dice.uniform(0.7, 1.5),
        dice.uniform(0.9, 2.2),
        dice.uniform(0.4, 1.1),
    )
    x = side * max(0.2, min(street.half * 0.9, 3.6) - wide * dice.uniform(0.2, 0.9)) + shot.camera.x
    shot.work(_strewn, x, z, wide, long, 0.35 if shot.after else 1.0)
    if shot.after:
        if dice.random() < 0.6:
            shot.add(z, container, x, z)
            shot.shadow(x, z + 0.3, 0.45, 0.5)
        return
    shot.shadow(x, z, wide * 0.9, long * 0.8)
    shot.add(z, heap, x, z, wide, long, high, dice.randrange(9999))


def _strewn(ground: Ground, x: float, z: float, wide: float, long: float, much: float) -> None:
    """The stain under a heap, and what the wind took from it."""
    ground = ground.around(x, z, wide * 2.6, long * 2.4)
    away = np.sqrt(((ground.x - x) / wide) ** 2 + ((ground.z - z) / long) ** 2) + 0.4 * ground.blots(0.6, 11)
    ground.dim(np.clip(1.5 - away, 0, 1), 1 - 0.45 * much)
    if much == 1.0:
        bits = grain(ground.x * 19, ground.z * 23, 21) > 0.4 + away * 0.26
        carpet(ground, bits.astype(np.float32), 21)


def drain(shot: Shot) -> None:
    street = shot.on("lane", "shops", "lane")
    side, dice = shot.place.choice((-1, 1)), shot.place
    near = street.half - 0.55 if not street.walk else street.half - 1.0
    left, right = sorted((side * near, side * (near + dice.uniform(0.6, 0.95))))
    middle = (left + right) / 2
    shot.aim(eye=(1.4, 1.8), pitch=(18, 28), yaw=7, x=(middle - side * 1.3, middle - side * 0.5))
    shot.line(start=1.0)
    shot.passers(near=12)
    shot.work(_channel, left, right, dice.uniform(0.5, 0.9), street.seed, shot.after)


def _channel(ground: Ground, left: float, right: float, depth: float, seed: int, clean: bool) -> None:
    """An open ditch with concrete walls: a ray through its opening ends on the far wall or on the bottom."""
    eye, x = ground.camera.eye, ground.camera.x
    ground.dim(((ground.x > left - 0.14) & (ground.x < right + 0.14)), 1.25)
    opening = (ground.x > left) & (ground.x < right)
    deeper = (eye + depth) / eye
    below_x = (ground.x - x) * deeper + x
    bottom = opening & (below_x > left) & (below_x < right)
    ground.lay(opening, (112, 106, 96))
    ground.dim(opening & ~bottom, 0.66)
    ground.dim((opening & ~bottom) * np.clip(ground.blots(0.5, seed + 1) + 0.2, 0, 1), 0.6)
    ground.lay(bottom, (84, 90, 86) if clean else (44, 42, 36))
    ripple = ground.blots(0.35, seed + 3, 3, 2.5)
    sky = np.asarray(ground.weather.horizon, np.float32)
    stream = np.abs(below_x - (left + right) / 2 + 0.05 * ripple) < (right - left) * 0.22 if clean else bottom
    shine = (
        np.clip(0.24 + ripple * 0.3 + ground.far / 50, 0, 0.7) * (0.8 if clean else 0.5) * (bottom & stream)
    )
    ground.cover(shine, sky * 0.8)
    if not clean:
        drift = np.clip((ground.blots(0.8, seed + 8, 3, 2.0) + 0.5) * 4, 0, 1) * bottom
        carpet(ground, drift.astype(np.float32), 13)
