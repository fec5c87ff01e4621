"""The front of a hospital, crowded or quiet."""

from PIL import ImageFont

from smartcity.demo.pictures.canvas import Canvas, shade
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.shots import Shot
from smartcity.demo.pictures.vehicles import GLASS
from smartcity.demo.pictures.weather import Colour

BANDS: tuple[Colour, ...] = ((40, 130, 90), (44, 104, 170), (60, 150, 150), (186, 52, 48))
WALLS: tuple[Colour, ...] = ((228, 228, 222), (214, 218, 216), (226, 220, 204))
NAMES = ("RUMAH SAKIT", "RSUD", "RS UMUM DAERAH")
RED: Colour = (200, 40, 40)
FLOOR = 3.6  # m


def bed(shot: Shot) -> None:
    street = shot.on("avenue")
    dice, moment = shot.place, shot.moment
    shot.aim(pitch=(-7, 1), yaw=9, x=(-3, 3))
    far = dice.uniform(26, 36)
    shot.line(start=2, end=far - 6, sides=(dice.choice((-1, 1)),))
    x, wide, floors = dice.uniform(-4, 4), dice.uniform(24, 40), dice.randint(3, 5)
    shot.add(far, hospital, x, far, wide, floors, dice.randrange(9999))
    shot.shadow(x, far, wide / 2 + 1, 1.2)
    for _ in range(moment.randint(1, 3) if shot.after else moment.randint(14, 26)):
        shot.walk(moment.gauss(0, 4), far - moment.uniform(1.5, 8))
    for n in range(2 if shot.after else 5):
        kind, z = moment.choice(("mpv", "hatch", "angkot")), far - moment.uniform(4, 9)
        shot.drive(kind, -street.half * 0.8 + n * 3.1, z, away=moment.random() < 0.7)


def hospital(canvas: Canvas, x: float, z: float, wide: float, floors: int, seed: int) -> None:
    """A building across the street's end, with a canopy before its emergency door and its name on the roof."""
    dice = Dice(seed)
    band, wall, high = dice.choice(BANDS), dice.choice(WALLS), floors * FLOOR + 1.2
    left, right = x - wide / 2, x + wide / 2
    canvas.box(x, z, (wide, high, 18), wall)
    canvas.front(left, right, high - 0.9, high, z - 0.05, band)
    for floor in range(1, floors):
        _windows(canvas, left, right, floor * FLOOR, z - 0.05, shade(wall, canvas.light_on(0)), dice)
    canvas.front(left, right, 0.2, 3.0, z - 0.06, shade(GLASS, 0.8))
    canvas.box(x, z - 4, (9, 0.5, 4), band, y=3.2)
    for pillar in (x - 4, x + 4):
        canvas.box(pillar, z - 3.8, (0.4, 3.2, 0.4), shade(wall, 0.9))
    written(canvas, "IGD", x, 3.22, z - 4.05, 0.42, (246, 244, 238))
    written(canvas, dice.choice(NAMES), x, high + 0.15, z - 0.1, 1.5, band)
    cross = x + wide * 0.38
    canvas.front(cross - 0.3, cross + 0.3, high - 3.6, high - 1.4, z - 0.1, RED)
    canvas.front(cross - 1.1, cross + 1.1, high - 2.8, high - 2.2, z - 0.1, RED)


def _windows(
    canvas: Canvas, left: float, right: float, level: float, z: float, wall: Colour, dice: Dice
) -> None:
    canvas.front(left, right, level, level + 0.3, z, shade(wall, 0.88))
    bay = (right - left) / int((right - left) / 3.2)
    for n in range(int((right - left) / bay + 0.5)):
        start, end, low = left + (n + 0.15) * bay, left + (n + 0.85) * bay, level + 0.9
        canvas.front(start - 0.1, end + 0.1, low - 0.1, low + 1.7, z - 0.01, shade(wall, 1.1))
        canvas.front(start, end, low, low + 1.6, z - 0.02, shade(GLASS, dice.uniform(0.8, 1.5)))


def written(canvas: Canvas, text: str, x: float, low: float, z: float, high: float, colour: Colour) -> None:
    """Letters `high` metres on a front, centred at x."""
    seen = canvas.camera.seen((x, low, z))
    size = high * canvas.camera.scale / max(1.0, seen[2])
    if seen[2] > 1 and size > 5:
        font = ImageFont.load_default(size * 1.3)
        canvas.draw.text(canvas.camera.pixel(seen), text, font=font, anchor="ms", fill=canvas.tone(colour, z))
