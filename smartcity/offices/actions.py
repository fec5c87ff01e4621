"""Founding the offices of a city from its pack: one for every area, and those of offices.csv."""

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from smartcity.areas.models import Area
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean_line
from smartcity.offices.models import DayOff, Office


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
    with write():
        areas, templates = {area.code: area for area in Area.objects.current()}, templates_of(pack)
        with (pack / "offices.csv").open(newline="") as rows:
            for row in csv.DictReader(rows):
                found(row["code"], row["kind"], row["name"], row["title"], area=areas.get(row["area"]),
                      parent=Office.objects.filter(code=row["parent"]).first())  # fmt: skip
        for area in sorted(areas.values(), key=lambda a: len(a.code)):
            template = templates[area.level]
            parent_code = f"{template['parent']}-{area.parent.code}" if area.parent else template["parent"]
            found_for(area, template, Office.objects.filter(code=parent_code).first())
    return Office.objects.count()


def templates_of(pack: Path) -> dict[str, dict[str, Any]]:
    """What the office that every area of a level has is called: by level, its kind, name, title and parent's kind;
    `named`: by an area's code, what its office is called instead."""
    offices: dict[str, dict[str, Any]] = tomllib.loads((pack / "city.toml").read_text())["offices"]
    return offices


def found_for(area: Area, template: dict[str, Any], parent: Office | None) -> Office:
    """The office this area has by its level's template, made or brought up to date."""
    named = template.get("named", {}).get(area.code)
    name, title = ((named or template[field]).format(area=area.short_name) for field in ("name", "title"))
    return found(f"{template['kind']}-{area.code}", template["kind"], name, title, area=area, parent=parent)


FARTHEST = timedelta(days=3 * 366)


def set_day(day: date, name: str = "", *, works: bool) -> DayOff:
    """Say that the offices are closed on this day, or open (`works`) though it is a holiday. Deadlines that stand do not
    move. Raises Invalid for a day that is over or far away, or closed without a name."""
    today = timezone.localdate()
    if not today <= day <= today + FARTHEST:
        raise Invalid(
            _("Pilih hari mulai hari ini, paling jauh tiga tahun lagi."), field="day", code="bad_day"
        )
    name = clean_line(name, field="name", most=80)
    if not works and not name:
        raise Invalid(_("Sebutkan mengapa kantor tutup."), field="name", code="name_missing")
    kept, _made = DayOff.objects.update_or_create(day=day, defaults={"name": name, "works": works})
    return kept


def forget_day(day: date) -> bool:
    """Let the calendar speak for this day again. Whether the city had said anything of it."""
    return bool(DayOff.objects.filter(day=day).delete()[0])
