"""The icons of the apps: the city's pin with a sign in it, drawn here in every size a phone asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

Point = tuple[float, float]
Colour = tuple[int, int, int, int]
Sign = tuple[tuple[Point, ...], ...]  # lines
BRAND, NIGHT, WHITE, CLEAR = (10, 95, 115, 255), (6, 37, 44, 255), (255, 255, 255, 255), (0, 0, 0, 0)
# As in look/favicon.svg, on 28 x 28: the pin's outline as four curves and its tip, the wave as four, the mast.
RIGHT = [
    ((14, 1.5), (20.6, 1.5), (25.5, 6.2), (25.5, 12.5)),
    ((25.5, 12.5), (25.5, 15.9), (24, 18.7), (21.8, 21)),
]
LEFT = [((6.2, 21), (4, 18.7), (2.5, 15.9), (2.5, 12.5)), ((2.5, 12.5), (2.5, 6.2), (7.4, 1.5), (14, 1.5))]
TIP = (14.0, 27.5)
_WAVE = [((x, a), (x + 1.7, a), (x + 1.7, b), (x + 3.4, b))
         for x, a, b in ((7.2, 13.2, 14.8), (10.6, 14.8, 13.2), (14, 13.2, 14.8), (17.4, 14.8, 13.2))]  # fmt: skip
TICK: Sign = (((8.4, 12.4), (12.4, 16.4), (19.8, 8.8)),)
FINE = 4  # drawn so many times larger, then made smaller: smooth edges

# name -> side in px, width of the pin as part of it. Those of `maskable` keep what matters within the inner 80 %.
SIZES = {"192": (192, 0.62), "512": (512, 0.62), "maskable-192": (192, 0.48), "maskable-512": (512, 0.48),
         "apple-180": (180, 0.58), "badge-96": (96, 0.86)}  # fmt: skip
ROUND = {"192", "512"}  # the others are given their shape by the phone


@dataclass(frozen=True, slots=True)
class Drawing:
    side: int
    part: float
    ground: Colour
    pin: Colour
    lines: Colour
    sign: Sign
    thick: float
    rounded: bool


def drawings(ground: Colour, pin: Colour, sign: Sign, thick: float = 2.1) -> dict[str, Drawing]:
    """By name, in every size; a status bar takes of its badge the shape only."""
    return {
        name: Drawing(side, part, CLEAR, WHITE, CLEAR, sign, thick, False) if name.startswith("badge") else
        Drawing(side, part, ground, pin, ground, sign, thick, name in ROUND)
        for name, (side, part) in SIZES.items()
    }  # fmt: skip


@lru_cache(maxsize=32)
def png(drawing: Drawing) -> bytes:
    """As a PNG file."""
    large = drawing.side * FINE
    image = Image.new("RGBA", (large, large), CLEAR)
    draw = ImageDraw.Draw(image)
    if drawing.ground != CLEAR:
        draw.rounded_rectangle(
            (0, 0, large - 1, large - 1), large * 0.22 if drawing.rounded else 0, fill=drawing.ground
        )
    scale = large * drawing.part / 28
    shift = (large - 28 * scale) / 2

    def at(points: Iterable[Point]) -> list[Point]:
        return [(shift + x * scale, shift + y * scale) for x, y in points]

    draw.polygon(at([*_curves(RIGHT), TIP, *_curves(LEFT)]), fill=drawing.pin)
    for line in drawing.sign:
        _stroke(draw, at(line), drawing.thick * scale, drawing.lines)
    file = BytesIO()
    image.resize((drawing.side, drawing.side), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _curves(curves: list[tuple[Point, Point, Point, Point]]) -> list[Point]:
    """Cubic Bézier curves as a line of short pieces."""
    return [_on(curve, step / 24) for curve in curves for step in range(25)]


def _on(curve: tuple[Point, Point, Point, Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * point[i] for w, point in zip(weights, curve, strict=True)) for i in (0, 1))
    return x, y


def _stroke(draw: ImageDraw.ImageDraw, line: list[Point], width: float, colour: tuple[int, ...]) -> None:
    """A line with round ends and joints."""
    draw.line(line, fill=colour, width=round(width))
    for x, y in line:
        half = width / 2
        draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)


MAST_AND_WAVE: Sign = (tuple(_curves(_WAVE)), ((14, 5.2), (14, 9.8)), ((11.2, 9.8), (16.8, 9.8)))
