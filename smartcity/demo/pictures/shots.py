"""One shot: a place that a seed always builds alike, a moment that passes, and the picture taken of both."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from PIL import Image

from smartcity.demo.pictures import buildings, streets, vehicles, weather
from smartcity.demo.pictures.camera import Camera
from smartcity.demo.pictures.canvas import Canvas
from smartcity.demo.pictures.finish import developed, lit
from smartcity.demo.pictures.ground import Floor, Ground
from smartcity.demo.pictures.streets import Street
from smartcity.demo.pictures.weather import Weather, sky

SOFT, SHARP = 0.75, 1.5  # the ground is computed smaller than the picture, things are painted larger, with smooth edges
NIGHT = 0.4  # of the light of day is what a telephone still sees
Painter = Callable[[Canvas], None]
MAKERS = {"alley": streets.alley, "lane": streets.lane, "shops": streets.shops, "avenue": streets.avenue}
ROWS: dict[str, Callable[..., None]] = {"house": buildings.house, "shop": buildings.shop, "fence": buildings.fence}


class Shot:
    """What will be in the picture. `place` draws what stays from before to after, `moment` what does not."""

    def __init__(self, kind: str, seed: int, after: bool, size: tuple[int, int], depth: float | None = None):
        self.place = Random(f"{kind}:{seed}")  # noqa: S311 pictures need no secrets
        self.moment = Random(f"{kind}:{seed}:{after}")  # noqa: S311 pictures need no secrets
        self.after = after
        self.camera = Camera(*size)
        self.weather: Weather = weather.day(self.moment)
        self.street: Street = streets.lane(self.place)
        self.things: list[tuple[float, Painter]] = []
        self.works: list[Callable[[Ground], None]] = []
        self.contact: list[list[Floor]] = []
        self.cast: list[list[Floor]] = []
        self.dapple: list[tuple[float, float, float]] = []
        self.base: Callable[[], Image.Image] = self.dry
        self.depth = depth
        self.floor_level = -9.0

    def aim(self, *, eye: tuple[float, float] = (1.45, 1.75), pitch: tuple[float, float] = (8, 16), yaw: float = 10, x: tuple[float, float] = (-0.5, 0.5)) -> None:
        """Hold the camera somewhere between these heights (metres), downward tilts and sideways turns (degrees)."""
        dice = self.place
        pose = {"eye": dice.uniform(*eye), "pitch": dice.uniform(*pitch), "yaw": dice.uniform(-yaw, yaw), "x": dice.uniform(*x)}
        self.camera = replace(self.camera, **pose, roll=dice.gauss(0, 1.1), focal=dice.uniform(0.68, 0.92))

    def turn(self, yaw: float) -> None:
        """Look `yaw` degrees to the right of the street's direction."""
        self.camera = replace(self.camera, yaw=self.camera.yaw + yaw)

    def ahead(self, z: float) -> float:
        """The x of what is in the middle of the picture `z` metres ahead."""
        return self.camera.x + z * math.tan(math.radians(self.camera.yaw))

    def add(self, z: float, paint: Callable[..., None], *args: Any, **options: Any) -> None:
        """Paint something that stands at z when its turn comes: far things first."""
        self.things.append((z, partial(paint_with, paint, args, options)))

    def work(self, change: Callable[..., None], *args: Any) -> None:
        """Do something to the ground before anything stands on it."""
        self.works.append(lambda ground: change(ground, *args))

    def on(self, *names: str) -> Street:
        """Stand in a street of one of these kinds and build what lines it."""
        self.street = MAKERS[self.place.choice(names)](self.place)
        return self.street

    def line(self, *, start: float = -4.0, end: float = 75.0, sides: tuple[int, ...] = (-1, 1)) -> None:
        """Buildings, trees, poles and what lies far behind, from `start` to `end` metres ahead."""
        for side in sides:
            self._row(side, self.street.rows[0 if side < 0 else 1], start, end)
        for _ in range(self.place.randint(2, 7)):
            x, z = self.place.uniform(-90, 90), self.place.uniform(120, 360)
            self.add(z, buildings.tower, x, z, self.place.uniform(14, 30), self.place.uniform(20, 90), self.place.randrange(99))
        self._poles(self.place.choice(sides))

    def _row(self, side: int, style: str, z: float, end: float) -> None:
        dice, edge, sunny = self.place, self.street.edge, self.weather.side == side
        while z < end:
            length = dice.uniform(4.2, 5.4) if style == "shop" else dice.uniform(5.5, 9)
            height = {"shop": dice.choice((6.6, 9.8, 9.8, 13)), "fence": dice.uniform(1.9, 2.6)}.get(style, dice.choice((3.2, 3.4, 5.6, 6.2)))
            if style in ROWS:
                self.add(z, ROWS[style], side, edge + dice.uniform(0, 0.3), z, length, height, dice.randrange(9999))
            if style == "green" or dice.random() < 0.22:
                tall = dice.uniform(4.5, 8.5)
                x = side * (edge - 0.4 + (dice.uniform(0, 3) if style == "green" else 0))
                if z > 4:
                    self.tree(x, z + length / 2, tall)
            if sunny and style != "green":
                drop = side * (edge - height * 0.55)
                self.cast.append([(side * (edge + 1), z), (side * (edge + 1), z + length), (drop, z + length + 1.2), (drop, z + 1.2)])
            z += length + (0.2 if style != "green" else 0)

    def tree(self, x: float, z: float, height: float) -> None:
        """A tree and the shade under it."""
        dice = self.place
        self.add(z, buildings.tree, x, z, height, dice.randrange(9999))
        for _ in range(14):
            middle = x - self.weather.side * height * 0.3
            self.dapple.append((middle + dice.gauss(0, height * 0.24), z + dice.gauss(0, height * 0.26), height * dice.uniform(0.04, 0.13)))

    def _poles(self, side: int) -> None:
        x, gap = side * (self.street.half + (0.45 if self.street.walk else 0.25)), self.place.uniform(17, 25)
        z = self.place.uniform(-gap, -4)
        while z < 80:
            self.add(z + gap / 2, buildings.pole, x, z, gap=gap, street_side=-side)
            z += gap

    def drive(self, kind: str, x: float, z: float, *, away: bool = True) -> None:
        """Put a vehicle on the road, with its shadow under it."""
        if kind == "motorbike":
            self.add(z, vehicles.motorbike, x, z, self.moment.randrange(9999), away=away)
            self.shadow(x, z + 0.8, 0.35, 0.9)
            return
        shape = vehicles.SHAPES[kind]
        self.add(z, vehicles.vehicle, kind, x, z, vehicles.colour_of(kind, self.moment), away=away)
        self.shadow(x, z + shape.length / 2, shape.half + 0.12, shape.length / 2 + 0.2)

    def park(self, x: float, z: float) -> None:
        """A motorbike without its rider."""
        self.add(z, vehicles.motorbike, x, z, self.moment.randrange(9999), rider=False)
        self.shadow(x, z + 0.8, 0.3, 0.8)

    def walk(self, x: float, z: float) -> None:
        self.add(z, vehicles.person, x, z, self.moment.randrange(9999))
        self.shadow(x, z, 0.22, 0.15)

    def shadow(self, x: float, z: float, half: float, long: float) -> None:
        """The dark under something that stands on the ground."""
        self.contact.append([(x - half, z - long), (x + half, z - long), (x + half, z + long), (x - half, z + long)])

    def passers(self, least: int = 1, most: int = 4, *, near: float = 9.0) -> None:
        """A little traffic, no nearer than `near` metres; Indonesia drives on the left."""
        half, dice = self.street.half, self.moment
        for _ in range(dice.randint(least, most)):
            kinds = ("motorbike",) if half < 2.2 else ("motorbike", "motorbike", "mpv", "hatch", "angkot")
            away = dice.random() < 0.6
            self.drive(dice.choice(kinds), (-1 if away else 1) * half * dice.uniform(0.3, 0.6), dice.uniform(near, near + 30), away=away)
        for _ in range(dice.randint(0, 2)):
            self.walk(dice.choice((-1, 1)) * (half + max(0.3, self.street.walk / 2)), dice.uniform(near, near + 14))

    def floor(self, camera: Camera) -> Ground:
        """The ground with all that was done to it and all that darkens it."""
        ground = Ground(camera, self.weather)
        streets.pave(self.street, ground)
        for change in self.works:
            change(ground)
        if self.weather.sun > 0.08:
            ground.dim(ground.area(*self.cast, blur=5, discs=self.dapple), 1 - self.weather.sun)
        if self.contact:
            ground.dim(ground.area(*self.contact, blur=7), 0.42)
        return ground

    def stand(self, canvas: Canvas) -> Canvas:
        """Paint all things, far ones first."""
        for _, paint in sorted(self.things, key=lambda thing: -thing[0]):
            paint(canvas)
        return canvas

    def dry(self) -> Image.Image:
        """Sky and ground, before anything stands on it."""
        camera = self.camera.enlarged(SOFT)
        picture = sky(camera, self.weather)
        self.floor(camera).onto(picture)
        return picture

    def _again(self) -> Camera:
        """The same pose as another hand finds it days later: a step aside, a few degrees off."""
        dice, was = self.moment, self.camera
        yaw, pitch = (dice.choice((-1, 1)) * dice.uniform(*off) for off in ((2.5, 4.5), (1.0, 2.2)))
        aside = dice.uniform(-0.25, 0.25)
        return replace(was, x=was.x + aside, yaw=was.yaw + yaw, pitch=was.pitch + pitch, roll=dice.gauss(0, 1.1))

    def taken(self) -> bytes:
        """The picture, JPEG."""
        if self.after:
            self.camera = self._again()
        camera = self.camera.enlarged(SHARP)
        large = self.base().resize((camera.width, camera.height), Image.Resampling.BILINEAR)
        canvas = self.stand(Canvas(large, camera, self.weather, floor=self.floor_level))
        if self.weather.night:
            large = lit(large.point([int(i * NIGHT) for i in range(256)] * 3), canvas.glows)
        small = large.resize((self.camera.width, self.camera.height), Image.Resampling.BILINEAR)
        return developed(small, self.weather, self.moment)


def paint_with(paint: Callable[..., None], args: tuple[Any, ...], options: dict[str, Any], canvas: Canvas) -> None:
    paint(canvas, *args, **options)
