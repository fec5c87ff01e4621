"""What moves on the road and who walks beside it, each painted from a few profiles seen from the side."""

import math
from dataclasses import dataclass
from random import Random

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.weather import Colour

GLASS: Colour = (52, 60, 68)
RUBBER: Colour = (30, 30, 32)
PAINTS: tuple[Colour, ...] = (
    (226, 226, 222), (232, 232, 230), (196, 198, 200), (150, 154, 158), (58, 60, 64), (40, 42, 46), (150, 38, 34),
    (92, 98, 104), (46, 66, 104), (176, 160, 134), (112, 30, 36), (88, 104, 92),
)  # fmt: skip
JACKETS: tuple[Colour, ...] = ((22, 130, 60), (26, 140, 66), (50, 60, 90), (60, 60, 64), (150, 50, 44), (170, 150, 120))


@dataclass(frozen=True)
class Shape:
    """A body and a cabin as (along, up) outlines from the rear bumper over the top to the front, metres."""

    half: float
    body: tuple[tuple[float, float], ...]
    cabin: tuple[tuple[float, float], ...]
    wheels: tuple[float, ...]
    radius: float = 0.31

    @property
    def length(self) -> float:
        return self.body[-1][0]


SHAPES = {
    "mpv": Shape(0.84, ((0, 0.3), (0, 1.0), (2.9, 1.04), (4.1, 0.86), (4.2, 0.3)),
                 ((0.06, 1.0), (0.36, 1.66), (2.5, 1.7), (3.3, 1.02)), (0.75, 3.35)),
    "hatch": Shape(0.82, ((0, 0.3), (0, 0.92), (2.7, 0.96), (3.6, 0.8), (3.7, 0.3)),
                   ((0.1, 0.92), (0.6, 1.46), (2.1, 1.5), (2.9, 0.94)), (0.65, 2.95)),
    "sedan": Shape(0.86, ((0, 0.3), (0, 0.9), (1.0, 0.98), (3.3, 0.96), (4.4, 0.78), (4.5, 0.3)),
                   ((0.75, 0.95), (1.4, 1.42), (2.7, 1.44), (3.5, 0.94)), (0.85, 3.6)),
    "angkot": Shape(0.78, ((0, 0.3), (0, 0.95), (3.4, 0.95), (3.6, 0.3)), ((0.02, 0.95), (0.1, 1.82), (2.9, 1.84), (3.5, 0.95)), (0.6, 2.9)),
    "bus": Shape(1.22, ((0, 0.35), (0, 1.3), (10.8, 1.3), (10.9, 0.35)), ((0, 1.3), (0.05, 3.1), (10.6, 3.1), (10.85, 1.3)), (2.4, 8.6), 0.46),
    "truck": Shape(1.02, ((0, 0.6), (0, 2.6), (4.0, 2.6), (4.0, 0.6)), ((4.2, 0.6), (4.2, 2.1), (5.2, 2.1), (5.7, 1.2), (5.8, 0.6)), (1.0, 4.7), 0.42),
}  # fmt: skip
LIVERIES: dict[str, tuple[Colour, ...]] = {
    "angkot": ((92, 160, 206), (40, 120, 190), (170, 44, 40), (60, 130, 90)),
    "bus": ((196, 92, 44), (60, 100, 170), (212, 212, 208), (190, 60, 50)),
    "truck": ((150, 120, 60), (60, 90, 130), (180, 176, 166), (120, 50, 40), (200, 180, 60)),
}


def colour_of(kind: str, dice: Random) -> Colour:
    return dice.choice(LIVERIES.get(kind, PAINTS))


def vehicle(canvas: Canvas, kind: str, x: float, z: float, colour: Colour, *, away: bool = True) -> None:
    """A car, bus or truck with its near end at z, its middle at x; `away` shows its rear."""
    shape = SHAPES[kind]
    if kind != "truck":
        canvas.box(x, z + 0.1, (shape.half * 1.8, 0.4, shape.length - 0.4), RUBBER, y=0.02)
    visible = -1 if x > canvas.camera.x else 1  # the side we see
    _wheels(canvas, shape, x + visible * shape.half, z, away)
    parts = [(shape.body, colour, False), (shape.cabin, colour, kind != "truck" or not away)]
    for outline, paint, glazed in parts if kind != "truck" or away else reversed(parts):
        _extruded(canvas, shape, _turned(outline, shape, away), x, z, paint, glazed=glazed)
    _ends(canvas, shape, kind, x, z, away)


def _turned(outline: tuple[tuple[float, float], ...], shape: Shape, away: bool) -> list[tuple[float, float]]:
    return list(outline) if away else [(shape.length - along, up) for along, up in reversed(outline)]


def _extruded(canvas: Canvas, shape: Shape, outline: list[tuple[float, float]], x: float, z: float, colour: Colour, *, glazed: bool) -> None:
    """The side panel and those strips of the outline that look at the camera; a glazed one has windows."""
    half = shape.half * (0.9 if glazed else 1.0)
    side = -1 if x > canvas.camera.x else 1
    flank = x + side * half
    lit = shade(colour, canvas.light_on(side) * 0.95)
    canvas.face([(flank, up, z + along) for along, up in outline], lit)
    if glazed:
        low, high = outline[0][1] + 0.1, max(up for _, up in outline) - 0.12
        rear, front = outline[0][0] + 0.3, outline[-1][0] - 0.45
        for n in range(panes := 2 if shape.length < 6 else 6):
            near, far = (rear + (front - rear) * part / panes for part in (n + 0.04, n + 0.94))
            inner = (near + (0.22 if n == 0 else 0), far - (0.3 if n == panes - 1 else 0))
            canvas.face([(flank, low, z + near), (flank, low, z + far), (flank, high, z + inner[1]), (flank, high, z + inner[0])], GLASS)
    for (along, up), (beyond, over) in zip(outline, outline[1:], strict=False):
        if (over - up) * (z + along) + (beyond - along) * (canvas.camera.eye - up) <= 0:
            continue  # looks away from us
        steep = abs(over - up) > 0.5 * abs(beyond - along)
        tone = GLASS if glazed and steep else shade(colour, 0.84 if steep else 1.12)
        inset = 0.06 if glazed and steep else 0.0
        if inset:
            canvas.face([(x - half, up, z + along), (x + half, up, z + along), (x + half, over, z + beyond), (x - half, over, z + beyond)], shade(colour, 0.9))
        canvas.face([(x - half + inset, up + inset, z + along), (x + half - inset, up + inset, z + along),
                     (x + half - inset * 2, over - inset, z + beyond), (x - half + inset * 2, over - inset, z + beyond)], tone)  # fmt: skip


def _wheels(canvas: Canvas, shape: Shape, flank: float, z: float, away: bool) -> None:
    for along in shape.wheels:
        middle = z + (along if away else shape.length - along)
        for radius, colour in ((shape.radius, RUBBER), (shape.radius * 0.55, (130, 130, 132))):
            rim = [(flank, shape.radius + radius * math.sin(a), middle + radius * math.cos(a)) for a in (n * 0.524 for n in range(12))]
            canvas.face(rim, colour)


def _ends(canvas: Canvas, shape: Shape, kind: str, x: float, z: float, away: bool) -> None:
    """Lamps, bumper and number plate of the end we see."""
    high = 0.72 if kind != "truck" else 0.8
    near = z - 0.02
    canvas.front(x - shape.half * 0.96, x + shape.half * 0.96, 0.3, 0.48, near, (48, 48, 50))
    canvas.front(x - 0.24, x + 0.24, 0.5, 0.62, near - 0.01, (226, 226, 222) if int(x * 10) % 3 else (30, 30, 32))
    for side in (-1, 1):
        a, b = sorted((x + side * shape.half * 0.94, x + side * shape.half * 0.66))
        canvas.front(a, b, high, high + 0.2, near - 0.01, (176, 36, 30) if away else (238, 236, 220))
        if canvas.weather.night:
            canvas.glow(((a + b) / 2, high, near), 0.12 if away else 0.2, (150, 22, 16) if away else (250, 232, 180))


def motorbike(canvas: Canvas, x: float, z: float, seed: int, *, rider: bool = True, away: bool = True) -> None:
    dice = Random(seed)
    paint = dice.choice(PAINTS[4:])
    flank = x + (0.07 if x < canvas.camera.x else -0.07)
    for along in (1.45, 0.28):
        for radius, colour in ((0.28, RUBBER), (0.16, (140, 140, 142))):
            canvas.face([(flank, 0.28 + radius * math.sin(a), z + along + radius * math.cos(a)) for a in (n * 0.524 for n in range(12))], colour)
        canvas.box(x, z + along - 0.24, (0.12, 0.5, 0.48), RUBBER, y=0.03)
    canvas.face([(flank, 0.5, z + 0.1), (flank, 0.3, z + 0.8), (flank, 0.4, z + 1.2), (flank, 0.95, z + 1.3), (flank, 0.9, z + 1.15), (flank, 0.55, z + 0.95), (flank, 0.72, z + 0.7), (flank, 0.78, z)], paint)
    canvas.box(x, z + 0.1, (0.26, 0.24, 0.35), paint, y=0.5)
    canvas.box(x, z + 0.1, (0.24, 0.07, 0.8), (34, 34, 36), y=0.74)
    canvas.box(x, z + 1.15, (0.3, 0.5, 0.14), paint, y=0.42)
    canvas.front(x - 0.09, x + 0.09, 0.6, 0.7, z + 0.05, (190, 36, 30) if away else (240, 236, 214))
    canvas.front(x - 0.11, x + 0.11, 0.4, 0.52, z + 0.04, (226, 226, 222))
    canvas.front(x - 0.34, x + 0.34, 0.98, 1.03, z + 1.2, RUBBER)
    for side in (-1, 1):
        canvas.disc((x + side * 0.38, 1.14, z + 1.2), 0.06, RUBBER)
    if canvas.weather.night:
        canvas.glow((x, 0.7, z), 0.09, (150, 22, 16) if away else (250, 232, 190))
    if rider:
        jacket = dice.choice(JACKETS)
        for side in (-1, 1):
            canvas.face([(x + side * 0.1, 0.45, z + 0.5), (x + side * 0.3, 0.4, z + 0.5), (x + side * 0.26, 0.85, z + 0.5), (x, 0.85, z + 0.5)], (44, 46, 56))
        canvas.face([(x - 0.22, 0.8, z + 0.45), (x + 0.22, 0.8, z + 0.45), (x + 0.3, 1.12, z + 0.45), (x + 0.2, 1.4, z + 0.5), (x - 0.2, 1.4, z + 0.5), (x - 0.3, 1.12, z + 0.45)], jacket)
        canvas.disc((x, 1.54, z + 0.5), 0.15, dice.choice(((230, 228, 222), (34, 36, 40), (24, 120, 56), (150, 40, 36))), squash=1.08)


def person(canvas: Canvas, x: float, z: float, seed: int) -> None:
    dice = Random(seed)
    shirt, legs = dice.choice((*JACKETS, *PAINTS)), dice.choice(((52, 56, 70), (70, 62, 54), (40, 40, 46), (96, 90, 84)))
    tall = dice.uniform(0.92, 1.05)
    for side in (-1, 1):
        canvas.front(x + side * 0.1 - 0.08, x + side * 0.1 + 0.08, 0, 0.84 * tall, z, shade(legs, 1 + 0.06 * side))
    canvas.face([(x - 0.19, 0.8 * tall, z), (x + 0.19, 0.8 * tall, z), (x + 0.25, 1.36 * tall, z), (x + 0.1, 1.44 * tall, z), (x - 0.1, 1.44 * tall, z), (x - 0.25, 1.36 * tall, z)], shirt)
    scarf = dice.random() < 0.35
    canvas.disc((x, 1.54 * tall, z), 0.14 if scarf else 0.11, shirt if scarf else (38, 30, 26), squash=1.2)
    canvas.disc((x, 1.52 * tall, z - 0.02), 0.085, (150, 108, 80), squash=1.25)
