"""What a changed rule would have done with last month's reports, before it is in force. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Q

from smartcity.accounts.queries import Reach
from smartcity.areas.models import LEAF, Area
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Category, Report, Rule
from smartcity.reports.routing import Router, chain_of

A_MONTH = timedelta(days=30)
MOST_SAMPLES = 5
MOST_KINDS = 60  # pairs of kind and place among whose reports samples are looked for


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule as it would be: `number` of the one it changes (None: a new one), asked just before the rule numbered
    `before` (None: last). Without `kind` that rule is retired. `office` names one; else the nearest of `kind`."""

    number: int | None
    category: Category | None = None
    area: Area | None = None
    kind: str = ""
    office: Office | None = None
    before: int | None = None


class Place(NamedTuple):
    """A kind of report and a kelurahan, by id."""

    category: int
    area: int


@dataclass(frozen=True, slots=True)
class Flow:
    """So many reports would have gone `to` instead of `source`; `ended` of them came there anyway, passed on by hand."""

    source: Office | None
    to: Office | None
    reports: int
    ended: int


@dataclass(frozen=True, slots=True)
class Trial:
    """`checked` reports were routed again, `flows` says where otherwise, `nowhere` what would find no office any more,
    `exposed` which kinds would be read by others than the police; `dead` rules decide nothing: with what stands before
    them."""

    checked: int
    flows: list[Flow]
    nowhere: list[tuple[Category, Area]]
    exposed: list[Category]
    dead: list[tuple[Rule, Rule | None]]
    samples: list[Report]

    @property
    def moved(self) -> int:
        return sum(flow.reports for flow in self.flows)

    @property
    def lost(self) -> int:
        return sum(flow.reports for flow in self.flows if flow.to is None)

    @property
    def widest(self) -> int:
        return max((flow.reports for flow in self.flows), default=0)


def proposed(rules: Sequence[Rule], wanted: Proposal) -> list[Rule]:
    """The rules as they would be asked; those that stay are the same rows."""
    rest = [rule for rule in rules if rule.number != wanted.number]
    if not wanted.kind:
        return rest
    at = next((n for n, rule in enumerate(rest) if rule.number == wanted.before), len(rest))
    around = [rule.place for rule in (*rest[max(at - 1, 0) : at], *rest[at : at + 1])]
    place = sum(around) / 2 if 0 < at < len(rest) else around[0] + (1 if at else -1) if around else 1
    last = max((rule.number for rule in rules), default=0)
    old = next((rule for rule in rules if rule.number == wanted.number), None)
    changed = Rule(number=wanted.number or last + 1, version=old.version + 1 if old else 1, category=wanted.category,
                   area=wanted.area, kind=wanted.kind, office=wanted.office, place=place)  # fmt: skip
    return [*rest[:at], changed, *rest[at:]]


def try_out(wanted: Proposal, reach: Reach) -> Trial:
    """Seven queries, however many reports there were. `reach` is of who asks: samples are cases of theirs."""
    rules = list(Rule.objects.current())
    then = proposed(rules, wanted)
    offices = list(Office.objects.answering_now())
    areas = Area.objects.with_parents().in_bulk()
    kinds = Category.objects.in_bulk()
    town = Town(Router(rules, offices), Router(then, offices), areas)
    month = list(_month())
    flows = _flows(month, town)
    pairs = [Place(kind.pk, area.pk) for kind in kinds.values() if kind.active for area in town.leaves]
    nowhere = [pair for pair in pairs if town.before(pair) and not town.after(pair)]
    opened = {pair.category for pair in pairs if town.opens(pair)}
    exposed = [kinds[pk] for pk in opened if kinds[pk].responsible == Kind.POLICE]
    changed = [place for place, _holder, _count in month if town.before(place) != town.after(place)]
    return Trial(
        checked=sum(count for _place, _holder, count in month), flows=flows,
        nowhere=[(kinds[pair.category], areas[pair.area]) for pair in nowhere], exposed=exposed,
        dead=_dead(then, pairs, town), samples=_samples(changed, reach),
    )  # fmt: skip


class Town:
    """Where each kind of report goes from each place, by the rules in force and by those proposed."""

    def __init__(self, present: Router, future: Router, areas: Mapping[int, Area]) -> None:
        self.present, self.future = present, future
        self.chains = {pk: chain_of(area) for pk, area in areas.items()}
        self.leaves = [area for area in areas.values() if area.level == LEAF and area.valid_to is None]
        self._known: dict[tuple[bool, Place], tuple[Office, Rule] | None] = {}

    def before(self, place: Place) -> Office | None:
        return self._office(place, future=False)

    def after(self, place: Place) -> Office | None:
        return self._office(place, future=True)

    def decides(self, place: Place) -> Rule | None:
        """Which of the proposed rules."""
        way = self._way(place, future=True)
        return way[1] if way else None

    def opens(self, place: Place) -> bool:
        """Whether it would newly go to others than the police."""
        old, new = self.before(place), self.after(place)
        return new is not None and new.kind != Kind.POLICE and new != old

    def _office(self, place: Place, *, future: bool) -> Office | None:
        way = self._way(place, future=future)
        return way[0] if way else None

    def _way(self, place: Place, *, future: bool) -> tuple[Office, Rule] | None:
        if (future, place) not in self._known:
            way = (self.future if future else self.present).route(place.category, self.chains[place.area])
            self._known[future, place] = (way.office, way.rule) if way else None
        return self._known[future, place]


def _month() -> Iterator[tuple[Place, int, int]]:
    """Kind and place, who holds it now, how many."""
    lately = Report.objects.filter(created_at__gte=now() - A_MONTH)
    groups = lately.values_list("category_id", "area_id", "holder_id").annotate(n=Count("pk")).order_by()
    return ((Place(category, area), holder, count) for category, area, holder, count in groups)


def _flows(month: Sequence[tuple[Place, int, int]], town: Town) -> list[Flow]:
    """The widest first."""
    moved: Counter[tuple[Office | None, Office | None]] = Counter()
    ended: Counter[tuple[Office | None, Office | None]] = Counter()
    for place, holder, count in month:
        way = town.before(place), town.after(place)
        if way[0] != way[1]:
            moved[way] += count
            ended[way] += count if way[1] and holder == way[1].pk else 0
    return [Flow(*way, count, ended[way]) for way, count in moved.most_common()]


def _dead(rules: Sequence[Rule], pairs: Sequence[Place], town: Town) -> list[tuple[Rule, Rule | None]]:
    """Rules that decide nowhere, each with the one that decides in most of the places it is meant for."""
    winners = {pair: town.decides(pair) for pair in pairs}
    alive = {id(rule) for rule in winners.values()}
    found = []
    for rule in rules:
        if id(rule) not in alive:
            meant = (winners[pair] for pair in pairs if _meant(rule, pair, town))
            instead = Counter(other for other in meant if other).most_common(1)
            found.append((rule, instead[0][0] if instead else None))
    return found


def _meant(rule: Rule, place: Place, town: Town) -> bool:
    here = rule.area_id is None or rule.area_id in town.chains[place.area]
    return here and rule.category_id in (None, place.category)


def _samples(changed: Sequence[Place], reach: Reach) -> list[Report]:
    """The newest of theirs that would have gone elsewhere."""
    if not changed:
        return []
    places = (Q(category=place.category, area=place.area) for place in changed[:MOST_KINDS])
    lately = Report.objects.cases_of(reach).filter(created_at__gte=now() - A_MONTH)
    return list(
        lately.filter(reduce(or_, places))
        .select_related("category", "area", "holder")
        .order_by("-pk")[:MOST_SAMPLES]
    )
