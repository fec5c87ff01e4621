"""A chart of two lines, in per cent of all, from nought: drawn here, for it must be there without a script."""

from dataclasses import dataclass

from smartcity.seats.trend import Day

WIDTH, HEIGHT = 600, 120


@dataclass(frozen=True, slots=True)
class Line:
    """`points` of an SVG polyline; `end` the height of its last point, `percent` what it says there."""

    points: str
    end: int
    percent: int


def trendline(days: list[Day]) -> dict[str, Line]:
    """By role; nothing before there are two days to join."""
    if len(days) < 2:
        return {}
    return {
        "camat": _line(days, [(day.camat_installed, day.camat) for day in days]),
        "lurah": _line(days, [(day.lurah_installed, day.lurah) for day in days]),
    }


def _line(days: list[Day], parts: list[tuple[int, int]]) -> Line:
    first, long = days[0].day, max(1, (days[-1].day - days[0].day).days)
    shares = [part / whole if whole else 0 for part, whole in parts]
    spots = [(round((day.day - first).days * WIDTH / long), round(HEIGHT - share * HEIGHT))
             for day, share in zip(days, shares, strict=True)]  # fmt: skip
    return Line(" ".join(f"{x},{y}" for x, y in spots), spots[-1][1], round(shares[-1] * 100))
