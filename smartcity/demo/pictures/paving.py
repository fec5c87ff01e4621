"""Road, kerb, pavement and painted lines, worn by years and wet after rain."""

import numpy as np

from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import Array, Dice, phase
from smartcity.demo.pictures.streets import Street
from smartcity.demo.pictures.weather import Colour

KERB = 0.15  # m high


def pave(street: Street, ground: Ground) -> None:
    """Road, kerb, pavement and markings, worn by years."""
    x, z, seed = ground.x, ground.z, street.seed
    ground.lay(True, street.surface)
    tracks = np.cos(np.clip(np.abs(x) / street.half, 0, 1) * np.pi * (4 if street.half > 6 else 2))
    ground.light *= 1 + 0.1 * ground.blots(1.6, seed, 3, 2.5) + 0.03 * tracks
    stains = np.clip(ground.blots(2.6, seed + 9, 3, 1.6) - 0.28, 0, 1)
    ground.dim(stains, 0.62)
    ground.dim(_patches(street, ground), 0.78)
    _mark(street, ground)
    if street.name == "alley":
        ground.dim(_lines(z, 2.4, 0.02, ground), 0.7)
    if street.walk:
        _pavement(street, ground)
    else:
        ground.lay(np.abs(x) > street.half, street.beside)
        ragged = np.abs(x) + 0.25 * ground.blots(0.9, seed + 4)
        ground.dim((ragged > street.half - 0.15) & (ragged < street.half + 0.12), 0.72)
    ground.lay(np.abs(x) > street.edge + 6, (98, 104, 82))
    ground.rough(0.13, 150)
    ground.rough(0.09, 38, layer=5)
    if ground.weather.wet:
        _wet(street, ground)


def _patches(street: Street, ground: Ground) -> Array:
    """Where the road was mended before, 0..1."""
    dice = Dice(street.seed)
    squares = []
    for _ in range(3):
        x, z, wide, long = (
            dice.uniform(-0.8, 0.3) * street.half,
            dice.uniform(4, 16),
            dice.uniform(0.6, 1.8),
            dice.uniform(0.8, 4),
        )
        squares.append([(x, z), (x + wide, z + 0.1), (x + wide, z + long), (x + 0.05, z + long)])
    return ground.area(*squares, blur=2)


def _mark(street: Street, ground: Ground) -> None:
    """Painted lines, rubbed off in places."""
    paint: Colour = (206, 202, 190)
    x, z = ground.x, ground.z
    worn = ground.blots(0.5, street.seed + 2, 2) < 0.42
    if street.marking == "middle":
        ground.lay((np.abs(x) < 0.06) & worn, paint)
    elif street.marking == "dashes":
        ground.lay((np.abs(x) < 0.06) & (phase(z + street.seed, 5) < 0.4) & worn, paint)
    elif street.marking == "lanes":
        third = street.half / 3
        dashed = (np.abs(np.abs(x) - third * 1.55) < 0.06) & (phase(z + street.seed, 7) < 0.43)
        solid = (np.abs(np.abs(x) - 0.12) < 0.05) | (np.abs(np.abs(x) - street.half + 0.35) < 0.05)
        ground.lay((dashed | solid) & worn, paint)


def _pavement(street: Street, ground: Ground) -> None:
    """The raised walk on both sides: what a plane KERB higher hides is the kerb's face."""
    camera = ground.camera
    lift = (camera.eye - KERB) / camera.eye
    x, z = np.abs((ground.x - camera.x) * lift + camera.x), ground.z * lift
    beside = np.abs(ground.x) > street.half
    walk = x >= street.half + 0.16
    kerb = beside & ~walk
    ground.lay(kerb, (128, 124, 118))
    if street.striped:
        dark = phase(z, 1.6) < 0.5
        ground.lay(kerb & dark, (52, 52, 52))
        ground.lay(kerb & ~dark, (206, 202, 192))
    ground.lay(walk, street.beside)
    joints = ((phase(x, 0.4) < 0.06) | (phase(z, 0.4) < 0.06)) & walk
    ground.dim(joints * np.clip(1.3 - ground.far / 14, 0, 1), 0.74)
    if street.tactile:
        ground.lay(walk & (np.abs(x - street.half - street.walk * 0.55) < 0.2), (206, 170, 64))
    ground.dim(np.clip(ground.blots(0.8, street.seed + 6, 3), 0, 1) * walk, 0.78)


def _lines(across: Array, every: float, wide: float, ground: Ground) -> Array:
    """Joints across the way, fading with distance."""
    near = np.clip(1.4 - ground.far / 18, 0, 1)
    return np.where(phase(across, every) < 2 * wide / every, near, 0)


def _wet(street: Street, ground: Ground) -> None:
    """A film of rain: darker, and with the sky lying in the hollows."""
    ground.light *= 0.8
    film: Array = np.clip(ground.blots(1.3, street.seed + 30, 3, 1.8) * 1.4 + 0.1 + ground.far / 60, 0, 1)
    film = film * np.sqrt(np.clip(1.2 - np.abs(ground.x) / (street.edge + 1), 0, 1))
    ground.cover(film * np.clip(0.18 + ground.far / 40, 0, 0.62), np.asarray(ground.weather.horizon) * 0.92)
