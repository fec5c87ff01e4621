"""Where a picture comes about: things wait for their turn, the ground for its work, then the shutter falls."""

from collections.abc import Callable
from typing import Any

from PIL import Image

from smartcity.demo.pictures.camera import Camera
from smartcity.demo.pictures.canvas import Canvas
from smartcity.demo.pictures.finish import developed, lit
from smartcity.demo.pictures.ground import Floor, Ground
from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.paving import pave
from smartcity.demo.pictures.streets import Street
from smartcity.demo.pictures.weather import Weather, sky

SOFT = 0.75  # the ground is computed smaller than the picture,
SHARP = 1.5  # and things are painted larger, which smooths their edges
NIGHT = 0.4  # of the light of day is what a telephone still sees
OCTAGON = ((-1, -0.7), (-0.7, -1), (0.7, -1), (1, -0.7), (1, 0.7), (0.7, 1), (-0.7, 1), (-1, 0.7))


class Stage:
    """A street in its weather before a camera, and all that stands in it."""

    def __init__(self, camera: Camera, weather: Weather, street: Street) -> None:
        self.camera, self.weather, self.street = camera, weather, street
        self.things: list[tuple[float, Callable[[Canvas], None]]] = []
        self.works: list[Callable[[Ground], None]] = []
        self.contact: list[list[Floor]] = []  # the dark under things
        self.cast: list[list[Floor]] = []  # the shadows of buildings
        self.dapple: list[tuple[float, float, float]] = []  # and of leaves
        self.base: Callable[[], Image.Image] = self.dry
        self.level = -9.0  # of water that hides what is below, metres

    def add(self, z: float, paint: Callable[..., None], *args: Any, **options: Any) -> None:
        """Let `paint(canvas, *args)` paint what stands at z when its turn comes: far things first."""
        self.things.append((z, lambda canvas: paint(canvas, *args, **options)))

    def work(self, change: Callable[..., None], *args: Any) -> None:
        """Let `change(ground, *args)` work on the ground before anything stands on it."""
        self.works.append(lambda ground: change(ground, *args))

    def shadow(self, x: float, z: float, half: float, long: float) -> None:
        """The dark under something 2 `half` wide and 2 `long` long with its middle at (x, z)."""
        self.contact.append([(x + a * half, z + b * long) for a, b in OCTAGON])

    def floor(self, camera: Camera) -> Ground:
        """The ground with all that was done to it and all that darkens it."""
        ground = Ground(camera, self.weather)
        pave(self.street, ground)
        for change in self.works:
            change(ground)
        if self.weather.sun > 0.08:
            ground.dim(ground.area(*self.cast, blur=5, discs=self.dapple), 1 - self.weather.sun)
        if self.contact:
            ground.dim(ground.area(*self.contact, blur=7), 0.42)
        return ground

    def dry(self) -> Image.Image:
        """Sky and ground, before anything stands on it."""
        camera = self.camera.enlarged(SOFT)
        picture = sky(camera, self.weather)
        self.floor(camera).onto(picture)
        return picture

    def stand(self, canvas: Canvas) -> Canvas:
        """Paint all things, far ones first."""
        for _, paint in sorted(self.things, key=lambda thing: -thing[0]):
            paint(canvas)
        return canvas

    def picture(self, dice: Dice) -> bytes:
        """The photo, JPEG; `dice` for what no two photos share."""
        camera = self.camera.enlarged(SHARP)
        large = self.base().resize((camera.width, camera.height), Image.Resampling.NEAREST)
        canvas = self.stand(Canvas(large, camera, self.weather, floor=self.level))
        if self.weather.night:
            large = lit(large.point([int(i * NIGHT) for i in range(256)] * 3), canvas.glows)
        small = large.resize((self.camera.width, self.camera.height), Image.Resampling.BILINEAR)
        return developed(small, self.weather, dice)
