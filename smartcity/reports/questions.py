"""What more is asked with a report of a kind: the questions of the city pack, and the answers that fit them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean_line
from smartcity.reports.models import Category

DEPTH, CHOICE, NUMBER, TEXT, OFFICE = "depth_cm", "choice", "number", "text", "office"
KINDS = frozenset({DEPTH, CHOICE, NUMBER, TEXT, OFFICE})
MOST_LETTERS = 200
Answer = str | int


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    id: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.id


@dataclass(frozen=True, slots=True)
class Question:
    """`id` and `en` are its wording. A depth is whole centimetres, its choices are marks on a body with the
    centimetres as key; `least` and `most` bound depths and numbers, both included. An office is named in words: those
    of the kind `office` are offered, another may be written."""

    code: str
    kind: str
    id: str
    en: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 1_000_000
    unit: str = ""
    office: str = ""

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.id

    @property
    def field(self) -> str:
        """The name of its field in every form: that of Open311."""
        return f"attribute[{self.code}]"

    def answer(self, said: object) -> Answer | None:
        """`said` as it is stored; None for nothing said. Raises Invalid."""
        text = clean_line(str(said), field=self.field, most=MOST_LETTERS)
        if not text:
            if self.required:
                raise self._wrong(_("Jawab pertanyaan ini: %(question)s"), "attribute_missing")
            return None
        if self.kind in (TEXT, OFFICE):
            return text
        if self.kind == CHOICE:
            if text not in {choice.key for choice in self.choices}:
                raise self._wrong(_("Pilih salah satu jawaban: %(question)s"), "bad_attribute")
            return text
        digits = text if text.isascii() and text.isdigit() and len(text) < 10 else "-1"
        if not self.least <= int(digits) <= self.most:
            raise self._wrong(_("Isi angka %(least)d sampai %(most)d: %(question)s"), "bad_attribute")
        return int(digits)

    def _wrong(self, sentence: str, code: str) -> Invalid:
        told = {"question": str(self), "least": self.least, "most": self.most}
        return Invalid(sentence % told, field=self.field, code=code)

    def says(self, answer: Answer) -> str:
        """An answer for a reader: "50 cm (Lutut)"."""
        name = next((str(choice) for choice in self.choices if choice.key == str(answer)), "")
        if self.kind == DEPTH:
            return f"{answer} cm ({name})" if name else f"{answer} cm"
        return name or f"{answer} {self.unit}".strip()


def asked(category: Category) -> list[Question]:
    """The questions of a kind, in the order to ask them."""
    return [
        Question(**{**row, "choices": tuple(Choice(**choice) for choice in row["choices"])})
        for row in category.questions
    ]


def answers(category: Category, said: Mapping[str, object], *, demand: bool = True) -> dict[str, Answer]:
    """What is stored of what was `said`, by code of the question; without `demand` nothing is required.
    Raises Invalid, also for the code of no question of this kind."""
    questions = {question.code: question for question in asked(category)}
    for code in said:
        if code not in questions:
            raise Invalid(_("Pertanyaan ini tidak ada pada kategori ini."), field=f"attribute[{code[:40]}]",
                          code="unknown_attribute")  # fmt: skip
    found = {code: q.answer(said.get(code, "")) for code, q in questions.items() if demand or said.get(code)}
    return {code: answer for code, answer in found.items() if answer is not None}


def told(category: Category, stored: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """Question and answer in the reader's language, as far as the question is still asked."""
    return [(str(q), q.says(stored[q.code])) for q in asked(category) if q.code in stored]


def read_questions(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The questions of a pack's file by category, as stored; none without a file. Raises ValueError for a file
    that is not right."""
    rows = tomllib.loads(path.read_text())["question"] if path.exists() else []
    twice = [code for code, n in Counter(row["code"] for row in rows).items() if n > 1]
    unknown = [row["kind"] for row in rows if row["kind"] not in KINDS]
    if twice or unknown:
        raise ValueError(f"{path.name}: {', '.join([*twice, *unknown])}")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        choices = tuple(Choice(**choice) for choice in row.pop("choices", ()))
        found.setdefault(row.pop("category"), []).append(asdict(Question(choices=choices, **row)))
    return found
