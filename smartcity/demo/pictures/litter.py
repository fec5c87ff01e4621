"""Rubbish, in heaps of bags and as a carpet of bits."""

import math

import numpy as np

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.ground import Ground
from smartcity.demo.pictures.noise import Array, Dice, grain
from smartcity.demo.pictures.weather import Colour

BAGS: tuple[Colour, ...] = (
    (36, 36, 40), (44, 44, 50), (30, 32, 38), (210, 206, 198), (224, 222, 216), (70, 108, 150), (178, 60, 52),
    (200, 166, 66), (128, 98, 70), (150, 122, 88), (84, 122, 88), (196, 120, 130), (98, 90, 82),
)  # fmt: skip
BITS = np.array(
    [(58, 50, 42), (72, 62, 50), (46, 42, 38), (88, 78, 62), (206, 202, 194), (226, 224, 218), (72, 112, 152),
     (170, 66, 56), (190, 160, 76), (112, 88, 62), (96, 116, 84), (140, 134, 126), (64, 56, 48), (52, 46, 40)], np.float32
)  # fmt: skip


def carpet(ground: Ground, alpha: Array, per_metre: float = 11) -> None:
    """Bits of everything where `alpha` is, each about 1 / `per_metre` metres."""
    ragged = grain(ground.x * per_metre * 2.6, ground.z * per_metre * 2.6, 7) * 0.6
    choice = (
        (grain(ground.x * per_metre + ragged, ground.z * per_metre + ragged, 9) + 1) * 0.4999 * len(BITS)
    ).astype(np.int8)
    worn = 0.86 + 0.22 * grain(ground.x * per_metre * 4, ground.z * per_metre * 4, 8)
    ground.cover(alpha, BITS[choice] * worn[..., None])


def bag(canvas: Canvas, x: float, y: float, z: float, radius: float, colour: Colour, seed: int) -> None:
    """A tied plastic bag: a lumpy outline, light above, a fold, dark below."""
    seen = canvas.camera.seen((x, y, z))
    if seen[2] < 0.5:
        return
    dice = Dice(seed)
    cx, cy = canvas.camera.pixel(seen)
    r = radius * canvas.camera.scale / seen[2]
    turn = dice.uniform(0, 6.3)
    rim = [
        (
            cx + math.cos(turn + n * 0.7) * r * (k := dice.uniform(0.76, 1.1)),
            cy + math.sin(turn + n * 0.7) * r * k * 0.8,
        )
        for n in range(9)
    ]
    canvas.draw.polygon(rim, fill=canvas.tone(shade(colour, 0.66), z))
    canvas.draw.polygon(
        [(px * 0.84 + cx * 0.16, py * 0.8 + cy * 0.2 - r * 0.12) for px, py in rim],
        fill=canvas.tone(colour, z),
    )
    bright = tuple(min(255.0, part * 1.16 + 16) for part in colour)
    canvas.draw.polygon(
        [(px * 0.45 + cx * 0.55 - r * 0.1, py * 0.36 + cy * 0.64 - r * 0.34) for px, py in rim],
        fill=canvas.tone((bright[0], bright[1], bright[2]), z),
    )
    if r > 9:
        fold = (
            cx + dice.uniform(-0.3, 0.3) * r,
            cy - 0.5 * r,
            cx + dice.uniform(-0.6, 0.6) * r,
            cy + 0.5 * r,
        )
        canvas.draw.line(fold, fill=canvas.tone(shade(colour, 0.74), z), width=max(1, int(r / 14)))


def heap(canvas: Canvas, x: float, z: float, wide: float, long: float, high: float, seed: int) -> None:
    """A pile 2 `wide` x 2 `long` metres with its middle at (x, z) and `high` metres at most."""
    dice = Dice(seed)
    pieces = []
    for _ in range(int(60 + 110 * wide * long)):
        a, b = max(-1.0, min(1.0, dice.gauss(0, 0.42))), max(-1.0, min(1.0, dice.gauss(0, 0.42)))
        level = high * max(0.0, 1 - a * a - b * b) * dice.random() ** 0.6
        big = dice.random() < 0.45
        colour = dice.choice(BAGS[:5]) if big else dice.choice(BAGS)
        pieces.append(
            (
                z + b * long,
                x + a * wide,
                level,
                dice.uniform(0.14, 0.27) if big else dice.uniform(0.05, 0.14),
                colour,
            )
        )
    for near, at, level, radius, colour in sorted(pieces, key=lambda piece: -piece[0] - piece[2] * 0.3):
        bag(
            canvas,
            at,
            level + radius * 0.7,
            near,
            radius,
            shade(colour, dice.uniform(0.85, 1.1)),
            dice.randrange(9999),
        )


def container(canvas: Canvas, x: float, z: float) -> None:
    """A green wheeled bin."""
    canvas.box(x, z, (0.62, 0.95, 0.6), (42, 96, 62), y=0.12)
    canvas.box(x, z - 0.02, (0.68, 0.1, 0.68), (36, 82, 54), y=1.05, top=(60, 118, 80))
    for side in (-1, 1):
        canvas.disc((x + side * 0.25, 0.1, z), 0.1, (30, 30, 30))
