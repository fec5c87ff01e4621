"""Who rides and who walks."""

from smartcity.demo.pictures.canvas import RUBBER, Canvas, shade
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.vehicles import PAINTS, WHITE_LIGHT, tail_light
from smartcity.demo.pictures.weather import Colour

JACKETS: tuple[Colour, ...] = (
    (22, 130, 60), (26, 140, 66), (50, 60, 90), (60, 60, 64), (150, 50, 44), (170, 150, 120),
)  # fmt: skip
HELMETS: tuple[Colour, ...] = ((230, 228, 222), (34, 36, 40), (24, 120, 56), (150, 40, 36))
TROUSERS: tuple[Colour, ...] = ((52, 56, 70), (70, 62, 54), (40, 40, 46), (96, 90, 84))
FLANK = ((0.1, 0.5), (0.8, 0.3), (1.2, 0.4), (1.3, 0.95), (1.15, 0.9), (0.95, 0.55), (0.7, 0.72), (0.0, 0.78))
THIGH = ((0.1, 0.45), (0.3, 0.4), (0.26, 0.85), (0.0, 0.85))
TORSO = ((-0.22, 0.8), (0.22, 0.8), (0.3, 1.12), (0.2, 1.4), (-0.2, 1.4), (-0.3, 1.12))
SHIRT = ((-0.19, 0.8), (0.19, 0.8), (0.25, 1.36), (0.1, 1.44), (-0.1, 1.44), (-0.25, 1.36))


def motorbike(
    canvas: Canvas, x: float, z: float, seed: int, *, rider: bool = True, away: bool = True
) -> None:
    """A small motorbike with its near end at z."""
    dice = Dice(seed)
    paint = dice.choice(PAINTS[4:])
    flank = x + (0.07 if x < canvas.camera.x else -0.07)
    for along in (1.45, 0.28):
        canvas.wheel(flank, z + along, 0.28)
        canvas.box(x, z + along - 0.24, (0.12, 0.5, 0.48), RUBBER, y=0.03)
    canvas.face([(flank, up, z + along) for along, up in FLANK], paint)
    canvas.box(x, z + 0.1, (0.26, 0.24, 0.35), paint, y=0.5)
    canvas.box(x, z + 0.1, (0.24, 0.07, 0.8), (34, 34, 36), y=0.74)
    canvas.box(x, z + 1.15, (0.3, 0.5, 0.14), paint, y=0.42)
    canvas.front(x - 0.09, x + 0.09, 0.6, 0.7, z + 0.05, tail_light(away))
    canvas.front(x - 0.11, x + 0.11, 0.4, 0.52, z + 0.04, WHITE_LIGHT)
    canvas.front(x - 0.34, x + 0.34, 0.98, 1.03, z + 1.2, RUBBER)
    for side in (-1, 1):
        canvas.disc((x + side * 0.38, 1.14, z + 1.2), 0.06, RUBBER)
    if canvas.weather.night:
        canvas.glow((x, 0.7, z), 0.09, tail_light(away))
    if rider:
        _rider(canvas, x, z + 0.45, dice)


def _rider(canvas: Canvas, x: float, z: float, dice: Dice) -> None:
    for side in (-1, 1):
        canvas.shape(x, z, [(side * right, up) for right, up in THIGH], (44, 46, 56))
    canvas.shape(x, z, TORSO, dice.choice(JACKETS))
    canvas.disc((x, 1.54, z), 0.15, dice.choice(HELMETS), squash=1.08)


def person(canvas: Canvas, x: float, z: float, seed: int) -> None:
    """Somebody standing at (x, z), a third of them with a headscarf."""
    dice = Dice(seed)
    shirt, legs, tall = dice.choice((*JACKETS, *PAINTS)), dice.choice(TROUSERS), dice.uniform(0.92, 1.05)
    for side in (-1, 1):
        hip = x + side * 0.1
        canvas.front(hip - 0.08, hip + 0.08, 0, 0.84 * tall, z, shade(legs, 1 + 0.06 * side))
    canvas.shape(x, z, [(right, up * tall) for right, up in SHIRT], shirt)
    scarf = dice.random() < 0.35
    canvas.disc((x, 1.54 * tall, z), 0.14 if scarf else 0.11, shirt if scarf else (38, 30, 26), squash=1.2)
    canvas.disc((x, 1.52 * tall, z - 0.02), 0.085, (150, 108, 80), squash=1.25)
