"""The categories of a city pack, and a rule for each: who is responsible answers."""

import csv
from pathlib import Path

from smartcity.areas.actions import approximate, load_areas
from smartcity.areas.models import Boundary
from smartcity.lib.db import write
from smartcity.offices.actions import load_offices
from smartcity.reports.models import Category, Rule
from smartcity.reports.questions import read_questions

NUMBERS = ("first_action_hours", "resolution_hours", "reach_m")
SWITCHES = ("private", "needs_proof")


def found_city(pack: Path) -> None:
    """Areas (with cells around their points until boundaries are loaded), offices, categories, rules."""
    load_areas(pack / "areas.csv")
    if not Boundary.objects.exists():
        approximate()
    load_offices(pack)
    load_categories(pack)


def load_categories(pack: Path) -> int:
    """Make or update the categories of categories.csv, their questions and rules. Returns how many there are."""
    questions = read_questions(pack / "questions.toml")
    with write(), (pack / "categories.csv").open(newline="") as rows:
        for place, row in enumerate(csv.DictReader(rows), 1):
            fields: dict[str, object] = {
                **row,
                "order": place * 10,
                "questions": questions.get(row["code"], []),
            }
            fields |= {name: int(row[name]) for name in NUMBERS} | {
                name: row[name] == "1" for name in SWITCHES
            }
            category, _made = Category.objects.update_or_create(code=fields.pop("code"), defaults=fields)
            Rule.objects.get_or_create(
                number=place, defaults={"category": category, "kind": category.responsible}
            )
    return Category.objects.count()
