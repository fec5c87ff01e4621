"""What is typed into the search field: a report's number, an area's name, or words."""

import re

from smartcity.areas.models import Area
from smartcity.areas.queries import index_of
from smartcity.portal.screen import REPORT, Screen
from smartcity.reports.models import Report

NUMBER = re.compile(r"(?:no\.?|#)? ?(\d[\d ]{5,8})", re.IGNORECASE | re.ASCII)
MOST = 6


def straight_to(screen: Screen) -> str:
    """The address of the one thing that was meant: a public report by its number, an area by a name that no
    other has. "" when the words are to be looked for."""
    q = screen.filters.q
    if (number := NUMBER.fullmatch(q)) and (found := _numbered(number[1])):
        return found
    exact = [area for area in named(q) if _called(area, q)]
    return screen.link(q="", area=exact[0].code) if len(exact) == 1 else ""


def named(q: str) -> list[Area]:
    """Areas of this name, then those whose name holds it."""
    if len(q) < 3:
        return []
    found = [area for area in index_of().everything if q.lower() in area.name.lower()]
    return sorted(found, key=lambda area: (not _called(area, q), area.code))[:MOST]


def _called(area: Area, q: str) -> bool:
    return q.lower() in (area.name.lower(), area.short_name.lower(), f"{area.level} {area.name}".lower())


def _numbered(digits: str) -> str:
    number = int(digits.replace(" ", ""))
    return REPORT % number if Report.objects.public().numbered(number).exists() else ""
