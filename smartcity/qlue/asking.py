"""The questions of the categories as the form of a new report shows them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
class Asking:
    """A question with what was answered so far."""

    question: Question
    value: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked of one category; `on` when that category is chosen."""

    code: str
    on: bool
    askings: list[Asking]


def said_in(form: Mapping[str, object]) -> dict[str, str]:
    """The answers a form sends, by code: fields named attribute[CODE]."""
    return {found[1]: str(value) for name, value in form.items() if (found := FIELD.fullmatch(name))}


def fitting(category: Category, said: Mapping[str, str]) -> dict[str, object]:
    """Without script the answers of a category given up are sent too: they are left behind."""
    codes = {question.code for question in asked(category)}
    return {code: answer for code, answer in said.items() if code in codes}


def parts(categories: Iterable[Category], chosen: str, said: Mapping[str, str]) -> list[Part]:
    """Of every category that asks something."""
    return [
        Part(c.code, c.code == chosen, [_asking(question, said) for question in asked(c)])
        for c in categories
        if c.questions
    ]


def _asking(question: Question, said: Mapping[str, str]) -> Asking:
    value = said.get(question.code, "")
    heights = HEIGHTS if question.kind == DEPTH else ()
    marks = [
        Mark(choice.key, str(choice), choice.key == value, heights[n] if n < len(heights) else HEIGHTS[-1])
        for n, choice in enumerate(question.choices)
    ]
    return Asking(question, value, marks)
