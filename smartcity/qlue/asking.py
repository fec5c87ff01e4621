"""The questions of the categories as the form of a new report shows them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite

from smartcity.lib.geo import distance_m
from smartcity.lib.text import is_word
from smartcity.offices.models import Office
from smartcity.qlue.receiver import Place
from smartcity.reports.models import Category
from smartcity.reports.questions import DEPTH, Question, asked

FIELD = re.compile(r"attribute\[(\w{1,40})\]")
HEIGHTS = (70, 56, 40, 24, 4)  # of the water in the body's drawing, from the lowest mark up


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer to choose; `water` is the height of the water in the drawing of a depth."""

    key: str
    name: str
    chosen: bool
    water: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """An office to name; `at` is "lon,lat" of its area, or ""."""

    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with what was answered so far."""

    question: Question
    value: str
    marks: list[Mark]
    offices: list[Offered]


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked of one category; `on` when that category is chosen."""

    code: str
    on: bool
    askings: list[Asking]


def said_in(form: Mapping[str, object]) -> dict[str, str]:
    """The answers a form sends, by code: fields named attribute[CODE]."""
    return {found[1]: str(value) for name, value in form.items() if (found := FIELD.fullmatch(name))}


def begun(asked: Mapping[str, str]) -> dict[str, object]:
    """What an address that leads to the form has chosen already: its category and its place; what is wrong is not chosen."""
    code = asked.get("category", "")
    found: dict[str, object] = (
        {"category": code}
        if is_word(code) and Category.objects.filter(code=code, active=True).exists()
        else {}
    )
    place = {name: asked.get(name, "")[:20] for name in ("lon", "lat")}
    try:
        good = all(isfinite(float(value)) for value in place.values())
    except ValueError:
        good = False
    return found | place if good else found


def fitting(category: Category, said: Mapping[str, str]) -> dict[str, object]:
    """Without script the answers of a category given up are sent too: they are left behind."""
    codes = {question.code for question in asked(category)}
    return {code: answer for code, answer in said.items() if code in codes}


def parts(
    categories: Iterable[Category], chosen: str, said: Mapping[str, str], place: Place | None = None
) -> list[Part]:
    """Of every category that asks something. Offices are offered from the one nearest to `place` on."""
    return [
        Part(c.code, c.code == chosen, [ask(question, said, place) for question in asked(c)])
        for c in categories
        if c.questions
    ]


def ask(question: Question, said: Mapping[str, str], place: Place | None = None) -> Asking:
    """A question as the form shows it."""
    value = said.get(question.code, "")
    heights = HEIGHTS if question.kind == DEPTH else ()
    marks = [
        Mark(choice.key, str(choice), choice.key == value, heights[n] if n < len(heights) else HEIGHTS[-1])
        for n, choice in enumerate(question.choices)
    ]
    return Asking(question, value, marks, _offered(question.office, place) if question.office else [])


def _offered(kind: str, place: Place | None) -> list[Offered]:
    """The offices of a kind: the nearest first where a place is known, else by name."""
    found = list(Office.objects.active().filter(kind=kind).select_related("area").order_by("name"))
    if place:
        found.sort(key=lambda office: _away(office, place))
    return [
        Offered(office.name, f"{office.area.lon:.5f},{office.area.lat:.5f}" if office.area else "")
        for office in found
    ]


def _away(office: Office, place: Place) -> float:
    """Metres from the middle of its area; one of the whole city comes last."""
    return distance_m(office.area.lon, office.area.lat, place.lon, place.lat) if office.area else inf
