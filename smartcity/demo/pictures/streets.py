"""Four kinds of street Jakarta is made of, from the alley to the avenue: what they are paved with and lined by."""

from dataclasses import dataclass
from random import Random

import numpy as np

from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import Array, phase
from smartcity.demo.pictures.weather import Colour

KERB = 0.15  # m high


@dataclass(frozen=True)
class Street:
    """`half` metres of road to each side of its middle (x = 0), `walk` of pavement, buildings `edge` from the middle."""

    name: str
    half: float
    walk: float
    edge: float
    surface: Colour
    beside: Colour
    rows: tuple[str, str]
    marking: str
    striped: bool
    tactile: bool
    seed: int


def alley(dice: Random) -> Street:
    half = dice.uniform(1.3, 1.9)
    rows = dice.choice((("house", "house"), ("house", "fence"), ("fence", "house")))
    concrete = dice.choice(((150, 144, 134), (136, 132, 126), (142, 128, 112)))
    return _street(dice, "alley", half, 0.0, half + dice.uniform(0.3, 0.7), concrete, rows, "none")


def lane(dice: Random) -> Street:
    half = dice.uniform(2.5, 3.3)
    rows = dice.choice((("house", "house"), ("house", "green"), ("fence", "house"), ("green", "house"), ("shop", "house")))
    return _street(dice, "lane", half, 0.0, half + dice.uniform(1.0, 2.0), _asphalt(dice), rows, dice.choice(("none", "middle")))


def shops(dice: Random) -> Street:
    half, walk = dice.uniform(3.3, 4.6), dice.uniform(1.6, 2.4)
    rows = dice.choice((("shop", "shop"), ("shop", "house"), ("fence", "shop"), ("shop", "green")))
    return _street(dice, "shops", half, walk, half + walk + 0.2, _asphalt(dice), rows, dice.choice(("middle", "dashes")))


def avenue(dice: Random) -> Street:
    half, walk = dice.uniform(6.5, 9.0), dice.uniform(2.2, 3.2)
    rows = dice.choice((("green", "green"), ("green", "shop"), ("shop", "green"), ("fence", "green")))
    return _street(dice, "avenue", half, walk, half + walk + dice.uniform(0.6, 2.0), _asphalt(dice), rows, "lanes")


def _asphalt(dice: Random) -> Colour:
    grey = dice.uniform(88, 126)
    return (grey + 2, grey, grey - dice.uniform(1, 6))


def _street(dice: Random, name: str, half: float, walk: float, edge: float, surface: Colour, rows: tuple[str, str], marking: str) -> Street:
    beside: Colour = dice.choice(((150, 142, 128), (128, 118, 98), (164, 156, 146), (112, 116, 86)))
    if walk:
        beside = dice.choice(((168, 162, 152), (160, 150, 140), (176, 150, 136), (150, 152, 150)))
    return Street(name, half, walk, edge, surface, beside, rows, marking, dice.random() < 0.7, dice.random() < 0.5, dice.randrange(200))


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
    dice = Random(street.seed)
    squares = []
    for _ in range(3):
        x, z, wide, long = dice.uniform(-0.8, 0.3) * street.half, dice.uniform(4, 16), dice.uniform(0.6, 1.8), dice.uniform(0.8, 4)
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
    joint: Array = (phase(across, every) < 2 * wide / every) * np.clip(1.4 - ground.far / 18, 0, 1)
    return joint


def _wet(street: Street, ground: Ground) -> None:
    """A film of rain: darker, and with the sky lying in the hollows."""
    ground.light *= 0.8
    film = np.clip(ground.blots(1.3, street.seed + 30, 3, 1.8) * 1.4 + 0.1 + ground.far / 60, 0, 1)
    film *= np.clip(1.2 - np.abs(ground.x) / (street.edge + 1), 0, 1) ** 0.5
    ground.cover(film * np.clip(0.18 + ground.far / 40, 0, 0.62), np.asarray(ground.weather.horizon) * 0.92)
