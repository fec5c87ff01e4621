"""One shot: a place that a seed always builds alike, and a moment in it that passes."""

import math
from dataclasses import replace

from smartcity.demo.pictures import buildings, people, skyline, streets, vehicles, weather
from smartcity.demo.pictures.camera import Camera
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.stage import Stage
from smartcity.demo.pictures.streets import Street

STREETS = {"alley": streets.alley, "lane": streets.lane, "shops": streets.shops, "avenue": streets.avenue}
ROWS = {"house": buildings.house, "shop": buildings.shop, "fence": buildings.fence}
HEIGHTS = {
    "house": (3.2, 3.4, 5.6, 6.2),
    "shop": (6.6, 9.8, 9.8, 13.0),
    "fence": (1.9, 2.2, 2.6),
    "green": (1.0,),
}
Span = tuple[float, float]


class Shot(Stage):
    """A stage filled by chance: `place` draws what stays from before to after, `moment` what does not."""

    def __init__(
        self, kind: str, seed: int, *, after: bool, size: tuple[int, int], depth: float | None
    ) -> None:
        self.place = Dice(f"{kind}:{seed}")
        self.moment = Dice(f"{kind}:{seed}:{after}")
        self.after, self.depth = after, depth
        super().__init__(Camera(*size), weather.day(self.moment), streets.lane(self.place))

    def on(self, *names: str) -> Street:
        """Stand in a street of one of these kinds."""
        self.street = STREETS[self.place.choice(names)](self.place)
        return self.street

    def aim(
        self, *, eye: Span = (1.45, 1.75), pitch: Span = (8, 16), yaw: float = 10, x: Span = (-0.5, 0.5)
    ) -> None:
        """Hold the camera somewhere between these heights (metres), downward tilts and sideways turns (degrees)."""
        dice = self.place
        self.camera = replace(
            self.camera,
            eye=dice.uniform(*eye),
            pitch=dice.uniform(*pitch),
            yaw=dice.uniform(-yaw, yaw),
            x=dice.uniform(*x),
            roll=dice.gauss(0, 1.1),
            focal=dice.uniform(0.68, 0.92),
        )

    def turn(self, yaw: float) -> None:
        """Look `yaw` degrees further to the right."""
        self.camera = replace(self.camera, yaw=self.camera.yaw + yaw)

    def ahead(self, z: float) -> float:
        """The x of what is in the middle of the picture `z` metres ahead."""
        return self.camera.x + z * math.tan(math.radians(self.camera.yaw))

    def line(self, *, start: float, end: float = 75.0, sides: tuple[int, ...] = (-1, 1)) -> None:
        """Buildings, trees and poles from `start` to `end` metres ahead, and towers far behind."""
        dice = self.place
        for side in sides:
            self._row(side, self.street.rows[0 if side < 0 else 1], start, end)
        for _ in range(dice.randint(2, 7)):
            x, z, size = (
                dice.uniform(-90, 90),
                dice.uniform(120, 360),
                (dice.uniform(14, 30), dice.uniform(20, 90)),
            )
            self.add(z, skyline.tower, x, z, *size, dice.randrange(99))
        self._poles(dice.choice(sides))

    def _row(self, side: int, style: str, z: float, end: float) -> None:
        dice, edge = self.place, self.street.edge
        while z < end:
            length = dice.uniform(4.2, 5.4) if style == "shop" else dice.uniform(5.5, 9)
            height, back = dice.choice(HEIGHTS[style]), dice.uniform(0, 0.3)
            if style in ROWS:
                self.add(z, ROWS[style], side, edge + back, z, length, height, dice.randrange(9999))
                self._shade(side, z, length, height)
            if style == "green" or dice.random() < 0.22:
                self.tree(
                    side * (edge - 0.4 + (back * 10 if style == "green" else 0)),
                    z + length / 2,
                    dice.uniform(4.5, 8.5),
                )
            z += length + 0.1

    def _shade(self, side: int, z: float, length: float, height: float) -> None:
        """The shadow a building throws into the street when the sun is behind it."""
        wall, drop = side * (self.street.edge + 1), side * (self.street.edge - height * 0.55)
        if self.weather.side == side:
            self.cast.append([(wall, z), (wall, z + length), (drop, z + length + 1.2), (drop, z + 1.2)])

    def tree(self, x: float, z: float, height: float) -> None:
        """A tree, unless it would stand before the lens, and the shade under it."""
        dice = self.place
        if z < 7:
            return
        self.add(z, skyline.tree, x, z, height, dice.randrange(9999))
        middle = x - self.weather.side * height * 0.3
        for _ in range(14):
            spot = middle + dice.gauss(0, height * 0.24), z + dice.gauss(0, height * 0.26)
            self.dapple.append((*spot, height * dice.uniform(0.04, 0.13)))

    def _poles(self, side: int) -> None:
        x, gap = side * (self.street.half + (0.45 if self.street.walk else 0.25)), self.place.uniform(17, 25)
        z = self.place.uniform(-gap, -4)
        while z < 80:
            self.add(z + gap / 2, skyline.pole, x, z, gap=gap, lamp=-side)
            z += gap

    def drive(self, kind: str, x: float, z: float, *, away: bool = True) -> None:
        """Put a vehicle on the road, with its shadow under it."""
        if kind == "motorbike":
            self.add(z, people.motorbike, x, z, self.moment.randrange(9999), away=away)
            self.shadow(x, z + 0.8, 0.35, 0.9)
            return
        shape = vehicles.SHAPES[kind]
        self.add(z, vehicles.vehicle, kind, x, z, vehicles.colour_of(kind, self.moment), away=away)
        self.shadow(x, z + shape.length / 2, shape.half + 0.12, shape.length / 2 + 0.2)

    def park(self, x: float, z: float) -> None:
        """A motorbike without its rider."""
        self.add(z, people.motorbike, x, z, self.moment.randrange(9999), rider=False)
        self.shadow(x, z + 0.8, 0.3, 0.8)

    def walk(self, x: float, z: float) -> None:
        """Somebody on foot."""
        self.add(z, people.person, x, z, self.moment.randrange(9999))
        self.shadow(x, z, 0.22, 0.15)

    def passers(self, least: int = 1, most: int = 4, *, near: float = 9.0) -> None:
        """A little traffic, no nearer than `near` metres; Indonesia drives on the left."""
        half, dice = self.street.half, self.moment
        for _ in range(dice.randint(least, most)):
            kinds = ("motorbike",) if half < 2.2 else ("motorbike", "motorbike", "mpv", "hatch", "angkot")
            away = dice.random() < 0.6
            x = (-1 if away else 1) * half * dice.uniform(0.3, 0.6)
            self.drive(dice.choice(kinds), x, dice.uniform(near, near + 30), away=away)
        for _ in range(dice.randint(0, 2)):
            side = dice.choice((-1, 1)) * (half + max(0.3, self.street.walk / 2))
            self.walk(side, dice.uniform(near, near + 14))

    def taken(self) -> bytes:
        """The picture, JPEG. The one after is taken by another hand: a step aside, a few degrees off."""
        if self.after:
            dice, was = self.moment, self.camera
            yaw, pitch = (dice.choice((-1, 1)) * dice.uniform(*off) for off in ((2.5, 4.5), (1.0, 2.2)))
            x = was.x + dice.uniform(-0.25, 0.25)
            self.camera = replace(
                was, x=x, yaw=was.yaw + yaw, pitch=was.pitch + pitch, roll=dice.gauss(0, 1.1)
            )
        return self.picture(self.moment)
