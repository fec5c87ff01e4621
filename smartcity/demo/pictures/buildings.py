"""What lines a street: houses, shop-houses and walls, with the marks of rain and years."""

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.cutouts import CROWNS, crown
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.vehicles import GLASS
from smartcity.demo.pictures.weather import Colour

PLASTER: tuple[Colour, ...] = (
    (216, 208, 190), (196, 202, 192), (208, 184, 156), (178, 190, 200), (224, 218, 206), (192, 166, 146),
    (168, 190, 172), (206, 196, 150), (186, 178, 172), (220, 200, 186),
)  # fmt: skip
TILES: tuple[Colour, ...] = ((142, 78, 58), (126, 70, 56), (120, 96, 80), (112, 112, 114), (98, 60, 52))
BOARDS: tuple[Colour, ...] = (
    (186, 44, 38), (36, 92, 160), (232, 196, 62), (30, 122, 74), (226, 112, 36), (236, 234, 228), (44, 44, 48),
)  # fmt: skip
CLOTH: tuple[Colour, ...] = (
    (44, 100, 168), (58, 124, 96), (196, 92, 44), (176, 52, 46), (200, 176, 120), (120, 124, 128),
)  # fmt: skip
SHUTTERS: tuple[Colour, ...] = ((58, 54, 50), (84, 80, 74), (148, 152, 156), (96, 120, 148))
DETAIL = 30  # m; beyond it nobody sees window bars, shutters' ribs and streaks


def house(canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, seed: int) -> None:
    """A dwelling `edge` metres beside the road's middle, from z to z + length, with a pitched roof."""
    dice = Dice(seed)
    wall, roof = dice.choice(PLASTER), dice.choice(TILES)
    face, ridge, back = (side * (edge + depth) for depth in (0, 3, 6))
    light = canvas.light_on(-side)
    canvas.box(ridge, z, (6, height, length), wall)
    canvas.face(
        [(face, height, z), (back, height, z), (ridge, height + 1.6, z)],
        shade(wall, canvas.light_on(0) * 0.86),
    )
    _weathered(canvas, face, z, length, height, shade(wall, light), dice)
    for floor in range(1 if height < 4.4 else 2):
        _openings(canvas, face - side * 0.03, z, length, floor, shade(wall, light))
    eaves = side * (edge - 0.8)
    canvas.slope((eaves, height - 0.35), (ridge, height + 1.6), z, z + length, shade(roof, light))
    canvas.side(eaves, z, z + length, height - 0.5, height - 0.35, shade(roof, 0.7 * light))
    if dice.random() < 0.45:
        awning(canvas, side, edge, z + 0.4, length - 0.8, 2.5, dice.choice(CLOTH))


def _openings(canvas: Canvas, face: float, z: float, length: float, floor: int, wall: Colour) -> None:
    """The windows of one floor, and the door of the ground floor."""
    for bay in range(bays := max(1, int(length / 2.6))):
        at = z + length * (bay + 0.5) / bays
        door = floor == 0 and bay == bays // 2
        low, high, half = (0.1, 2.2, 0.5) if door else (0.9 + floor * 2.9, 2.2 + floor * 2.9, 0.65)
        canvas.side(face, at - half - 0.1, at + half + 0.1, low - 0.1, high + 0.1, shade(wall, 1.14))
        canvas.side(face, at - half, at + half, low, high, (92, 66, 50) if door else GLASS)
        if not door and z < DETAIL:
            canvas.side(face, at - 0.03, at + 0.03, low, high, shade(wall, 1.05))


def shop(canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, seed: int) -> None:
    """A shop-house (ruko): shutter or open front, a signboard, windows above."""
    dice = Dice(seed)
    wall, face = dice.choice(PLASTER), side * edge
    lit = shade(wall, canvas.light_on(-side))
    canvas.box(side * (edge + 5), z, (10, height, length), wall)
    _weathered(canvas, face, z, length, height, lit, dice)
    near, far, front = z + 0.3, z + length - 0.3, face - side * 0.03
    opening = dice.choice(SHUTTERS)
    canvas.side(front, near, far, 0.05, 2.7, opening)
    for rib in range(1, 8 if z < DETAIL else 0):
        canvas.side(front - side * 0.01, near, far, rib * 0.34, rib * 0.34 + 0.04, shade(opening, 0.82))
    _signboard(canvas, side, front, z, length, dice)
    for floor in range(1, int(height / 3.2)):
        _upper_floor(canvas, side, front, z, length, floor * 3.2, lit, dice)
    if dice.random() < 0.4:
        awning(canvas, side, edge, z + 0.2, length - 0.4, 2.8, dice.choice(CLOTH))


def _signboard(canvas: Canvas, side: int, face: float, z: float, length: float, dice: Dice) -> None:
    """A board with letters, as far as anybody reads them."""
    board, front = dice.choice(BOARDS), face - side * 0.25
    canvas.side(front, z + 0.1, z + length - 0.1, 2.9, 3.75, shade(board, canvas.light_on(-side)))
    canvas.front(min(face, front), max(face, front), 2.9, 3.75, z + 0.1, shade(board, 0.8))
    ink: Colour = (240, 238, 230) if sum(board) < 420 else (60, 40, 40)
    at = z + 0.5
    while at < z + length - 0.7:
        wide = dice.uniform(0.15, 0.5)
        canvas.side(front - side * 0.02, at, at + wide, 3.12, 3.12 + dice.choice((0.3, 0.4)), ink)
        at += wide + 0.12


def _upper_floor(
    canvas: Canvas, side: int, face: float, z: float, length: float, level: float, wall: Colour, dice: Dice
) -> None:
    """Two windows over a ledge, and often an air conditioner."""
    for part in (0.08, 0.58):
        canvas.side(face, z + length * part, z + length * (part + 0.34), level + 0.9, level + 2.3, GLASS)
    canvas.side(face - side * 0.04, z, z + length, level + 0.55, level + 0.7, shade(wall, 0.86))
    if dice.random() < 0.6:
        at = z + length * dice.uniform(0.2, 0.7)
        canvas.box(face - side * 0.25, at, (0.4, 0.5, 0.8), (196, 196, 192), y=level + 0.2)


def fence(canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, seed: int) -> None:
    """A garden wall with trees looking over it."""
    dice = Dice(seed)
    for _ in range(2):
        foot, wide = (side * (edge + 2.5), height * 0.6, z + dice.uniform(0, length)), dice.uniform(3.5, 6)
        canvas.paste(crown(dice.randrange(CROWNS)), foot, wide, wide * 0.8, light=0.9)
    wall = dice.choice(PLASTER)
    lit = shade(wall, canvas.light_on(-side))
    canvas.box(side * (edge + 0.15), z, (0.3, height, length), wall)
    _weathered(canvas, side * edge, z, length, height, lit, dice)
    canvas.side(side * (edge - 0.04), z, z + length, height - 0.14, height, shade(lit, 1.12))
    for pillar in range(int(length / 3)):
        canvas.box(side * edge, z + pillar * 3, (0.4, height + 0.2, 0.4), shade(wall, 0.94))


def _weathered(
    canvas: Canvas, face: float, z: float, length: float, height: float, wall: Colour, dice: Dice
) -> None:
    """Splashes at the foot of a wall and streaks below its top."""
    canvas.side(face, z, z + length, 0, 0.45, shade(wall, 0.8))
    for _ in range(4 if z < DETAIL else 0):
        at, wide, long = (
            z + dice.uniform(0, length - 0.6),
            dice.uniform(0.15, 0.6),
            dice.uniform(0.6, height * 0.6),
        )
        canvas.side(face, at, at + wide, height - long, height, shade(wall, dice.uniform(0.88, 0.96)))


def awning(
    canvas: Canvas, side: int, edge: float, z: float, length: float, height: float, cloth: Colour
) -> None:
    """A tarpaulin or a zinc roof out over the pavement."""
    rim = side * (edge - 1.3)
    canvas.slope((side * edge, height + 0.4), (rim, height), z, z + length, shade(cloth, 0.8))
    canvas.side(rim, z, z + length, height - 0.22, height, shade(cloth, canvas.light_on(-side)))
