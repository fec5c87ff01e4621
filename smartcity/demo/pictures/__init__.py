"""Photos of a city drawn in code, so that a demo has pictures and the repository has none."""

from smartcity.demo.pictures.album import KINDS, draw

__all__ = ["KINDS", "draw"]
