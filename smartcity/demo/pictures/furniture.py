"""Small things that stand in streets: cones, barriers, signs, signals, stalls, banners, scaffolds."""

from smartcity.demo.pictures.buildings import BOARDS, CLOTH
from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.people import person
from smartcity.demo.pictures.weather import Colour

ORANGE: Colour = (222, 92, 36)
RED: Colour = (196, 42, 38)
WHITE: Colour = (236, 232, 224)
STEEL: Colour = (150, 152, 154)
GOODS: tuple[Colour, ...] = ((196, 60, 40), (216, 160, 50), (90, 130, 60), (150, 96, 60), (226, 220, 204))


def cone(canvas: Canvas, x: float, z: float) -> None:
    canvas.flat(x - 0.2, x + 0.2, z - 0.2, z + 0.2, 0.02, (60, 50, 46))
    for low, high, colour in ((0.0, 0.28, ORANGE), (0.28, 0.44, WHITE), (0.44, 0.72, ORANGE)):
        wide, narrow = (0.17 * (1 - level / 0.8) for level in (low, high))
        canvas.shape(x, z, [(-wide, low), (wide, low), (narrow, high), (-narrow, high)], colour)
        canvas.shape(x, z, [(0, low), (wide, low), (narrow, high), (0, high)], shade(colour, 0.84))


def barrier(canvas: Canvas, x: float, z: float, wide: float = 1.8) -> None:
    """A board in red and white on two legs."""
    for leg in (x - wide * 0.42, x + wide * 0.42):
        canvas.front(leg - 0.04, leg + 0.04, 0, 1.0, z, (110, 108, 104))
    for low in (0.4, 0.75):
        canvas.front(x - wide / 2, x + wide / 2, low, low + 0.22, z - 0.02, WHITE)
        for n in range(-2, 2):
            stripe = [(0.0, low), (wide / 8, low), (wide / 5, low + 0.22), (wide / 13, low + 0.22)]
            canvas.shape(x + n * wide / 4, z - 0.03, stripe, RED)


def sign(canvas: Canvas, x: float, z: float, *, lean: float = 0.0, rust: bool = False) -> None:
    """No stopping: a red ring around a blue disc, on a post that leans `lean` metres."""
    post: Colour = (128, 104, 88) if rust else STEEL
    ring, heart = ((150, 84, 66), (120, 124, 128)) if rust else (RED, (44, 92, 168))
    canvas.shape(x, z, [(-0.04, 0), (0.04, 0), (lean + 0.04, 2.3), (lean - 0.04, 2.3)], post)
    canvas.disc((x + lean, 2.3, z - 0.02), 0.34, ring)
    canvas.disc((x + lean, 2.3, z - 0.03), 0.26, heart)
    canvas.shape(x + lean, z - 0.04, [(-0.22, 2.46), (-0.16, 2.52), (0.22, 2.14), (0.16, 2.08)], ring)


def signal(canvas: Canvas, x: float, z: float, *, lit: int | None) -> None:
    """A traffic light; `lit` is 0 red, 1 amber, 2 green, None dark."""
    canvas.front(x - 0.07, x + 0.07, 0, 3.2, z, (196, 170, 60))
    canvas.box(x, z - 0.1, (0.42, 1.15, 0.3), (36, 38, 40), y=2.5)
    for n, colour in enumerate(((232, 44, 36), (240, 180, 50), (60, 210, 110))):
        canvas.disc((x, 3.42 - n * 0.34, z - 0.14), 0.13, colour if n == lit else (58, 54, 52))


def stall(canvas: Canvas, x: float, z: float, seed: int) -> None:
    """A street vendor: cart, goods behind glass, a striped tarpaulin, and who minds it."""
    dice = Dice(seed)
    cart, cloth = dice.choice(BOARDS), dice.choice(CLOTH)
    person(canvas, x + 0.3, z + 1.0, seed)
    canvas.box(x, z, (1.5, 0.5, 0.8), shade(cart, 0.9), y=0.35)
    for side in (-1, 1):
        canvas.disc((x + side * 0.55, 0.28, z - 0.02), 0.27, (40, 38, 36))
        canvas.front(x + side * 0.7 - 0.025, x + side * 0.7 + 0.025, 0.85, 2.1, z, (120, 96, 70))
    canvas.front(x - 0.68, x + 0.68, 0.85, 1.35, z + 0.1, (92, 108, 112))
    for _ in range(16):
        spot = (x + dice.uniform(-0.6, 0.6), 0.95 + dice.random() * 0.3, z + 0.05)
        canvas.disc(spot, dice.uniform(0.05, 0.09), dice.choice(GOODS))
    roof = [
        (x - 1.0, 2.05, z - 0.5),
        (x + 1.0, 2.05, z - 0.5),
        (x + 0.9, 2.35, z + 1.2),
        (x - 0.9, 2.35, z + 1.2),
    ]
    canvas.face(roof, shade(cloth, 0.8))
    canvas.front(x - 1.0, x + 1.0, 1.82, 2.07, z - 0.5, cloth)
    for left in (x - 1.0 + n * 0.42 for n in range(5)):
        canvas.front(left, left + 0.2, 1.82, 2.07, z - 0.51, shade(cloth, 1.24))
    for _ in range(dice.randint(0, 2)):
        canvas.box(x + dice.uniform(-0.9, 0.9), z - 0.9, (0.28, 0.4, 0.28), dice.choice(BOARDS[:2]))


def banner(canvas: Canvas, x: float, z: float, seed: int, *, wide: float = 0.9) -> None:
    """An upright banner on a bamboo stick: a face, and letters nobody can read."""
    dice = Dice(seed)
    cloth, lean, low = dice.choice(BOARDS[:5]), dice.uniform(-0.25, 0.25), dice.uniform(1.0, 1.5)
    left = x + lean * 0.8
    canvas.rod((x, 0, z), (x + lean, 3.3, z), 0.05, (150, 126, 80))
    canvas.shape(left, z, [(0, low), (wide, low + 0.08), (wide, low + 1.8), (0, low + 1.75)], cloth)
    canvas.disc((left + wide / 2, low + 1.3, z - 0.01), wide * 0.26, (176, 140, 112), squash=1.2)
    for row in range(4):
        inset, foot = dice.uniform(0.08, 0.25) * wide, low + 0.15 + row * 0.18
        canvas.front(left + inset, left + wide - inset, foot, foot + 0.1, z - 0.01, WHITE)


def scaffold(canvas: Canvas, x: float, z: float, wide: float, floors: int) -> None:
    """A house under way: columns, slabs and bare bricks behind bamboo poles, with the iron of the next floor."""
    left = x - wide / 2
    for low in (floor * 3.0 for floor in range(floors)):
        canvas.front(left, left + wide, low, low + 2.8, z + 4, (150, 96, 76))
        for column in (left + n * wide / 3 for n in range(4)):
            canvas.box(column, z + 3.6, (0.3, 2.8, 0.3), (140, 134, 126), y=low)
            canvas.box(column, z, (0.3, 2.8, 0.3), (158, 152, 144), y=low)
        canvas.box(x, z - 0.2, (wide + 0.5, 0.25, 4.6), (166, 160, 150), y=low + 2.8)
        for bamboo in (left + n * wide / 8 for n in range(9)):
            canvas.rod((bamboo, low, z - 0.5), (bamboo + 0.1, low + 3.4, z - 0.5), 0.05, (170, 140, 86))
    for iron in (left + n * wide / 9 for n in range(10)):
        canvas.rod((iron, floors * 3.0, z), (iron, floors * 3.0 + 0.9, z), 0.03, (110, 70, 50))
