"""What rises above a street: trees, poles with their wires, towers far off."""

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.cutouts import CROWNS, crown
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.weather import Colour

CLADDING: tuple[Colour, ...] = (
    (148, 158, 166),
    (178, 176, 170),
    (134, 146, 156),
    (190, 182, 168),
    (112, 128, 142),
)
HANG = (0.0, 0.25, 0.5, 0.75, 1.0)


def tower(canvas: Canvas, x: float, z: float, width: float, height: float, seed: int) -> None:
    """An office or apartment block far off, with its bands of windows."""
    dice = Dice(seed)
    wall = dice.choice(CLADDING)
    canvas.box(x, z, (width, height, width), wall)
    left, right, floors = x - width * 0.46, x + width * 0.46, dice.choice((9, 12, 16))
    for floor in range(1, floors):
        low = height * floor / floors
        canvas.front(left, right, low, low + height / floors / 2, z - 0.5, shade(wall, 0.7))
    for _ in range(9 if canvas.weather.night else 0):
        lamp = (x + dice.uniform(-0.4, 0.4) * width, dice.uniform(0.2, 0.95) * height, z)
        canvas.glow(lamp, 0.5, (190, 160, 100))


def tree(canvas: Canvas, x: float, z: float, height: float, seed: int) -> None:
    """A broad tree, `height` metres to its top."""
    dice = Dice(seed)
    lean, thick, fork = dice.uniform(-0.3, 0.3), height * 0.028, height * 0.62
    bark = shade((92, 76, 60), dice.uniform(0.8, 1.1))
    top = (lean + thick * 0.6, fork)
    canvas.shape(x, z, [(-thick, 0), (thick, 0), top, (lean - thick * 0.6, fork)], bark)
    canvas.shape(x, z, [(thick * 0.2, 0), (thick, 0), top, (lean, fork)], shade(bark, 0.7))
    leaves, wide = crown(dice.randrange(CROWNS)), height * dice.uniform(0.75, 1.0)
    canvas.paste(leaves, (x + lean, height * 0.28, z), wide, height * 0.78, light=dice.uniform(0.82, 1.0))


def pole(canvas: Canvas, x: float, z: float, height: float = 7.6, *, gap: float = 0.0, lamp: int = 0) -> None:
    """A concrete pole. Wires hang to the next one, `gap` metres on; a lamp reaches out to the side `lamp` (-1 or 1)."""
    canvas.shape(x, z, [(-0.11, 0), (0.11, 0), (0.08, height), (-0.08, height)], (122, 118, 110))
    canvas.shape(x, z, [(0.02, 0), (0.11, 0), (0.08, height), (0.02, height)], (92, 88, 82))
    if lamp:
        canvas.rod((x, height - 0.6, z), (x + lamp * 1.6, height, z), 0.08, (110, 108, 104))
        canvas.box(x + lamp * 1.7, z, (0.6, 0.12, 0.25), (176, 176, 172), y=height - 0.04)
    for wire in range(5 if gap else 0):
        level, sag = height - 0.25 - wire * 0.28, 1.0 + wire * 0.36
        points = [(x + wire * 0.07, level - sag * part * (1 - part), z + gap * part) for part in HANG]
        for start, end in zip(points, points[1:], strict=False):
            canvas.rod(start, end, 0.03, (46, 44, 44))
