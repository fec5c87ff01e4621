"""Cars, buses and trucks, each a few outlines seen from the side and drawn out to their width."""

from collections.abc import Sequence
from dataclasses import dataclass

from smartcity.demo.pictures.camera import Pixel
from smartcity.demo.pictures.canvas import RUBBER, Canvas, shade
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.weather import Colour

GLASS: Colour = (52, 60, 68)
WHITE_LIGHT: Colour = (238, 236, 220)
RED_LIGHT: Colour = (180, 36, 30)
PAINTS: tuple[Colour, ...] = (
    (226, 226, 222), (232, 232, 230), (196, 198, 200), (150, 154, 158), (58, 60, 64), (40, 42, 46), (150, 38, 34),
    (92, 98, 104), (46, 66, 104), (176, 160, 134), (112, 30, 36), (88, 104, 92),
)  # fmt: skip
LIVERIES: dict[str, tuple[Colour, ...]] = {
    "angkot": ((92, 160, 206), (40, 120, 190), (170, 44, 40), (60, 130, 90)),
    "bus": ((196, 92, 44), (60, 100, 170), (212, 212, 208), (190, 60, 50)),
    "truck": ((150, 120, 60), (60, 90, 130), (180, 176, 166), (120, 50, 40), (200, 180, 60)),
}


@dataclass(frozen=True)
class Shape:
    """A body and a cabin as (along, up) outlines from the rear bumper over the top to the front; `half` the width and
    where the `wheels` are along it; all in metres."""

    half: float
    body: tuple[Pixel, ...]
    cabin: tuple[Pixel, ...]
    wheels: tuple[float, ...]
    radius: float = 0.31
    glazed: bool = True

    @property
    def length(self) -> float:
        return max(self.body[-1][0], self.cabin[-1][0])


SHAPES = {
    "mpv": Shape(
        0.84,
        body=((0, 0.3), (0, 1.0), (2.9, 1.04), (4.1, 0.86), (4.2, 0.3)),
        cabin=((0.06, 1.0), (0.36, 1.66), (2.5, 1.7), (3.3, 1.02)),
        wheels=(0.75, 3.35),
    ),
    "hatch": Shape(
        0.82,
        body=((0, 0.3), (0, 0.92), (2.7, 0.96), (3.6, 0.8), (3.7, 0.3)),
        cabin=((0.1, 0.92), (0.6, 1.46), (2.1, 1.5), (2.9, 0.94)),
        wheels=(0.65, 2.95),
    ),
    "sedan": Shape(
        0.86,
        body=((0, 0.3), (0, 0.9), (1.0, 0.98), (3.3, 0.96), (4.4, 0.78), (4.5, 0.3)),
        cabin=((0.75, 0.95), (1.4, 1.42), (2.7, 1.44), (3.5, 0.94)),
        wheels=(0.85, 3.6),
    ),
    "angkot": Shape(
        0.78,
        body=((0, 0.3), (0, 0.95), (3.4, 0.95), (3.6, 0.3)),
        cabin=((0.02, 0.95), (0.1, 1.82), (2.9, 1.84), (3.5, 0.95)),
        wheels=(0.6, 2.9),
    ),
    "bus": Shape(
        1.22,
        body=((0, 0.35), (0, 1.3), (10.8, 1.3), (10.9, 0.35)),
        cabin=((0, 1.3), (0.05, 3.1), (10.6, 3.1), (10.85, 1.3)),
        wheels=(2.4, 8.6),
        radius=0.46,
    ),
    "truck": Shape(
        1.02,
        body=((0, 0.6), (0, 2.6), (4.0, 2.6), (4.0, 0.6)),
        cabin=((4.2, 0.6), (4.2, 2.1), (5.2, 2.1), (5.7, 1.2), (5.8, 0.6)),
        wheels=(1.0, 4.7),
        radius=0.42,
        glazed=False,
    ),
}


def colour_of(kind: str, dice: Dice) -> Colour:
    return dice.choice(LIVERIES.get(kind, PAINTS))


def tail_light(away: bool) -> Colour:
    """What shines at the end we see."""
    return RED_LIGHT if away else WHITE_LIGHT


def vehicle(canvas: Canvas, kind: str, x: float, z: float, paint: Colour, *, away: bool = True) -> None:
    """A vehicle with its near end at z and its middle at x; `away` shows its rear."""
    shape = SHAPES[kind]
    flank = x + shape.half * (-1 if x > canvas.camera.x else 1)  # the side we see
    if shape.glazed:
        canvas.box(x, z + 0.1, (shape.half * 1.8, 0.4, shape.length - 0.4), RUBBER, y=0.02)
    for along in shape.wheels:
        canvas.wheel(flank, z + (along if away else shape.length - along), shape.radius)
    body, cabin = (_turned(outline, shape, away) for outline in (shape.body, shape.cabin))
    if shape.glazed:
        _drawn_out(canvas, body, x, z, shape.half, paint)
        _cabin(canvas, cabin, x, z, shape.half * 0.9, paint)
    else:
        for outline in sorted((body, cabin), key=lambda part: -part[0][0]):
            _drawn_out(canvas, outline, x, z, shape.half, paint)
    _ends(canvas, shape, x, z, away)


def _turned(outline: Sequence[Pixel], shape: Shape, away: bool) -> list[Pixel]:
    return list(outline) if away else [(shape.length - along, up) for along, up in reversed(outline)]


def _drawn_out(
    canvas: Canvas, outline: Sequence[Pixel], x: float, z: float, half: float, paint: Colour
) -> None:
    """The flank we see, and the strips of the outline that look at us."""
    side = -1 if x > canvas.camera.x else 1
    canvas.face(
        [(x + side * half, up, z + along) for along, up in outline],
        shade(paint, canvas.light_on(side) * 0.95),
    )
    for start, end in _facing(canvas, outline, z):
        _strip(canvas, x, z, half, start, end, shade(paint, 0.84 if _steep(start, end) else 1.12))


def _cabin(canvas: Canvas, outline: Sequence[Pixel], x: float, z: float, half: float, paint: Colour) -> None:
    """As _drawn_out, with windows."""
    _drawn_out(canvas, outline, x, z, half, paint)
    flank = x + half * (-1 if x > canvas.camera.x else 1)
    low, high = outline[0][1] + 0.1, max(up for _, up in outline) - 0.12
    rear, front = outline[0][0] + 0.3, outline[-1][0] - 0.45
    for pane in range(panes := 2 if front < 6 else 6):
        near, far = (z + rear + (front - rear) * part / panes for part in (pane + 0.04, pane + 0.94))
        narrow = near + (0.22 if pane == 0 else 0), far - (0.3 if pane == panes - 1 else 0)
        canvas.face(
            [(flank, low, near), (flank, low, far), (flank, high, narrow[1]), (flank, high, narrow[0])], GLASS
        )
    for (along, up), (beyond, over) in _facing(canvas, outline, z):
        if _steep((along, up), (beyond, over)):
            _strip(canvas, x, z - 0.01, half - 0.09, (along, up + 0.06), (beyond, over - 0.06), GLASS)


def _facing(canvas: Canvas, outline: Sequence[Pixel], z: float) -> list[tuple[Pixel, Pixel]]:
    """Those pieces of the outline that do not look away from the camera."""
    eye = canvas.camera.eye
    pieces = zip(outline, outline[1:], strict=False)
    return [(a, b) for a, b in pieces if (b[1] - a[1]) * (z + a[0]) + (b[0] - a[0]) * (eye - a[1]) > 0]


def _steep(start: Pixel, end: Pixel) -> bool:
    return abs(end[1] - start[1]) > 0.5 * abs(end[0] - start[0])


def _strip(canvas: Canvas, x: float, z: float, half: float, start: Pixel, end: Pixel, paint: Colour) -> None:
    (along, up), (beyond, over) = start, end
    left, right = x - half, x + half
    canvas.face(
        [(left, up, z + along), (right, up, z + along), (right, over, z + beyond), (left, over, z + beyond)],
        paint,
    )


def _ends(canvas: Canvas, shape: Shape, x: float, z: float, away: bool) -> None:
    """Lamps, bumper and number plate of the end we see."""
    half, lamp = shape.half, tail_light(away)
    canvas.front(x - half * 0.96, x + half * 0.96, 0.3, 0.48, z - 0.02, (48, 48, 50))
    canvas.front(
        x - 0.24, x + 0.24, 0.5, 0.62, z - 0.03, (226, 226, 222) if int(x * 10) % 3 else (30, 30, 32)
    )
    for side in (-1, 1):
        middle = x + side * half * 0.8
        canvas.front(middle - half * 0.14, middle + half * 0.14, 0.74, 0.94, z - 0.03, lamp)
        if canvas.weather.night:
            canvas.glow((middle, 0.8, z), 0.12 if away else 0.2, lamp)
