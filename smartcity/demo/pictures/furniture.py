"""Small things that stand in streets: cones, barriers, signs, signals, stalls, banners."""

from random import Random

from smartcity.demo.pictures.buildings import BOARDS, CLOTH
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.vehicles import person
from smartcity.demo.pictures.weather import Colour

STEEL: Colour = (150, 152, 154)


def cone(canvas: Canvas, x: float, z: float) -> None:
    canvas.flat(x - 0.2, x + 0.2, z - 0.2, z + 0.2, 0.02, (60, 50, 46))
    for low, high, colour in ((0.0, 0.28, (222, 92, 36)), (0.28, 0.44, (236, 232, 226)), (0.44, 0.72, (222, 92, 36))):
        wide, narrow = (0.17 * (1 - level / 0.8) for level in (low, high))
        canvas.face([(x - wide, low, z), (x + wide, low, z), (x + narrow, high, z), (x - narrow, high, z)], colour)
        canvas.face([(x, low, z), (x + wide, low, z), (x + narrow, high, z), (x, high, z)], shade(colour, 0.84))


def barrier(canvas: Canvas, x: float, z: float, wide: float = 1.8) -> None:
    """A board in red and white on two legs."""
    for side in (-1, 1):
        canvas.front(x + side * wide * 0.42 - 0.04, x + side * wide * 0.42 + 0.04, 0, 1.0, z, (110, 108, 104))
    for low in (0.4, 0.75):
        canvas.front(x - wide / 2, x + wide / 2, low, low + 0.22, z - 0.02, (234, 230, 222))
        for n in range(4):
            left = x - wide / 2 + n * wide / 4
            canvas.face([(left, low, z - 0.03), (left + wide / 8, low, z - 0.03), (left + wide / 5, low + 0.22, z - 0.03), (left + wide / 13, low + 0.22, z - 0.03)], (196, 44, 38))


def sign(canvas: Canvas, x: float, z: float, *, lean: float = 0.0, rust: bool = False) -> None:
    """No stopping: a red ring around a blue disc, on a post that leans `lean` metres."""
    canvas.face([(x - 0.04, 0, z), (x + 0.04, 0, z), (x + lean + 0.04, 2.3, z), (x + lean - 0.04, 2.3, z)], (128, 104, 88) if rust else STEEL)
    ring, heart = ((150, 84, 66), (120, 124, 128)) if rust else ((196, 40, 36), (44, 92, 168))
    canvas.disc((x + lean, 2.3, z - 0.02), 0.34, ring)
    canvas.disc((x + lean, 2.3, z - 0.03), 0.26, heart)
    canvas.face([(x + lean - 0.22, 2.46, z - 0.04), (x + lean - 0.16, 2.52, z - 0.04), (x + lean + 0.22, 2.14, z - 0.04), (x + lean + 0.16, 2.08, z - 0.04)], ring)


def signal(canvas: Canvas, x: float, z: float, *, lit: int | None) -> None:
    """A traffic light; `lit` is 0 red, 1 amber, 2 green, None dark."""
    canvas.front(x - 0.07, x + 0.07, 0, 3.2, z, (196, 170, 60))
    canvas.box(x, z - 0.1, (0.42, 1.15, 0.3), (36, 38, 40), y=2.5)
    for n, colour in enumerate(((232, 44, 36), (240, 180, 50), (60, 210, 110))):
        centre = (x, 3.42 - n * 0.34, z - 0.14)
        canvas.disc(centre, 0.13, colour if n == lit else (58, 54, 52))


def stall(canvas: Canvas, x: float, z: float, seed: int) -> None:
    """A street vendor: cart, goods, tarpaulin or umbrella, and who minds it."""
    dice = Random(seed)
    cart, cloth = dice.choice(BOARDS), dice.choice(CLOTH)
    person(canvas, x + 0.3, z + 1.0, seed)
    canvas.box(x, z, (1.5, 0.5, 0.8), shade(cart, 0.9), y=0.35)
    for side in (-1, 1):
        canvas.disc((x + side * 0.55, 0.28, z - 0.02), 0.27, (40, 38, 36))
        canvas.front(x + side * 0.7 - 0.025, x + side * 0.7 + 0.025, 0.85, 2.1, z, (120, 96, 70))
    canvas.front(x - 0.68, x + 0.68, 0.85, 1.35, z + 0.1, (92, 108, 112))
    for _ in range(16):
        goods = dice.choice(((196, 60, 40), (216, 160, 50), (90, 130, 60), (150, 96, 60), (226, 220, 204)))
        canvas.disc((x + dice.uniform(-0.6, 0.6), 0.95 + dice.random() * 0.3, z + 0.05), dice.uniform(0.05, 0.09), goods)
    canvas.face([(x - 1.0, 2.05, z - 0.5), (x + 1.0, 2.05, z - 0.5), (x + 0.9, 2.35, z + 1.2), (x - 0.9, 2.35, z + 1.2)], shade(cloth, 0.8))
    canvas.front(x - 1.0, x + 1.0, 1.82, 2.07, z - 0.5, cloth)
    for n in range(5):
        canvas.front(x - 1.0 + n * 0.42, x - 0.8 + n * 0.42, 1.82, 2.07, z - 0.51, shade(cloth, 1.24))
    for _ in range(dice.randint(0, 2)):
        at = x + dice.uniform(-0.9, 0.9)
        canvas.box(at, z - 0.9, (0.28, 0.4, 0.28), dice.choice(((180, 44, 40), (44, 90, 160))))


def banner(canvas: Canvas, x: float, z: float, seed: int, *, wide: float = 0.9) -> None:
    """An upright banner on a bamboo stick, with letters nobody can read."""
    dice = Random(seed)
    cloth = dice.choice(BOARDS[:5])
    lean = dice.uniform(-0.25, 0.25)
    canvas.rod((x, 0, z), (x + lean, 3.3, z), 0.05, (150, 126, 80))
    left, low = x + lean * 0.8, dice.uniform(1.0, 1.5)
    canvas.face([(left, low, z), (left + wide, low + 0.08, z), (left + wide, low + 1.8, z), (left, low + 1.75, z)], cloth)
    canvas.disc((left + wide / 2, low + 1.3, z - 0.01), wide * 0.26, (176, 140, 112), squash=1.2)
    for n in range(4):
        inset = dice.uniform(0.08, 0.25) * wide
        canvas.front(left + inset, left + wide - inset, low + 0.15 + n * 0.18, low + 0.25 + n * 0.18, z - 0.01, (240, 236, 226))


def scaffold(canvas: Canvas, x: float, z: float, wide: float, floors: int) -> None:
    """A house under way: bare columns and slabs, bricks between some of them."""
    for floor in range(floors):
        low = floor * 3.0
        canvas.front(x - wide / 2, x + wide / 2, low, low + 2.8, z + 4, (150, 96, 76))
        for n in range(4):
            at = x - wide / 2 + n * wide / 3
            canvas.box(at, z, (0.3, 2.8, 0.3), (158, 152, 144), y=low)
            canvas.box(at, z + 3.6, (0.3, 2.8, 0.3), (140, 134, 126), y=low)
        canvas.box(x, z - 0.2, (wide + 0.5, 0.25, 4.6), (166, 160, 150), y=low + 2.8)
        for n in range(9):
            canvas.rod((x - wide / 2 + n * wide / 8, low, z - 0.5), (x - wide / 2 + n * wide / 8 + 0.1, low + 3.4, z - 0.5), 0.05, (170, 140, 86))
    for n in range(10):
        canvas.rod((x - wide / 2 + n * wide / 9, floors * 3.0, z), (x - wide / 2 + n * wide / 9, floors * 3.0 + 0.9, z), 0.03, (110, 70, 50))
