"""A number that holds until it is told anew, as the points of an SVG line."""

from collections.abc import Iterable
from datetime import datetime

WIDTH, HEIGHT = 600, 180


def stepline(
    told: Iterable[tuple[datetime, int | None]], since: datetime, until: datetime, most: int
) -> tuple[list[int], str]:
    """The numbers of the four lines across, from above, and path data in WIDTH by HEIGHT. `told` is the oldest first; what
    is None leaves a gap. `most` is at least shown."""
    points = list(told)
    top = _round_up(max([most, *(n for _at, n in points if n is not None)], default=0))
    ends = [at for at, _n in points[1:]] + [until]
    parts, before = [], None
    for (at, n), end in zip(points, ends, strict=True):
        if n is not None:
            x, y = _x(max(at, since), since, until), HEIGHT - HEIGHT * n / top
            parts.append(f"{'M' if before is None else 'L'}{x:.0f} {y:.0f}H{_x(end, since, until):.0f}")
        before = n
    return [top * part // 4 for part in (4, 3, 2, 1, 0)], "".join(parts)


def _x(at: datetime, since: datetime, until: datetime) -> float:
    return WIDTH * ((at - since) / (until - since))


def _round_up(n: int) -> int:
    """To a number that four lines part evenly."""
    step = 4
    while True:
        for top in (step, step * 2, step * 5 // 2, step * 5):
            if n <= top and top % 4 == 0:
                return top
        step *= 10
