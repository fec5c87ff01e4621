"""What stands along a street: houses, shop-houses, walls, towers far off; and the trees and poles before them."""

from random import Random

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.cutouts import CROWNS, crown
from smartcity.demo.pictures.vehicles import GLASS
from smartcity.demo.pictures.weather import Colour

PLASTER: tuple[Colour, ...] = (
    (216, 208, 190), (196, 202, 192), (208, 184, 156), (178, 190, 200), (224, 218, 206), (192, 166, 146),
    (168, 190, 172), (206, 196, 150), (186, 178, 172), (220, 200, 186),
)  # fmt: skip
TILES: tuple[Colour, ...] = ((142, 78, 58), (126, 70, 56), (120, 96, 80), (112, 112, 114), (98, 60, 52))
BOARDS: tuple[Colour, ...] = ((186, 44, 38), (36, 92, 160), (232, 196, 62), (30, 122, 74), (226, 112, 36), (236, 234, 228), (44, 44, 48))
CLOTH: tuple[Colour, ...] = ((44, 100, 168), (58, 124, 96), (196, 92, 44), (176, 52, 46), (200, 176, 120), (120, 124, 128))


def house(canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, seed: int) -> None:
    """A dwelling `edge` metres beside the road's middle, from z to z + length, with a pitched roof."""
    dice = Random(seed)
    wall, roof, depth = dice.choice(PLASTER), dice.choice(TILES), 6.0
    face, ridge = side * edge, side * (edge + depth / 2)
    canvas.box(side * (edge + depth / 2), z, (depth, height, length), wall)
    gable = shade(wall, canvas.light_on(0) * 0.86)
    canvas.face([(face, height, z), (side * (edge + depth), height, z), (ridge, height + 1.6, z)], gable)
    lit = shade(wall, canvas.light_on(-side))
    _weathered(canvas, face, z, length, height, lit, dice)
    front = face - side * 0.03
    for floor in range(1 if height < 4.4 else 2):
        for bay in range(bays := max(1, int(length / 2.6))):
            at = z + length * (bay + 0.5) / bays
            door = floor == 0 and bay == bays // 2
            low, high, half = (0.1, 2.2, 0.5) if door else (0.9 + floor * 2.9, 2.2 + floor * 2.9, 0.65)
            canvas.side(front, at - half - 0.1, at + half + 0.1, low - 0.1, high + 0.1, shade(lit, 1.14))
            canvas.side(front, at - half, at + half, low, high, (92, 66, 50) if door else GLASS)
            if not door and z < 30:
                canvas.side(front, at - 0.03, at + 0.03, low, high, shade(lit, 1.05))
    eaves, up = side * (edge - 0.8), canvas.light_on(-side)
    canvas.face([(eaves, height - 0.35, z - 0.3), (eaves, height - 0.35, z + length + 0.3), (ridge, height + 1.6, z + length), (ridge, height + 1.6, z)], shade(roof, up))
    canvas.side(eaves, z - 0.3, z + length + 0.3, height - 0.5, height - 0.35, shade(roof, 0.7 * up))
    if dice.random() < 0.45:
        awning(canvas, side, edge, z + 0.4, z + length - 0.4, 2.5, dice.choice(CLOTH))


def shop(canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, seed: int) -> None:
    """A shop-house (ruko): shutter or open front, a signboard, windows above."""
    dice = Random(seed)
    wall, board = dice.choice(PLASTER), dice.choice(BOARDS)
    face = side * edge
    canvas.box(side * (edge + 5), z, (10, height, length), wall)
    lit = shade(wall, canvas.light_on(-side))
    _weathered(canvas, face, z, length, height, lit, dice)
    front = face - side * 0.03
    opening: Colour = dice.choice(((58, 54, 50), (84, 80, 74), (148, 152, 156), (96, 120, 148)))
    canvas.side(front, z + 0.3, z + length - 0.3, 0.05, 2.7, opening)
    if z < 24:
        for rib in range(1, 8):
            canvas.side(front - side * 0.01, z + 0.3, z + length - 0.3, rib * 0.34, rib * 0.34 + 0.04, shade(opening, 0.82))
    canvas.side(front - side * 0.25, z + 0.1, z + length - 0.1, 2.9, 3.75, shade(board, up := canvas.light_on(-side)))
    canvas.front(*sorted((front, front - side * 0.25)), 2.9, 3.75, z + 0.1, shade(board, 0.8))
    ink: Colour = (240, 238, 230) if sum(board) < 420 else (60, 40, 40)
    at = z + 0.5
    while at < z + length - 0.7:  # letters, as far as anybody reads them
        wide = dice.uniform(0.15, 0.5)
        canvas.side(front - side * 0.27, at, at + wide, 3.12, 3.12 + dice.choice((0.3, 0.4)), ink)
        at += wide + 0.12
    for floor in range(1, int(height / 3.2)):
        low = 0.9 + floor * 3.2
        for bay in range(2):
            at = z + length * (bay * 0.5 + 0.08)
            canvas.side(front, at, at + length * 0.34, low, low + 1.4, GLASS)
        canvas.side(front - side * 0.04, z, z + length, floor * 3.2 + 0.55, floor * 3.2 + 0.7, shade(lit, 0.86))
        if dice.random() < 0.6:
            canvas.box(face - side * 0.25, z + length * dice.uniform(0.2, 0.7), (0.4, 0.5, 0.8), shade((206, 206, 202), up), y=low - 0.7)
    if dice.random() < 0.4:
        awning(canvas, side, edge, z + 0.2, z + length - 0.2, 2.8, dice.choice(CLOTH))


def fence(canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, seed: int) -> None:
    """A garden wall with trees looking over it."""
    dice = Random(seed)
    for _ in range(2):
        at, wide = z + dice.uniform(0, length), dice.uniform(3.5, 6)
        canvas.paste(crown(dice.randrange(CROWNS)), (side * (edge + 2.5), height * 0.6, at), wide, wide * 0.8, light=0.9)
    wall = dice.choice(PLASTER)
    canvas.box(side * (edge + 0.15), z, (0.3, height, length), wall)
    lit = shade(wall, canvas.light_on(-side))
    _weathered(canvas, side * edge, z, length, height, lit, dice)
    canvas.side(side * edge - side * 0.04, z, z + length, height - 0.14, height, shade(lit, 1.12))
    for pillar in range(int(length / 3)):
        canvas.box(side * edge, z + pillar * 3, (0.4, height + 0.2, 0.4), shade(wall, 0.94))


def _weathered(canvas: Canvas, face: float, z: float, length: float, height: float, colour: Colour, dice: Random) -> None:
    """Splashes at the foot of a wall and streaks below its top."""
    canvas.side(face, z, z + length, 0, 0.45, shade(colour, 0.8))
    for _ in range(4 if z < 28 else 0):
        at, wide = z + dice.uniform(0, length - 0.6), dice.uniform(0.15, 0.6)
        canvas.side(face, at, at + wide, height - dice.uniform(0.6, height * 0.6), height, shade(colour, dice.uniform(0.88, 0.96)))


def awning(canvas: Canvas, side: int, edge: float, near: float, far: float, height: float, colour: Colour) -> None:
    """A tarpaulin or a zinc roof out over the pavement."""
    wall, rim = side * edge, side * (edge - 1.3)
    canvas.face([(wall, height + 0.4, near), (wall, height + 0.4, far), (rim, height, far), (rim, height, near)], shade(colour, 0.8))
    canvas.side(rim, near, far, height - 0.22, height, shade(colour, canvas.light_on(-side)))


def tower(canvas: Canvas, x: float, z: float, width: float, height: float, seed: int) -> None:
    """An office or apartment block far off, with its bands of windows."""
    dice = Random(seed)
    wall = dice.choice(((148, 158, 166), (178, 176, 170), (134, 146, 156), (190, 182, 168), (112, 128, 142)))
    canvas.box(x, z, (width, height, width), wall)
    step = height / dice.choice((9, 12, 16))
    for floor in range(1, int(height / step)):
        canvas.front(x - width * 0.46, x + width * 0.46, floor * step, floor * step + step * 0.5, z - 0.5, shade(wall, 0.7))
    if canvas.weather.night:
        for _ in range(9):
            canvas.glow((x + dice.uniform(-0.4, 0.4) * width, dice.uniform(0.2, 0.95) * height, z), 0.5, (190, 160, 100))


def tree(canvas: Canvas, x: float, z: float, height: float, seed: int) -> None:
    dice = Random(seed)
    lean = dice.uniform(-0.3, 0.3)
    bark: Colour = shade((92, 76, 60), dice.uniform(0.8, 1.1))
    thick = height * 0.028
    canvas.face([(x - thick, 0, z), (x + thick, 0, z), (x + lean + thick * 0.6, height * 0.62, z), (x + lean - thick * 0.6, height * 0.62, z)], bark)
    canvas.face([(x + thick * 0.2, 0, z), (x + thick, 0, z), (x + lean + thick * 0.6, height * 0.62, z), (x + lean, height * 0.62, z)], shade(bark, 0.7))
    wide = height * dice.uniform(0.75, 1.0)
    canvas.paste(crown(dice.randrange(CROWNS)), (x + lean, height * 0.28, z), wide, height * 0.78, light=dice.uniform(0.82, 1.0))


def pole(canvas: Canvas, x: float, z: float, height: float = 7.6, *, gap: float = 0.0, street_side: int = 0) -> None:
    """A concrete pole; its wires hang to the next one, `gap` metres on; an arm with a lamp where `street_side` is set."""
    canvas.face([(x - 0.11, 0, z), (x + 0.11, 0, z), (x + 0.08, height, z), (x - 0.08, height, z)], (122, 118, 110))
    canvas.face([(x + 0.02, 0, z), (x + 0.11, 0, z), (x + 0.08, height, z), (x + 0.02, height, z)], (92, 88, 82))
    if street_side:
        canvas.rod((x, height - 0.6, z), (x + street_side * 1.6, height, z), 0.08, (110, 108, 104))
        canvas.box(x + street_side * 1.7, z, (0.6, 0.12, 0.25), (176, 176, 172), y=height - 0.04)
    for n in range(5 if gap else 0):
        level, sag = height - 0.25 - n * 0.28, 0.25 + n * 0.09
        hang = [(x + n * 0.07, level - sag * 4 * part * (1 - part), z + gap * part) for part in (0.0, 0.25, 0.5, 0.75, 1.0)]
        for start, end in zip(hang, hang[1:], strict=False):
            canvas.rod(start, end, 0.03, (46, 44, 44))
