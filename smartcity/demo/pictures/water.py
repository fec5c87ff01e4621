"""Flooded streets and rivers: a still surface that mirrors what stands in it, murky near our feet."""

from dataclasses import replace

import numpy as np
from PIL import Image

from smartcity.demo.pictures import streets, weather
from smartcity.demo.pictures.buildings import house
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.litter import carpet
from smartcity.demo.pictures.noise import Array
from smartcity.demo.pictures.shots import SOFT, Shot
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
    shot.floor_level = level


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


def mirrored(shot: Shot, level: float) -> Array:
    """What the water at `level` shows, (rows, columns, 3), at half the size of the picture."""
    camera = shot.camera.enlarged(0.5)
    above = sky(replace(camera, pitch=-camera.pitch), shot.weather).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    shot.stand(Canvas(above, camera, shot.weather, floor=level, mirror=True))
    return np.asarray(above)


def surface(shot: Shot, water: Ground, mud: Colour, *, wakes: float) -> Image.Image:
    """The pixels of `water`: more mirror the flatter we look at it, shaken by ripples `wakes` strong."""
    shown = mirrored(shot, water.height)
    rows, columns = water.x.shape
    ripple = water.blots(0.5, 71, 3, 0.5) * np.clip(6 / water.far, 0.1, 1) + 0.5 * water.blots(3, 75, 2, 0.4)
    reach = wakes * columns / 30 * np.clip(water.far / 4, 0.35, 1)
    row = (np.arange(water.top, water.top + rows, dtype=np.float32)[:, None] + ripple * reach) * (shown.shape[0] / water.camera.height)
    column = (np.arange(columns, dtype=np.float32)[None, :] + ripple * reach * 0.4) * (shown.shape[1] / columns)
    index = row.clip(0, shown.shape[0] - 1).astype(np.int32) * shown.shape[1] + column.clip(0, shown.shape[1] - 1).astype(np.int32)
    image = shown.reshape(-1, 3)[index].astype(np.float32)
    fall = np.clip(water.camera.eye - water.height, 0.3, None) / np.maximum(water.far, 0.3)
    mirror = (0.16 + 0.74 * np.exp(-3.4 * np.minimum(fall, 1)))[..., None]
    body = np.asarray(mud, np.float32) * (water.weather.light * (0.92 + 0.16 * ripple))[..., None]
    pixels = body * (1 - mirror) + image * (mirror * 0.94)
    for window, alpha, colour in water.glaze:
        part = pixels[window]
        part += alpha[..., None] * (colour - part)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def river(shot: Shot) -> None:
    """A canal from its bridge: concrete banks, houses above them, rubbish adrift in it or not."""
    dice = shot.place
    shot.aim(eye=(2.6, 5.0), pitch=(9, 17), yaw=13, x=(-2.5, 2.5))
    half, deep = dice.uniform(3.8, 7.5), dice.uniform(1.8, 3.0)
    grass: Colour = dice.choice(((104, 112, 80), (128, 120, 100), (96, 108, 72)))
    rows = dice.choice((("house", "green"), ("green", "house"), ("house", "house"), ("green", "green")))
    shot.street = replace(streets.lane(dice), half=half + 2.5, edge=half + dice.uniform(3.5, 6), surface=grass, beside=grass, rows=rows, marking="none")
    shot.line(start=6, end=110)
    slope, stone = dice.uniform(0.2, 1.0), dice.choice(((150, 146, 136), (134, 128, 116), (160, 150, 138)))
    for z in range(-2, 150, 4):
        for side in (-1, 1):
            shot.add(200 + z, bank, side, half, deep, slope, float(z), shade(stone, dice.uniform(0.93, 1.05)))
    if dice.random() < 0.6:
        shot.add(60, bridge, dice.uniform(34, 70), half + 4)
    shot.base = lambda: _canal(shot, half, deep, slope)


def bank(canvas: Canvas, side: int, half: float, deep: float, slope: float, z: float, colour: Colour) -> None:
    """Four metres of sloping concrete between the land and the water."""
    top, foot = side * (half + slope), side * half
    lit = canvas.light_on(-side)
    canvas.face([(top, 0, z), (top, 0, z + 4), (foot, -deep, z + 4), (foot, -deep, z)], shade(colour, 0.86 * lit))
    canvas.face([(top, 0, z), (top, 0, z + 4), (top * 0.5 + foot * 0.5, -deep / 2, z + 4), (top * 0.5 + foot * 0.5, -deep / 2, z)], shade(colour, lit))
    wet = foot + (top - foot) * 0.14
    canvas.face([(wet, -deep * 0.86, z), (wet, -deep * 0.86, z + 4), (foot, -deep, z + 4), (foot, -deep, z)], shade(colour, 0.55))
    canvas.flat(min(top, top + side * 0.3), max(top, top + side * 0.3), z, z + 4, 0.02, shade(colour, 1.16))


def bridge(canvas: Canvas, z: float, half: float) -> None:
    canvas.box(0, z, (half * 2.4, 0.9, 5), (166, 162, 152), y=0.6)
    for n in range(-6, 7):
        canvas.front(n * half / 6 - 0.06, n * half / 6 + 0.06, 1.5, 2.4, z, (120, 120, 118))
    canvas.front(-half * 1.2, half * 1.2, 2.35, 2.45, z, (120, 120, 118))


def _canal(shot: Shot, half: float, deep: float, slope: float) -> Image.Image:
    camera = shot.camera.enlarged(SOFT)
    picture = sky(camera, shot.weather)
    shot.floor(camera).onto(picture)
    water = Ground(camera, shot.weather, -deep)
    inside = np.abs(water.x) < half
    if not shot.after:
        seed = shot.street.seed
        drift = (water.blots(2.2, seed, 3, 1.8) + 0.35 * water.blots(0.5, seed + 3, 2) + 0.25 * np.abs(water.x) / half) * 5 - 0.4
        carpet(water, np.clip(drift, 0, 1) * inside, 8)
    mud: Colour = shot.place.choice(((116, 102, 78), (98, 98, 80), (84, 84, 76)))
    pixels = surface(shot, water, mud, wakes=0.5)
    land = Ground(camera, shot.weather)
    hidden = Image.new("L", picture.size)
    hidden.paste(Image.fromarray(inside * np.uint8(255)), (0, water.top))
    whole = Image.new("RGB", picture.size)
    whole.paste(pixels, (0, water.top))
    assert land
    picture.paste(whole, (0, 0), hidden)
    return picture
