"""The picture a shared link shows elsewhere: 1200 x 630, the light theme, plain values in and PNG bytes out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont, ImageOps

from smartcity.lib.look import words

WIDTH, HEIGHT = 1200, 630
PHOTO = 560  # px of its width
MARGIN = 56
FINE = 4  # shapes are drawn so many times larger, then made small: Pillow's own edges are rough
BG, SURFACE, SUNK, LINE = "#F6F4F0", "#FFFFFF", "#EDEAE4", "#DDD8CF"
INK, INK2, BRAND = "#1C1A17", "#4F4A43", "#0A5F73"
TEXT = {"red": "#B42318", "amber": "#855000", "green": "#0B6B4A", "grey": "#5B564E"}
SOFT = {"red": "#FDE9E6", "amber": "#FFF0CC", "green": "#DDF3E8", "grey": "#EBE8E2"}
FILL = {"red": "#CF2A18", "amber": "#F5B200", "green": "#0B9A6D", "grey": "#57524A"}
AMBER_INK = "#4A2F00"
FONTS = {  # what a Debian machine may have, the best first; else Pillow's own, made bolder by a stroke
    False: ("roboto/unhinted/RobotoTTF/Roboto-Regular.ttf", "noto/NotoSans-Regular.ttf", "liberation/LiberationSans-Regular.ttf",
            "dejavu/DejaVuSans.ttf"),
    True: ("roboto/unhinted/RobotoTTF/Roboto-Bold.ttf", "noto/NotoSans-Bold.ttf", "liberation/LiberationSans-Bold.ttf",
           "dejavu/DejaVuSans-Bold.ttf"),
}  # fmt: skip
FOLDER = Path("/usr/share/fonts/truetype")
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What anybody may know of a report: `place` is its kelurahan, never more; of its reporter nothing."""

    city: str
    status: str
    title: str
    place: str
    age: str
    photo: BinaryIO | None = None


def draw(card: ShareCard) -> bytes:
    """The card as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), BG)
    left = MARGIN
    if card.photo is not None:
        picture.paste(_photo(card.photo), (0, 0))
        left = PHOTO + MARGIN
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0 if card.photo is None else PHOTO, HEIGHT - 12, WIDTH, HEIGHT), fill=BRAND)
    picture.paste(BRAND, (left, 54), _shape(56, _pin))
    picture.paste("#FFFFFF", (left, 54), _shape(56, _wave))
    _line(pen, (left + 72, 64), card.city, 32, WIDTH - left - 72 - MARGIN, bold=True, fill=BRAND)
    _badge(picture, pen, (left, 176), card.status)
    y = 268
    for line in _wrapped(card.title, 60, WIDTH - left - MARGIN, bold=True):
        _line(pen, (left, y), line, 60, WIDTH - left - MARGIN, bold=True, fill=INK)
        y += 72
    for line in _wrapped(card.place, 34, WIDTH - left - MARGIN):
        _line(pen, (left, y + 20), line, 34, WIDTH - left - MARGIN, fill=INK2)
        y += 44
    _line(pen, (left, HEIGHT - 88), card.age, 30, WIDTH - left - MARGIN, fill=INK2)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    """In 256 colours: a third of the bytes, and on a phone the same."""
    out = BytesIO()
    picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.FLOYDSTEINBERG).save(
        out, "PNG"
    )
    return out.getvalue()


def _photo(file: BinaryIO) -> Image.Image:
    """The photo, covering its half."""
    with Image.open(file) as photo:
        photo.draft("RGB", (PHOTO * 2, HEIGHT * 2))
        return ImageOps.fit(photo.convert("RGB"), (PHOTO, HEIGHT), Image.Resampling.BICUBIC)


@lru_cache(16)
def _font(size: int, *, bold: bool) -> Font:
    for name in FONTS[bold]:
        if (FOLDER / name).exists():
            return ImageFont.truetype(str(FOLDER / name), size)
    return ImageFont.load_default(size)


def _stroke(font: Font, *, bold: bool) -> int:
    """Pillow's own font has one weight."""
    own = isinstance(font, ImageFont.FreeTypeFont) and font.getname()[0] == "Aileron"
    return max(1, round(font.size / 40)) if own and bold and isinstance(font, ImageFont.FreeTypeFont) else 0


def _line(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, room: float, *, fill: str,
          bold: bool = False) -> None:  # fmt: skip
    """One line, cut with an ellipsis where it is longer than `room` pixels."""
    font = _font(size, bold=bold)
    if pen.textlength(text, font=font) > room:
        while text and pen.textlength(text + "…", font=font) > room:
            text = text[:-1]
        text = text.rstrip() + "…"
    pen.text(at, text, font=font, fill=fill, stroke_width=_stroke(font, bold=bold), stroke_fill=fill)


def _wrapped(text: str, size: int, room: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """The text in lines of whole words; what is left over stands in the last."""
    font, lines = _font(size, bold=bold), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > room and len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _badge(picture: Image.Image, pen: ImageDraw.ImageDraw, at: tuple[int, int], status: str) -> None:
    """Mark and word on the soft ground of its tone."""
    x, y = at
    tone, word, font = words.STATUSES[status].tone, words.status(status), _font(34, bold=True)
    width = int(84 + pen.textlength(word, font=font) + 28)
    picture.paste(
        SOFT[tone],
        (x, y),
        _shape_of(width, 64, lambda d, w, h: d.rounded_rectangle((0, 0, w, h), h // 2, fill=255)),
    )
    ground, line, glyph = _marks(status)
    picture.paste(AMBER_INK if tone == "amber" else FILL[tone], (x + 20, y + 12), _shape(40, ground))
    if tone == "amber":
        picture.paste(FILL[tone], (x + 20, y + 12), _shape(40, lambda d, s: _diamond(d, s, 2.0)))
    picture.paste(
        AMBER_INK if tone == "amber" else "#FFFFFF", (x + 20, y + 12), _shape(40, glyph if glyph else line)
    )
    pen.text((x + 72, y + 32), word, font=font, fill=TEXT[tone], anchor="lm", stroke_width=_stroke(font, bold=True),
             stroke_fill=TEXT[tone])  # fmt: skip


Draw = Callable[
    [ImageDraw.ImageDraw, float], None
]  # in a box of so many pixels; 20 units wide, as the marks are


def _marks(status: str) -> tuple[Draw, Draw, Draw | None]:
    """Ground, lines and solid parts of a status' mark: the shapes of `icons.MARKS`."""
    lines: dict[str, list[tuple[float, float]]] = {"waiting": [(10, 5.6), (10, 10), (12.9, 11.9)], "answered": [(6.8, 10.2), (9.1, 12.4), (13.2, 7.9)],
            "done": [(5.8, 10.3), (8.7, 13.2), (14.3, 7)], "rejected": [(6, 10), (14, 10)],
            "merged": [(6.8, 5.5), (10, 11), (10, 14.5), (10, 11), (13.2, 5.5)]}  # fmt: skip
    solid: dict[str, Draw] = {
        "in_progress": lambda d, s: d.polygon(
            [(x * s / 20, y * s / 20) for x, y in ((10, 5), (10, 15), (15, 10))], fill=255
        ),
        "coordinating": _two_dots,
    }
    grounds: dict[str, Draw] = {
        "waiting": lambda d, s: _disc(d, s, 10, 10, 8.3),
        "done": lambda d, s: d.rounded_rectangle((1.7 * s / 20, 1.7 * s / 20, 18.3 * s / 20, 18.3 * s / 20), 3.5 * s / 20, fill=255),
        "rejected": _octagon, "merged": _octagon,
    }  # fmt: skip
    return (
        grounds.get(status, lambda d, s: _diamond(d, s, 0.6)),
        lambda d, s: _lines(d, s, lines.get(status, [])),
        solid.get(status),
    )


def _two_dots(pen: ImageDraw.ImageDraw, size: float) -> None:
    _disc(pen, size, 7.3, 10, 1.7)
    _disc(pen, size, 12.7, 10, 1.7)


def _disc(pen: ImageDraw.ImageDraw, size: float, x: float, y: float, r: float) -> None:
    unit = size / 20
    pen.ellipse(((x - r) * unit, (y - r) * unit, (x + r) * unit, (y + r) * unit), fill=255)


def _diamond(pen: ImageDraw.ImageDraw, size: float, inset: float) -> None:
    a, m, b = inset * size / 20, size / 2, size - inset * size / 20
    pen.polygon([(m, a), (b, m), (m, b), (a, m)], fill=255)


def _octagon(pen: ImageDraw.ImageDraw, size: float) -> None:
    pen.regular_polygon((size / 2, size / 2, size * 0.46), 8, rotation=22.5, fill=255)


def _lines(pen: ImageDraw.ImageDraw, size: float, points: list[tuple[float, float]]) -> None:
    unit = size / 20
    pen.line([(x * unit, y * unit) for x, y in points], fill=255, width=round(1.9 * unit), joint="curve")


def _pin(pen: ImageDraw.ImageDraw, size: float) -> None:
    unit = size / 28
    pen.ellipse((2.5 * unit, 1.5 * unit, 25.5 * unit, 24 * unit), fill=255)
    pen.polygon([(5.4 * unit, 20 * unit), (22.6 * unit, 20 * unit), (14 * unit, 27.5 * unit)], fill=255)


def _wave(pen: ImageDraw.ImageDraw, size: float) -> None:
    unit, width = size / 28, round(2.1 * size / 28)
    pen.line([(14 * unit, 5.2 * unit), (14 * unit, 9.8 * unit)], fill=255, width=width)
    pen.line([(11.2 * unit, 9.8 * unit), (16.8 * unit, 9.8 * unit)], fill=255, width=width)
    for n in range(3):
        left = (7.2 + n * 4.6) * unit
        pen.arc((left, 12.4 * unit, left + 4.6 * unit, 16 * unit), 20, 160, fill=255, width=width)


def _shape(size: int, drawn: Draw) -> Image.Image:
    return _shape_of(size, size, lambda pen, width, _height: drawn(pen, width))


def _shape_of(width: int, height: int, drawn: Callable[[ImageDraw.ImageDraw, int, int], None]) -> Image.Image:
    """A mask with smooth edges."""
    mask = Image.new("L", (width * FINE, height * FINE), 0)
    drawn(ImageDraw.Draw(mask), width * FINE, height * FINE)
    return mask.resize((width, height), Image.Resampling.LANCZOS)
