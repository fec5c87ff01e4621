"""Paints solid things over a picture, far ones paler, and lets water mirror or hide them."""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from smartcity.demo.pictures.camera import Camera, Pixel, Point, clipped
from smartcity.demo.pictures.cutouts import Cutout
from smartcity.demo.pictures.weather import Colour, Weather

RUBBER: Colour = (30, 30, 32)
HUB: Colour = (130, 130, 132)
CIRCLE = [(math.sin(n * math.pi / 6), math.cos(n * math.pi / 6)) for n in range(12)]
Glow = tuple[Pixel, float, Colour]  # where, radius in pixels, colour


def shade(colour: Colour, factor: float) -> Colour:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


class Canvas:
    """`image` seen through `camera`. Nothing below `floor` metres is painted; with `mirror` everything is painted
    upside down as water at `floor` shows it."""

    def __init__(
        self,
        image: Image.Image,
        camera: Camera,
        weather: Weather,
        *,
        floor: float = -9.0,
        mirror: bool = False,
    ) -> None:
        self.image, self.camera, self.weather = image, camera, weather
        self.floor, self.mirror = floor, mirror
        self.draw = ImageDraw.Draw(image)
        self.glows: list[Glow] = []

    def _placed(self, points: Sequence[Point]) -> Sequence[Point]:
        """`points` above the floor, or their mirror image below it."""
        if self.floor > -9.0 and any(point[1] < self.floor for point in points):
            points = clipped(points, axis=1, least=self.floor)
        return [(x, 2 * self.floor - y, z) for x, y, z in points] if self.mirror else points

    def tone(self, colour: Colour, distance: float) -> tuple[int, int, int]:
        """`colour` as it looks through `distance` metres of air."""
        clear = math.exp(-max(distance, 0.0) / self.weather.sight)
        haze = self.weather.horizon
        r, g, b = (
            min(255, max(0, int(c * clear + h * (1 - clear)))) for c, h in zip(colour, haze, strict=True)
        )
        return r, g, b

    def face(self, points: Sequence[Point], colour: Colour) -> None:
        """A flat polygon."""
        outline = self.camera.outline(self._placed(points)) if points else []
        if len(outline) > 2:
            self.draw.polygon(
                outline, fill=self.tone(colour, sum(point[2] for point in points) / len(points))
            )

    def light_on(self, side: int) -> float:
        """How bright a wall is whose outside looks towards `side` (-1 left, 1 right, 0 at the camera)."""
        sun = self.weather.sun
        return (
            1.0 - 0.1 * sun
            if side == 0
            else 1.0 + 0.35 * sun
            if side == self.weather.side
            else 0.92 - 0.75 * sun
        )

    def box(
        self, x: float, z: float, size: Point, colour: Colour, *, y: float = 0.0, top: Colour | None = None
    ) -> None:
        """A box of (width, height, length) on the ground at x (its middle) and z (its near end)."""
        width, height, length = size
        left, right, far, roof = x - width / 2, x + width / 2, z + length, y + height
        if roof < self.camera.eye:
            self.face(
                [(left, roof, z), (right, roof, z), (right, roof, far), (left, roof, far)],
                top or shade(colour, 1.12),
            )
        if left > self.camera.x:
            self.side(left, z, far, y, roof, shade(colour, self.light_on(-1)))
        elif right < self.camera.x:
            self.side(right, z, far, y, roof, shade(colour, self.light_on(1)))
        self.front(left, right, y, roof, z, shade(colour, self.light_on(0) * 0.9))

    def side(self, x: float, near: float, far: float, low: float, high: float, colour: Colour) -> None:
        """An upright panel along the street."""
        self.face([(x, low, near), (x, low, far), (x, high, far), (x, high, near)], colour)

    def front(self, left: float, right: float, low: float, high: float, z: float, colour: Colour) -> None:
        """An upright panel across the street."""
        self.face([(left, low, z), (right, low, z), (right, high, z), (left, high, z)], colour)

    def flat(self, left: float, right: float, near: float, far: float, y: float, colour: Colour) -> None:
        """A level panel."""
        self.face([(left, y, near), (right, y, near), (right, y, far), (left, y, far)], colour)

    def shape(self, x: float, z: float, outline: Sequence[Pixel], colour: Colour) -> None:
        """An upright figure facing the camera: `outline` in metres right of x and above the ground."""
        self.face([(x + right, up, z) for right, up in outline], colour)

    def slope(self, low: Pixel, high: Pixel, near: float, far: float, colour: Colour) -> None:
        """A panel along the street that leans from `low` to `high`, both (x, y)."""
        self.face([(*low, near), (*low, far), (*high, far), (*high, near)], colour)

    def wheel(self, x: float, z: float, radius: float) -> None:
        """A wheel seen from its side, standing at (x, z)."""
        for part, colour in ((1.0, RUBBER), (0.55, HUB)):
            rim = (radius + radius * part * turn[0] for turn in CIRCLE)
            self.face(
                [(x, up, z + radius * part * turn[1]) for up, turn in zip(rim, CIRCLE, strict=True)], colour
            )

    def disc(self, centre: Point, radius: float, colour: Colour, *, squash: float = 1.0) -> None:
        """A ball, or with `squash` below 1 a flattened one; `radius` in metres."""
        placed = self._placed([centre])
        if not placed or (seen := self.camera.seen(placed[0]))[2] < 0.4:
            return
        x, y = self.camera.pixel(seen)
        r = radius * self.camera.scale / seen[2]
        self.draw.ellipse((x - r, y - r * squash, x + r, y + r * squash), fill=self.tone(colour, centre[2]))

    def rod(self, start: Point, end: Point, thick: float, colour: Colour) -> None:
        """A round bar, wire or branch, `thick` metres."""
        placed = self._placed([start, end])[:2]
        outline = self.camera.outline(placed) if len(placed) == 2 else []
        if len(outline) >= 2:
            ahead = max(0.5, sum(self.camera.seen(point)[2] for point in placed) / 2)
            width = max(1, round(thick * self.camera.scale / ahead))
            self.draw.line(
                outline[:2], fill=self.tone(colour, max(0.0, (start[2] + end[2]) / 2)), width=width
            )

    def glow(self, centre: Point, radius: float, colour: Colour) -> None:
        """A lamp: remembered, and lit when the picture is developed."""
        seen = self.camera.seen(centre)
        if seen[2] > 0.4 and not self.mirror:
            self.glows.append((self.camera.pixel(seen), radius * self.camera.scale / seen[2], colour))

    def paste(self, cutout: Cutout, foot: Point, width: float, height: float, *, light: float = 1.0) -> None:
        """A cut-out `width` x `height` metres standing at `foot`, facing the camera; `light` darkens it."""
        placed = (foot[0], 2 * self.floor - foot[1], foot[2]) if self.mirror else foot
        seen = self.camera.seen(placed)
        if seen[2] < 0.8:
            return
        x, y = self.camera.pixel(seen)
        w, h = (max(1, round(side * self.camera.scale / seen[2])) for side in (width, height))
        left, top = round(x - w / 2), round(y if self.mirror else y - h)
        shown = max(left, 0), max(top, 0), min(left + w, self.image.width), min(top + h, self.image.height)
        if shown[2] <= shown[0] or shown[3] <= shown[1]:
            return
        picture, mask = (
            _part(layer, shown, (left, top, w, h), self.mirror) for layer in cutout.at_least(max(w, h))
        )
        clear = math.exp(-max(foot[2], 0.0) / self.weather.sight)
        if (own := light * clear) < 0.98:
            air = tuple(int(part * (1 - clear) / (1 - own)) for part in self.weather.horizon)
            picture = Image.blend(Image.new("RGB", picture.size, air), picture, own)
        self.image.paste(picture, shown[:2], mask)


def _part(
    layer: Image.Image, shown: tuple[int, int, int, int], whole: tuple[int, int, int, int], upside_down: bool
) -> Image.Image:
    """The pixels `shown` (left, top, right, bottom) of `layer` stretched over `whole` (left, top, width, height)."""
    if upside_down:
        layer = layer.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    left, top, width, height = whole
    across, down = layer.width / width, layer.height / height
    box = (
        (shown[0] - left) * across,
        (shown[1] - top) * down,
        (shown[2] - left) * across,
        (shown[3] - top) * down,
    )
    return layer.resize((shown[2] - shown[0], shown[3] - shown[1]), Image.Resampling.BILINEAR, box=box)
