"""Vendors on the pavement, building without leave, banners, dark lamps, a hospital's front."""

from random import Random

import numpy as np
from PIL import ImageFont

from smartcity.demo.pictures import furniture, weather
from smartcity.demo.pictures.buildings import pole
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.shots import Shot
from smartcity.demo.pictures.vehicles import GLASS
from smartcity.demo.pictures.weather import Colour


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
            shot.add(z, furniture.banner, side * (here.half + dice.uniform(0.1, 0.5)) - (0.9 if side > 0 else 0), z, seed)


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
        shot.add(at, pole, x, at, 6.6, street_side=-side)
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


def bed(shot: Shot) -> None:
    """The front of a hospital with a queue before it; afterwards quiet."""
    here = shot.on("avenue")
    shot.aim(pitch=(-7, 1), yaw=9, x=(-3, 3))
    dice, far = shot.place, shot.place.uniform(26, 36)
    shot.line(start=2, end=far - 6, sides=(shot.place.choice((-1, 1)),))
    shot.add(far, hospital, dice.uniform(-4, 4), far, dice.uniform(24, 40), dice.randint(3, 5), dice.randrange(9999))
    shot.shadow(0, far, 22, 1.2)
    moment = shot.moment
    for _ in range(moment.randint(1, 3) if shot.after else moment.randint(14, 26)):
        shot.walk(moment.gauss(0, 4), far - moment.uniform(1.5, 8))
    for n in range(2 if shot.after else 5):
        shot.drive(moment.choice(("mpv", "hatch", "angkot")), -here.half * 0.8 + n * 3.1, far - moment.uniform(4, 9), away=moment.random() < 0.7)


def hospital(canvas: Canvas, x: float, z: float, wide: float, floors: int, seed: int) -> None:
    dice = Random(seed)
    band: Colour = dice.choice(((40, 130, 90), (44, 104, 170), (60, 150, 150), (186, 52, 48)))
    wall: Colour = dice.choice(((228, 228, 222), (214, 218, 216), (226, 220, 204)))
    high = floors * 3.6 + 1.2
    canvas.box(x, z, (wide, high, 18), wall)
    canvas.front(x - wide / 2, x + wide / 2, high - 0.9, high, z - 0.05, band)
    lit = shade(wall, canvas.light_on(0))
    for floor in range(1, floors):
        low = floor * 3.6 + 0.9
        canvas.front(x - wide / 2, x + wide / 2, low - 0.9, low - 0.6, z - 0.05, shade(lit, 0.88))
        for n in range(bays := int(wide / 3.2)):
            left = x - wide / 2 + (n + 0.15) * wide / bays
            canvas.front(left - 0.1, left + wide / bays * 0.7 + 0.1, low - 0.1, low + 1.7, z - 0.06, shade(lit, 1.1))
            canvas.front(left, left + wide / bays * 0.7, low, low + 1.6, z - 0.08, shade(GLASS, dice.uniform(0.8, 1.5)))
    canvas.front(x - wide / 2, x + wide / 2, 0.2, 3.0, z - 0.06, shade(GLASS, 0.8))
    canvas.box(x, z - 4, (9, 0.5, 4), band, y=3.2)
    for side in (-1, 1):
        canvas.box(x + side * 4, z - 3.8, (0.4, 3.2, 0.4), shade(wall, 0.9))
    written(canvas, "IGD", x, 3.22, z - 4.05, 0.42, (246, 244, 238))
    written(canvas, dice.choice(("RUMAH SAKIT", "RSUD", "RS UMUM DAERAH")), x, high + 0.15, z - 0.1, 1.5, band)
    cross = x + wide * 0.38
    canvas.front(cross - 0.3, cross + 0.3, high - 3.6, high - 1.4, z - 0.1, (200, 40, 40))
    canvas.front(cross - 1.1, cross + 1.1, high - 2.8, high - 2.2, z - 0.1, (200, 40, 40))


def written(canvas: Canvas, text: str, x: float, low: float, z: float, high: float, colour: Colour) -> None:
    """Letters `high` metres on a front, centred at x."""
    seen = canvas.camera.seen((x, low, z))
    size = high * canvas.camera.scale / max(0.5, seen[2])
    if seen[2] > 1 and size > 5:
        canvas.draw.text(canvas.camera.pixel(seen), text, font=ImageFont.load_default(size * 1.3), anchor="ms", fill=canvas.tone(colour, z))
