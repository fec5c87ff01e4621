"""What the pages of figures say: over which time, of whom, in which order, and where each number leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isinf
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area, Level
from smartcity.areas.queries import index_of
from smartcity.numbers.queries import COUNTED, Figures, Numbers, numbers, places
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Category
from smartcity.reports.performance import COUNTED as COUNTED_OF_OFFICE
from smartcity.reports.performance import SAID, Place

Words = str | Promise
SPANS: dict[int, Words] = {30: _("30 hari"), 90: _("3 bulan"), 180: _("6 bulan"), 365: _("Setahun")}
USUAL = 90
PAGE = 30
FIRST = 8  # of a list, on the page of all
WORDS: dict[str, Words] = {
    "cases": _("Laporan masuk"),
    "waiting": _("Masih menunggu"),
    "working": _("Sedang diproses"),
    "done": _("Selesai"),
    "rejected": _("Ditolak kantor"),
    "refused": _("Jawabannya ditolak pelapor"),
    "reopened": _("Dibuka lagi sesudah selesai"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of these pages asks for."""

    days: int = USUAL
    kind: str = ""
    level: str = ""
    within: str = ""  # the code of a kota
    after: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """What cannot be read is as if it were not there."""
        days = whole(query.get("days", ""), 3)
        return cls(
            days if days in SPANS else USUAL,
            query.get("kind", "")[:20],
            query.get("level", "")[:20],
            query.get("within", "")[:20],
            whole(query.get("after", ""), 5),
        )

    def but(self, **changes: Any) -> str:
        """The query string with something else in it, from its first page on."""
        other = replace(self, **({"after": 0} | changes))
        given = {"days": other.days if other.days != USUAL else "", "kind": other.kind, "level": other.level,
                 "within": other.within, "after": other.after}  # fmt: skip
        said = urlencode({name: value for name, value in given.items() if value})
        return f"?{said}" if said else "?"


@dataclass(frozen=True, slots=True)
class Line:
    """One office, place or kind: how it does, and where its page is. `figures` None: nothing came."""

    name: str
    of: str
    href: str
    figures: Figures | None
    place: Place | None = None
    residents: int | None = None
    icon: str = ""

    @property
    def per_10000(self) -> float | None:
        return 10_000 * self.figures.cases / self.residents if self.figures and self.residents else None


class Counted:
    """The newest figures over the time asked for, and lists of them. `numbers` None: not counted yet."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.numbers: Numbers | None = numbers(asked.days)

    @property
    def spans(self) -> list[tuple[Words, str, bool]]:
        return [(word, self.asked.but(days=days), days == self.asked.days) for days, word in SPANS.items()]

    @property
    def span(self) -> Words:
        return SPANS[self.asked.days]

    @cached_property
    def now(self) -> Numbers:
        """Raises Http404 where nothing was counted."""
        if self.numbers is None:
            raise Http404
        return self.numbers

    # --- Offices

    @cached_property
    def kinds(self) -> list[Kind]:
        """Of which some office had anything public to do."""
        found = (
            Office.objects.filter(pk__in=self.now.offices)
            .order_by()
            .values_list("kind", flat=True)
            .distinct()
        )
        return [kind for kind in Kind if kind in set(found)]

    @cached_property
    def kind(self) -> str:
        """The kind asked for, or the first there is. Raises Http404 for one that is none."""
        wanted = self.asked.kind or "".join(self.kinds[:1])
        if wanted and wanted not in Kind.values:
            raise Http404
        return wanted

    @cached_property
    def offices(self) -> list[Line]:
        """Of one kind, the quickest first, those with few cases last."""
        found = Office.objects.filter(kind=self.kind).select_related("area__parent__parent")
        everyone = [one for one in found if one.active or one.pk in self.now.offices]
        where = places(self.now.offices, [one.pk for one in everyone])
        lines = [
            Line(one.title, _above(one.area), self.href("kantor", one.code), self.now.offices.get(one.pk), where.get(one.pk),
                 one.area.residents if one.area else None)
            for one in everyone
            if not self.asked.within or (one.area and f"{one.area.code}.".startswith(f"{self.asked.within}."))
        ]  # fmt: skip
        return sorted(lines, key=order)

    @property
    def foremost(self) -> list[Line]:
        """The quickest of those that have a place; a few of the others where hardly any has."""
        return [line for line in self.offices[:FIRST] if line.place] or self.offices[: FIRST // 2]

    @cached_property
    def scale(self) -> float:
        """Seconds at the end of the drawn line: all medians of those with enough cases fit, intervals may be cut."""
        ends = [
            min(one.figures.response.high, 2 * one.figures.response.value)
            for one in self.offices
            if one.figures and one.figures.enough and not isinf(one.figures.response.value)
        ]
        return max([*ends, 3600.0])

    # --- Places and kinds

    @cached_property
    def level(self) -> str:
        wanted = self.asked.level or Level.KOTA
        if wanted not in Level.values:
            raise Http404
        return wanted

    @cached_property
    def places(self) -> list[Line]:
        """Areas of a level, by name."""
        inside = [
            area for area in index_of().everything
            if area.level == self.level and (not self.asked.within or f"{area.code}.".startswith(f"{self.asked.within}."))
        ]  # fmt: skip
        return [
            Line(area.short_name, _above(area), self.href("wilayah", area.code), self.now.areas.get(area.pk),
                 residents=area.residents)
            for area in sorted(inside, key=lambda area: (area.short_name, area.code))
        ]  # fmt: skip

    @cached_property
    def categories(self) -> list[Line]:
        """Public kinds of which something came, the most frequent first."""
        kinds = Category.objects.filter(pk__in=self.now.categories, private=False)
        lines = [
            Line(str(one), "", self.href("kategori", one.code), self.now.categories[one.pk], icon=one.icon)
            for one in kinds
        ]
        return sorted(lines, key=lambda line: -line.figures.cases if line.figures else 0)

    @property
    def peopled(self) -> bool:
        """Whether the operator has loaded how many people live where."""
        return any(area.residents for area in index_of().everything)

    @property
    def slowest(self) -> float:
        """Seconds: what the longest bar of kinds stands for."""
        known = [line.figures.resolution.value for line in self.categories[:FIRST] if line.figures]
        return max([value for value in known if not isinf(value)], default=1.0)

    @property
    def kotas(self) -> list[tuple[str, str, bool]]:
        """What a long list can be narrowed to: name, address, whether it is."""
        found = sorted(
            (a for a in index_of().everything if a.level == Level.KOTA), key=lambda a: a.short_name
        )
        return [(a.short_name, self.asked.but(within=a.code), a.code == self.asked.within) for a in found]

    @property
    def levels(self) -> list[tuple[str, str, bool]]:
        return [(str(one.label), self.asked.but(level=one.value), one == self.level) for one in Level]

    def kinds_linked(self) -> list[tuple[str, str, bool]]:
        return [(str(one.label), self.asked.but(kind=one.value), one == self.kind) for one in self.kinds]

    def href(self, what: str, code: str, figure: str = "") -> str:
        """The page of one office, place or kind, or the reports behind a figure of it."""
        names = {"what": what, "code": code} | ({"figure": figure} if figure else {})
        query = Asked(self.asked.days).but()
        return reverse(f"portal:numbers-{'behind' if figure else 'one'}", kwargs=names) + (
            query if query != "?" else ""
        )

    def page(self, lines: list[Line]) -> list[Line]:
        return lines[self.asked.after : self.asked.after + PAGE]

    def further(self, lines: list[Line]) -> str:
        """The address of the next page, or nothing."""
        end = self.asked.after + PAGE
        return self.asked.but(after=end) if end < len(lines) else ""


@dataclass(frozen=True)
class One:
    """One office, place or kind, told by its page."""

    what: str
    code: str
    name: str
    of: str
    figures: Figures | None
    words: Mapping[str, Words]
    residents: int | None = None
    office: Office | None = None
    area: Area | None = None
    category: Category | None = None

    @property
    def per_10000(self) -> float | None:
        return 10_000 * self.figures.cases / self.residents if self.figures and self.residents else None


def one(counted: Counted, what: str, code: str) -> One:
    """Raises Http404 where there is none for the public."""
    code = code.replace("\x00", "")
    if what == "kantor":
        office = _get(Office.objects.exclude(kind=Kind.HOSPITAL).select_related("area__parent"), code)
        residents = office.area.residents if office.area else None
        return One(what, code, office.title, _above(office.area), counted.now.offices.get(office.pk), SAID,
                   residents, office=office)  # fmt: skip
    if what == "wilayah":
        area = _get(Area.objects.select_related("parent__parent"), code)
        return One(what, code, f"{area.get_level_display()} {area.short_name}", _above(area), counted.now.areas.get(area.pk),
                   WORDS, area.residents, area=area)  # fmt: skip
    if what == "kategori":
        kind = _get(Category.objects.filter(private=False), code)
        return One(what, code, str(kind), "", counted.now.categories.get(kind.pk), WORDS, category=kind)
    if what == "kota" and code == "semua":
        return One(what, code, "", "", counted.now.city, WORDS)
    raise Http404


def counted_by(what: str) -> Iterable[str]:
    return COUNTED_OF_OFFICE if what == "kantor" else COUNTED


def order(line: Line) -> tuple[Any, ...]:
    """The quickest first; with few cases, and with none, at the end by name."""
    if line.figures is None or not line.figures.enough:
        return (2 if line.figures is None else 1, 0, line.name)
    return (0, line.figures.response.value, line.name)


def whole(text: str, most: int) -> int:
    """A whole number of `most` digits; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else 0


def _get(found: QuerySet[Any], code: str) -> Any:
    row = found.filter(code=code).order_by("pk").last()
    if row is None:
        raise Http404
    return row


def _above(area: Area | None) -> str:
    return area.parent.short_name if area and area.parent else ""


# --- The chart of how many came and went


WIDTH, HEIGHT = 600, 180


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines from nought, as points of an SVG polyline; `ways` what the five lines across stand for, the upper edge
    first; the days at both ends and between; `rows` the same as a table."""

    ways: list[int]
    came: str
    done: str
    first: date
    middle: date
    last: date
    rows: list[tuple[date, int, int]]


def chart(series: list[tuple[date, int, int]]) -> Chart | None:
    """Nothing before there are two days to join. The last day or week is not over, so it is not drawn."""
    whole = series[:-1]
    if len(whole) < 2:
        return None
    top = _round_up(max(max(came, done) for _day, came, done in whole))
    step = WIDTH / (len(whole) - 1)

    def drawn(values: Iterable[int]) -> str:
        return " ".join(
            f"{n * step:.0f},{HEIGHT - HEIGHT * value / top:.0f}" for n, value in enumerate(values)
        )

    return Chart(
        [top * part // 4 for part in (4, 3, 2, 1, 0)], drawn(came for _day, came, _done in whole),
        drawn(done for _day, _came, done in whole), whole[0][0], whole[len(whole) // 2][0], whole[-1][0], series,
    )  # fmt: skip


def _round_up(n: int) -> int:
    """To a number that four lines part evenly."""
    step = 4
    while True:
        for factor in (1, 2, 5):
            if n <= step * factor:
                return step * factor
        step *= 10
