"""The app's icon: the city's pin, drawn here in every size a phone asks for."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

Point = tuple[float, float]
BRAND, WHITE, CLEAR = (10, 95, 115, 255), (255, 255, 255, 255), (0, 0, 0, 0)
# As in look/favicon.svg, on 28 x 28: the pin's outline as four curves and its tip, the wave as four, the mast.
RIGHT = [
    ((14, 1.5), (20.6, 1.5), (25.5, 6.2), (25.5, 12.5)),
    ((25.5, 12.5), (25.5, 15.9), (24, 18.7), (21.8, 21)),
]
LEFT = [((6.2, 21), (4, 18.7), (2.5, 15.9), (2.5, 12.5)), ((2.5, 12.5), (2.5, 6.2), (7.4, 1.5), (14, 1.5))]
TIP = (14.0, 27.5)
WAVE = [((x, a), (x + 1.7, a), (x + 1.7, b), (x + 3.4, b))
        for x, a, b in ((7.2, 13.2, 14.8), (10.6, 14.8, 13.2), (14, 13.2, 14.8), (17.4, 14.8, 13.2))]  # fmt: skip
MAST: list[list[Point]] = [[(14, 5.2), (14, 9.8)], [(11.2, 9.8), (16.8, 9.8)]]
FINE = 4  # drawn so many times larger, then made smaller: smooth edges

# name -> side in px, width of the pin as part of it, ground, pin, lines
ICONS = {
    "192": (192, 0.62, BRAND, WHITE, BRAND),
    "512": (512, 0.62, BRAND, WHITE, BRAND),
    "maskable-192": (192, 0.48, BRAND, WHITE, BRAND),  # what matters stands within the inner 80 %
    "maskable-512": (512, 0.48, BRAND, WHITE, BRAND),
    "apple-180": (180, 0.58, BRAND, WHITE, BRAND),
    "badge-96": (96, 0.86, CLEAR, WHITE, CLEAR),  # a status bar takes its shape only
}
ROUND = {"192", "512"}  # the others are given their shape by the phone


@lru_cache(maxsize=len(ICONS))
def png(name: str) -> bytes:
    """The icon of this name as a PNG file. Raises KeyError."""
    side, part, ground, pin, lines = ICONS[name]
    large = side * FINE
    image = Image.new("RGBA", (large, large), CLEAR)
    draw = ImageDraw.Draw(image)
    if ground != CLEAR:
        draw.rounded_rectangle(
            (0, 0, large - 1, large - 1), large * 0.22 if name in ROUND else 0, fill=ground
        )
    scale = large * part / 28
    shift = (large - 28 * scale) / 2

    def at(points: list[Point]) -> list[Point]:
        return [(shift + x * scale, shift + y * scale) for x, y in points]

    draw.polygon(at([*_curves(RIGHT), TIP, *_curves(LEFT)]), fill=pin)
    for line in (_curves(WAVE), *MAST):
        _stroke(draw, at(line), 2.1 * scale, lines)
    file = BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
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
