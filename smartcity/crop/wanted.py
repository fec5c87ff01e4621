"""What the address of a list asks for, and the addresses that ask for something else."""

from dataclasses import dataclass, fields, replace
from math import isfinite
from urllib.parse import urlencode

from django.http import QueryDict

from smartcity.reports.cases import EVERYTHING, Words, assigned_to, both, of_category, of_status, saying
from smartcity.reports.workflow import CLOSED, OPEN, Status

SORTS = ("due", "new", "near")
STATUSES = frozenset({"", *OPEN, *CLOSED, Status.ANSWERED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Each field is one word of the address; what is not understood is left out. `at` is "lon,lat"."""

    sort: str = ""
    status: str = ""
    category: str = ""
    office: str = ""
    alone: str = ""  # "1": that desk, and none below it
    q: str = ""
    mine: str = ""  # "1": those one was sent to oneself
    at: str = ""
    view: str = ""
    case: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        given = {
            field.name: query.get(field.name, "").replace("\x00", "").strip()[:200] for field in fields(cls)
        }
        given["sort"] = given["sort"] if given["sort"] in SORTS else ""
        given["status"] = given["status"] if given["status"] in STATUSES else ""
        given["mine"] = "1" if given["mine"] == "1" else ""
        given["alone"] = "1" if given["alone"] == "1" else ""
        given["view"] = "map" if given["view"] == "map" else ""
        wanted = cls(**given)
        return wanted if wanted.sort != "near" or wanted.point else replace(wanted, sort="", at="")

    @property
    def point(self) -> tuple[float, float] | None:
        """`at` in degrees."""
        lon, _comma, lat = self.at.partition(",")
        try:
            point = float(lon), float(lat)
        except ValueError:
            return None
        return point if all(map(isfinite, point)) and abs(point[0]) <= 180 and abs(point[1]) <= 90 else None

    @property
    def number(self) -> int | None:
        """The report number typed into the search, however it was spaced."""
        digits = self.q.lower().removeprefix("no").lstrip(". #").replace(" ", "").replace(".", "")
        return int(digits) if digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 9 else None

    def narrowed(self, user_id: int) -> Words:
        """What the list is narrowed to for this person."""
        parts = [
            assigned_to(user_id) if self.mine else EVERYTHING,
            of_status(self.status) if self.status else EVERYTHING,
            of_category(self.category) if self.category else EVERYTHING,
            saying(self.q) if self.q else EVERYTHING,
        ]
        return both(*(part for part in parts if part is not EVERYTHING))

    def _carried(self, name: str) -> str:
        """One's place in a list is of that list only."""
        word: str = "" if name in PLACE else getattr(self, name)
        return word

    @property
    def filtered(self) -> bool:
        return bool(self.status or self.category or self.q or self.mine)

    @property
    def kept(self) -> str:
        """What of it is worth keeping, as the words of an address in one order; not where one stood or what one looked
        at. "" for the list as one comes in."""
        return self.but(sort="" if self.sort == "near" else self.sort, at="", view="").removeprefix("?")

    def but(self, **changes: str) -> str:
        """This address with something else in it, from its first page on: "?sort=new&category=flood"."""
        given = {name: value for name in WORDS if (value := changes.get(name, self._carried(name)))}
        return f"?{urlencode(given)}" if given else "?"


WORDS = tuple(field.name for field in fields(Wanted))
PLACE = frozenset({"after", "case"})
