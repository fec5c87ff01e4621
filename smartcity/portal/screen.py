"""What the page shows for one address: the list, the numbers, and the addresses of everything near it."""

import re
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from smartcity.areas.frame import aside
from smartcity.areas.models import Area
from smartcity.areas.queries import index_of
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.time import now
from smartcity.portal import queries
from smartcity.portal.queries import TONES
from smartcity.reports.filters import Filters, read
from smartcity.reports.models import Category
from smartcity.reports.queries import Card

REPORT = "/qlue/laporan/%d/"  # where a citizen reads it; faces know each other by address only
MOST = 12  # rows of a page: each is a picture that a slow line must bring before the map
BEFORE = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, the status whose mark stands beside it, and the way to what it counts."""

    tone: str
    status: str
    word: str
    n: int
    href: str


class Screen:
    """`errors` is what of the address could not be read; the filters are without it."""

    def __init__(self, params: QueryDict) -> None:
        self.filters, found = read(params)
        self.errors: list[DomainError] = list(found)
        self.at = now()
        self.order = self._order(params.get("sort") or "newest")
        self.before = self._before(params.get("before") or "")
        self.view = params.get("map", "")[:60]
        self.area = self._area()
        self._forget_unknown_categories()

    def link(self, order: str = "", before: str = "", **changes: Any) -> str:
        """The address of this page with `changes`; the map stays where it is."""
        order = order or self.order
        more = {"sort": order if order != "newest" else "", "before": before, "map": self.view}
        return self.filters.address(more, **changes)

    @property
    def canonical(self) -> str:
        """The address without what changes nothing but the way it is shown."""
        return self.filters.address() if self.filters != Filters() else ""

    @property
    def query(self) -> str:
        """What the map asks its tiles for: one can look around beyond the part the list keeps to."""
        tiles = replace(self.filters, bbox=None)
        return tiles.address() if tiles != Filters() else ""

    @property
    def place(self) -> str:
        """The area looked at, as people call it; "" for the whole city."""
        if self.area is None:
            return ""
        return self.area.full_name if self.area.parent_id else self.area.short_name

    # --- The list

    @cached_property
    def _found(self) -> list[Card]:
        return queries.page(self.filters, self.order, self.before, MOST + 1)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return [row(card) for card in self._found[:MOST]]

    @property
    def older(self) -> str:
        """The next page, or nothing when this is the last."""
        return (
            self.link(before=queries.keys(self._found[MOST - 1], self.order))
            if len(self._found) > MOST
            else ""
        )

    @property
    def newer(self) -> str:
        return self.link() if self.before else ""

    @cached_property
    def count(self) -> int:
        """How many reports the list goes on to show."""
        f = self.filters
        if f == Filters(area=f.area, category=f.category):
            return self.figures.total
        return queries.count(f)

    # --- Numbers

    @cached_property
    def figures(self) -> queries.Figures:
        return queries.figures(self.filters, aside())

    @property
    def numbers(self) -> list[Figure]:
        return [
            self._figure("red", _("Menunggu")),
            self._figure("amber", _("Diproses")),
            self._figure("green", _("Selesai 7 hari")),
        ]

    def _figure(self, tone: str, word: str) -> Figure:
        statuses = TONES[tone]
        n = sum(self.figures.counts.get(status, 0) for status in statuses)
        href = self.link(status=statuses, since=None, until=None, q="", bbox=None)
        return Figure(tone, statuses[0], word, n, href)

    @property
    def aside(self) -> str:
        """What lies aside of the map by colour, as the picture of a cluster is called; "" when that is nothing."""
        tones = [sum(self.figures.aside.get(status, 0) for status in statuses) for statuses in TONES.values()]
        return "-".join(map(str, tones)) if any(tones) else ""

    # --- What of the address was not like that

    @cached_property
    def categories(self) -> list[Category]:
        """Those a public report can have."""
        return list(Category.objects.filter(active=True, private=False))

    def _forget_unknown_categories(self) -> None:
        if not self.filters.category:
            return
        known = {category.code for category in self.categories}
        for code in self.filters.category:
            if code not in known:
                self._wrong("category", _("Tidak ada kategori “%(value)s”.") % {"value": code})
        self.filters = replace(self.filters, category=tuple(c for c in self.filters.category if c in known))

    def _area(self) -> Area | None:
        code = self.filters.area
        known = next((area for area in index_of().everything if area.code == code), None) if code else None
        try:
            return known or (Area.objects.coded(code) if code else None)
        except DomainError as error:
            self.errors.append(error)
            self.filters = replace(self.filters, area="")
            return None

    def _order(self, order: str) -> str:
        if order in queries.ORDERS:
            return order
        self._wrong("sort", _("Tidak ada urutan “%(value)s”.") % {"value": order[:40]})
        return "newest"

    def _before(self, keys: str) -> tuple[int, ...]:
        if not keys:
            return ()
        if BEFORE.fullmatch(keys) and keys.count(".") + 1 == queries.ORDERS[self.order].keys:
            return tuple(map(int, keys.split(".")))
        self._wrong("before", _("Halaman itu tidak ada. Ini halaman pertama."))
        return ()

    def _wrong(self, field: str, sentence: str) -> None:
        self.errors.append(Invalid(sentence, field=field, code="bad_filter"))


def row(card: Card) -> dict[str, Any]:
    """A card as the templates of the look take it."""
    return asdict(card) | {
        "url": REPORT % card.number,
        "photo_url": card.photo_url,
        "photo_alt": _("Foto: %(title)s") % {"title": card.title},
    }
