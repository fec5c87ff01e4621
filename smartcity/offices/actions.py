"""Founding the offices of a city from its pack: one for every area, and those of offices.csv."""

import csv
import tomllib
from pathlib import Path

from smartcity.areas.models import Area
from smartcity.lib.db import write
from smartcity.offices.models import Office


def found(code: str, kind: str, name: str, title: str = "", *, area: Area | None = None,
          parent: Office | None = None) -> Office:  # fmt: skip
    """The office with this code, made or brought up to date, with its place in the tree."""
    office, _made = Office.objects.update_or_create(
        code=code,
        defaults={"kind": kind, "name": name, "title": title or name, "area": area, "parent": parent},
    )
    path = f"{parent.path if parent else '/'}{office.pk}/"
    if office.path != path:
        office.path = path
        office.save(update_fields=["path"])
    return office


def load_offices(pack: Path) -> int:
    """Found every office of a city pack: offices.csv (a parent stands before its children), then one for
    each area by the templates of city.toml. Returns how many there are."""
    templates = tomllib.loads((pack / "city.toml").read_text())["offices"]
    with write():
        areas = {area.code: area for area in Area.objects.current()}
        with (pack / "offices.csv").open(newline="") as rows:
            for row in csv.DictReader(rows):
                found(row["code"], row["kind"], row["name"], row["title"], area=areas.get(row["area"]),
                      parent=Office.objects.filter(code=row["parent"]).first())  # fmt: skip
        for area in sorted(areas.values(), key=lambda a: len(a.code)):
            template = templates[area.level]
            parent_code = f"{template['parent']}-{area.parent.code}" if area.parent else template["parent"]
            found(f"{template['kind']}-{area.code}", template["kind"], template["name"].format(area=area.short_name),
                  template["title"].format(area=area.short_name), area=area,
                  parent=Office.objects.filter(code=parent_code).first())  # fmt: skip
    return Office.objects.count()
