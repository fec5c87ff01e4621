"""What can be chosen on the page: chips, statuses, kinds, areas, order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from smartcity.areas.models import Area, Level
from smartcity.areas.queries import index_of
from smartcity.lib.look import words
from smartcity.portal import search
from smartcity.portal.screen import Screen
from smartcity.reports.workflow import Status

CHIPS = 5  # the categories that have a chip of their own


@dataclass(frozen=True, slots=True)
class Choice:
    """By `href` in one step, or as `value` of a form's field."""

    text: str
    chosen: bool
    href: str = ""
    value: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class AreaList:
    level: str
    name: str
    choices: list[Choice]

    @property
    def anything(self) -> bool:
        return not any(choice.chosen for choice in self.choices)


class Choices:
    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.filters = screen.filters

    @property
    def chips(self) -> list[Choice]:
        """All, and the first few categories."""
        anything = Choice(_("Semua"), not self.filters.category, self.screen.link(category=()))
        return [anything] + [
            Choice(
                str(c), self.filters.category == (c.code,), self.screen.link(category=(c.code,)), icon=c.icon
            )
            for c in self.screen.categories[:CHIPS]
        ]

    @property
    def categories(self) -> list[Choice]:
        chosen = self.filters.category
        return [Choice(str(c), c.code in chosen, value=c.code, icon=c.icon) for c in self.screen.categories]

    @property
    def statuses(self) -> list[Choice]:
        return [Choice(words.status(s), s in self.filters.status, value=s) for s in Status]

    @property
    def orders(self) -> list[Choice]:
        named = {"newest": _("Terbaru"), "supported": _("Paling didukung")}
        return [
            Choice(word, order == self.screen.order, self.screen.link(order)) for order, word in named.items()
        ]

    @property
    def order(self) -> str:
        return next(choice.text for choice in self.orders if choice.chosen)

    @property
    def areas(self) -> list[AreaList]:
        """A list for each level: all kota, the kecamatan of the chosen kota, the kelurahan of the chosen kecamatan."""
        area = self.screen.area
        chain = {a.level: a for a in (area, *area.ancestors())} if area else {}
        lists, parent = [], None
        for level in Level:
            lists.append(_list(level, parent, chain.get(level)))
            if (parent := chain.get(level)) is None:
                break
        return lists

    @property
    def named(self) -> list[Choice]:
        """Areas that the searched words name."""
        return [
            Choice(
                f"{area.get_level_display()} {area.full_name}", False, self.screen.link(q="", area=area.code)
            )
            for area in search.named(self.filters.q)
        ]

    @property
    def box(self) -> str:
        """The part of the map the list keeps to, as its field says it."""
        return ",".join(map(str, self.filters.bbox or ()))

    @property
    def kept(self) -> dict[str, str]:
        """What the form carries along unseen."""
        order = self.screen.order if self.screen.order != "newest" else ""
        return {name: value for name, value in (("sort", order), ("map", self.screen.view)) if value}

    @property
    def hidden(self) -> int:
        """How many filters are in use that no chip shows."""
        f = self.filters
        chips = {(c.code,) for c in self.screen.categories[:CHIPS]}
        kinds = 0 if f.category in chips else len(f.category)
        return len(f.status) + kinds + bool(f.area) + bool(f.since) + bool(f.bbox)


def _list(level: Level, parent: Area | None, chosen: Area | None) -> AreaList:
    below = [
        a for a in index_of().everything if a.level == level and (not parent or a.parent_id == parent.pk)
    ]
    below.sort(key=lambda a: a.short_name)
    return AreaList(level.value, str(level.label),
                    [Choice(a.short_name, a == chosen, value=a.code) for a in below])  # fmt: skip
