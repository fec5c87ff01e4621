"""Four kinds of street Jakarta is made of, from the alley to the avenue."""

from dataclasses import dataclass

from smartcity.demo.pictures.noise import Dice
from smartcity.demo.pictures.weather import Colour


@dataclass(frozen=True)
class Street:
    """`half` metres of road to each side of its middle (x = 0), `walk` of pavement, buildings `edge` from the middle."""

    name: str
    half: float
    walk: float
    edge: float
    surface: Colour
    beside: Colour
    rows: tuple[str, str]
    marking: str
    striped: bool
    tactile: bool
    seed: int


def alley(dice: Dice) -> Street:
    half = dice.uniform(1.3, 1.9)
    rows = dice.choice((("house", "house"), ("house", "fence"), ("fence", "house")))
    concrete = dice.choice(((150, 144, 134), (136, 132, 126), (142, 128, 112)))
    return _street(dice, "alley", half, 0.0, half + dice.uniform(0.3, 0.7), concrete, rows, "none")


def lane(dice: Dice) -> Street:
    half = dice.uniform(2.5, 3.3)
    rows = dice.choice(
        (("house", "house"), ("house", "green"), ("fence", "house"), ("green", "house"), ("shop", "house"))
    )
    return _street(
        dice,
        "lane",
        half,
        0.0,
        half + dice.uniform(1.0, 2.0),
        _asphalt(dice),
        rows,
        dice.choice(("none", "middle")),
    )


def shops(dice: Dice) -> Street:
    half, walk = dice.uniform(3.3, 4.6), dice.uniform(1.6, 2.4)
    rows = dice.choice((("shop", "shop"), ("shop", "house"), ("fence", "shop"), ("shop", "green")))
    return _street(
        dice, "shops", half, walk, half + walk + 0.2, _asphalt(dice), rows, dice.choice(("middle", "dashes"))
    )


def avenue(dice: Dice) -> Street:
    half, walk = dice.uniform(6.5, 9.0), dice.uniform(2.2, 3.2)
    rows = dice.choice((("green", "green"), ("green", "shop"), ("shop", "green"), ("fence", "green")))
    return _street(
        dice, "avenue", half, walk, half + walk + dice.uniform(0.6, 2.0), _asphalt(dice), rows, "lanes"
    )


def _asphalt(dice: Dice) -> Colour:
    grey = dice.uniform(88, 126)
    return (grey + 2, grey, grey - dice.uniform(1, 6))


def _street(
    dice: Dice,
    name: str,
    half: float,
    walk: float,
    edge: float,
    surface: Colour,
    rows: tuple[str, str],
    marking: str,
) -> Street:
    beside: Colour = dice.choice(((150, 142, 128), (128, 118, 98), (164, 156, 146), (112, 116, 86)))
    if walk:
        beside = dice.choice(((168, 162, 152), (160, 150, 140), (176, 150, 136), (150, 152, 150)))
    return Street(
        name,
        half,
        walk,
        edge,
        surface,
        beside,
        rows,
        marking,
        dice.random() < 0.7,
        dice.random() < 0.5,
        dice.randrange(200),
    )
