"""A canal from its bridge, full of rubbish or clean."""

from dataclasses import replace

import numpy as np
from PIL import Image

from smartcity.demo.pictures import streets
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.litter import carpet
from smartcity.demo.pictures.noise import Array
from smartcity.demo.pictures.shots import Shot
from smartcity.demo.pictures.stage import SOFT
from smartcity.demo.pictures.water import surface
from smartcity.demo.pictures.weather import Colour

WATERS: tuple[Colour, ...] = ((116, 102, 78), (98, 98, 80), (84, 84, 76))


def river(shot: Shot) -> None:
    """A canal from its bridge: concrete banks, houses above them, rubbish adrift in it or not."""
    dice = shot.place
    shot.aim(eye=(2.6, 5.0), pitch=(9, 17), yaw=13, x=(-2.5, 2.5))
    half, deep = dice.uniform(3.8, 7.5), dice.uniform(1.8, 3.0)
    grass: Colour = dice.choice(((104, 112, 80), (128, 120, 100), (96, 108, 72)))
    rows = dice.choice((("house", "green"), ("green", "house"), ("house", "house"), ("green", "green")))
    edge = half + dice.uniform(3.5, 6)
    land = replace(streets.lane(dice), surface=grass, beside=grass, rows=rows, marking="none")
    shot.street = replace(land, half=half + 2.5, edge=edge)
    shot.line(start=6, end=110)
    slope, stone = dice.uniform(0.2, 1.0), dice.choice(((150, 146, 136), (134, 128, 116), (160, 150, 138)))
    for z in range(-2, 150, 4):
        for side in (-1, 1):
            shot.add(200 + z, bank, side, half, deep, slope, float(z), shade(stone, dice.uniform(0.93, 1.05)))
    if dice.random() < 0.6:
        shot.add(60, bridge, dice.uniform(34, 70), half + 4)
    shot.base = lambda: _canal(shot, half, deep)


def bank(canvas: Canvas, side: int, half: float, deep: float, slope: float, z: float, colour: Colour) -> None:
    """Four metres of sloping concrete between the land and the water."""
    top, foot = side * (half + slope), side * half
    lit = canvas.light_on(-side)
    middle, wet = ((top + foot) / 2, -deep / 2), (foot + (top - foot) * 0.14, -deep * 0.86)
    canvas.slope((top, 0), (foot, -deep), z, z + 4, shade(colour, 0.86 * lit))
    canvas.slope((top, 0), middle, z, z + 4, shade(colour, lit))
    canvas.slope(wet, (foot, -deep), z, z + 4, shade(colour, 0.55))
    canvas.flat(min(top, top + side * 0.3), max(top, top + side * 0.3), z, z + 4, 0.02, shade(colour, 1.16))


def bridge(canvas: Canvas, z: float, half: float) -> None:
    canvas.box(0, z, (half * 2.4, 0.9, 5), (166, 162, 152), y=0.6)
    for n in range(-6, 7):
        canvas.front(n * half / 6 - 0.06, n * half / 6 + 0.06, 1.5, 2.4, z, (120, 120, 118))
    canvas.front(-half * 1.2, half * 1.2, 2.35, 2.45, z, (120, 120, 118))


def _canal(shot: Shot, half: float, deep: float) -> Image.Image:
    """The land, and in the canal's bed the water."""
    picture = shot.dry()
    camera = shot.camera.enlarged(SOFT)
    water = Ground(camera, shot.weather, -deep)
    inside = np.abs(water.x) < half
    if not shot.after:
        carpet(water, _adrift(water, half, shot.street.seed) * inside, 8)
    mud = shot.place.choice(WATERS)
    picture.paste(
        surface(shot, water, mud, wakes=0.5), (0, water.top), Image.fromarray(inside * np.uint8(255))
    )
    return picture


def _adrift(water: Ground, half: float, seed: int) -> Array:
    """Where rubbish gathers, 0..1: in rafts, and along the banks."""
    rafts = water.blots(2.2, seed, 3, 1.8) + 0.35 * water.blots(0.5, seed + 3, 2)
    gathered: Array = np.clip((rafts + 0.25 * np.abs(water.x) / half) * 5 - 0.4, 0, 1)
    return gathered
