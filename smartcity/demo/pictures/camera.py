"""A hand-held camera over a flat city: metres in, pixels out, and back again for the ground."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from smartcity.demo.pictures.noise import Array

Point = tuple[float, float, float]  # metres: x to the right, y up, z ahead
Pixel = tuple[float, float]
NEAR = 0.3  # m; nothing nearer is seen


@dataclass(frozen=True)
class Camera:
    """`eye` metres above the ground at (x, 0); pitch looks down, yaw to the right, roll leans right, all in degrees;
    `focal` in longer sides of the picture, whose width and height are in pixels."""

    width: int
    height: int
    eye: float = 1.6
    x: float = 0.0
    pitch: float = 10.0
    yaw: float = 0.0
    roll: float = 0.0
    focal: float = 0.8

    def enlarged(self, factor: float) -> "Camera":
        return replace(self, width=round(self.width * factor), height=round(self.height * factor))

    @cached_property
    def _turns(self) -> tuple[float, ...]:
        angles = [math.radians(angle) for angle in (self.pitch, self.yaw, self.roll)]
        return tuple(part for angle in angles for part in (math.cos(angle), math.sin(angle)))

    @cached_property
    def scale(self) -> float:
        """Pixels for one metre at one metre's distance."""
        return self.focal * max(self.width, self.height)

    def seen(self, point: Point) -> Point:
        """`point` from where the camera stands: (right, up, ahead)."""
        cos_p, sin_p, cos_y, sin_y, _, _ = self._turns
        x, y, z = point[0] - self.x, point[1] - self.eye, point[2]
        ahead = x * sin_y + z * cos_y
        return x * cos_y - z * sin_y, y * cos_p + ahead * sin_p, ahead * cos_p - y * sin_p

    def pixel(self, seen: Point) -> Pixel:
        _, _, _, _, cos_r, sin_r = self._turns
        k = self.scale / seen[2]
        right, down = seen[0] * k, -seen[1] * k
        return self.width / 2 + right * cos_r + down * sin_r, self.height / 2 - right * sin_r + down * cos_r

    def outline(self, points: Sequence[Point]) -> list[Pixel]:
        """The polygon of `points` in pixels, cut where it would come behind the camera; [] if all of it is there."""
        seen = [self.seen(point) for point in points]
        if any(point[2] < NEAR for point in seen):
            seen = clipped(seen, axis=2, least=NEAR)
        return [self.pixel(point) for point in seen]

    def ground(self, height: float = 0.0) -> tuple[int, Array, Array, Array]:
        """(first row below the horizon, x, z, distance) for every pixel from that row on of the plane at `height`;
        the distance is infinite above the horizon of a leaning camera."""
        cos_p, sin_p, cos_y, sin_y, cos_r, sin_r = self._turns
        horizon = self.height / 2 - self.scale * math.tan(math.radians(self.pitch)) / cos_r
        top = int(min(self.height - 1.0, max(0.0, horizon - abs(sin_r) * self.width / 2)))
        across = ((np.arange(self.width, dtype=np.float32) + 0.5 - self.width / 2) / self.scale)[None, :]
        down = ((np.arange(top, self.height, dtype=np.float32) + 0.5 - self.height / 2) / self.scale)[:, None]
        right, below = across * cos_r - down * sin_r, across * sin_r + down * cos_r
        fall = below * cos_p + sin_p
        far = np.where(fall > 0.003, (self.eye - height) / np.maximum(fall, 0.003), np.inf).astype(np.float32)
        ahead = cos_p - below * sin_p
        reach = np.minimum(far, 1e4)
        return (
            top,
            (right * cos_y + ahead * sin_y) * reach + self.x,
            (ahead * cos_y - right * sin_y) * reach,
            far,
        )


def clipped(points: Sequence[Point], *, axis: int, least: float) -> list[Point]:
    """The part of a polygon whose coordinate `axis` is at least `least` (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        if here[axis] >= least:
            kept.append(here)
        if (here[axis] >= least) != (there[axis] >= least):
            part = (least - here[axis]) / (there[axis] - here[axis])
            x, y, z = (a + (b - a) * part for a, b in zip(here, there, strict=True))
            kept.append((x, y, z))
    return kept
