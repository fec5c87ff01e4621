"""The categories of a city pack, and a rule for each: who is responsible answers."""

import csv
from pathlib import Path

from django.db.models import Max

from smartcity.areas.actions import approximate, load_areas
from smartcity.areas.models import Boundary
from smartcity.lib.db import write
from smartcity.offices.actions import load_offices
from smartcity.reports.models import Category, Rule
from smartcity.reports.questions import read_questions

NUMBERS = ("first_action_hours", "resolution_hours", "reach_m")
SWITCHES = ("private", "needs_proof")
SET_BY_HAND = ("first_action_hours", "resolution_hours", "clock", "private", "needs_proof", "active")


def found_city(pack: Path) -> None:
    """Areas (with cells around their points until boundaries are loaded), offices, categories, rules."""
    load_areas(pack / "areas.csv")
    if not Boundary.objects.exists():
        approximate()
    load_offices(pack)
    load_categories(pack)


def load_categories(pack: Path) -> int:
    """Make or update the categories of categories.csv, their questions and rules. Returns how many there are. What an
    administrator has set (a category's clocks, who sees it, its rule) stays."""
    questions = read_questions(pack / "questions.toml")
    with write(), (pack / "categories.csv").open(newline="") as rows:
        known = {category.code: category for category in Category.objects.all()}
        for place, row in enumerate(csv.DictReader(rows), 1):
            fields = _fields(row, place) | {"questions": questions.get(row["code"], [])}
            if row["code"] in known and known[row["code"]].version > 1:
                fields = {name: value for name, value in fields.items() if name not in SET_BY_HAND}
            category, _made = Category.objects.update_or_create(code=fields.pop("code"), defaults=fields)
            _rule_for(category, place)
    return Category.objects.count()


def _fields(row: dict[str, str], place: int) -> dict[str, object]:
    fields: dict[str, object] = {**row, "order": place * 10}
    fields |= {name: int(row[name]) for name in NUMBERS}
    return fields | {name: row[name] == "1" for name in SWITCHES}


def _rule_for(category: Category, place: int) -> None:
    """The one every category begins with; not again once there was one, for it may have been retired."""
    if Rule.objects.filter(category=category, area=None).exists():
        return
    taken = Rule.objects.filter(number=place).exists()
    last: int = Rule.objects.aggregate(last=Max("number"))["last"] or 0
    number = last + 1 if taken else place
    Rule.objects.create(number=number, place=number, category=category, kind=category.responsible)
