"""Who answers a report of this kind at this place, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from smartcity.areas.models import Area
from smartcity.areas.queries import edition
from smartcity.events.models import Event
from smartcity.lib.errors import Invalid
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Category, Report, Rule

ROUTED = ("submitted", "corrected")  # verbs of events that say why
HEADS: dict[str, Any] = {Kind.KELURAHAN: gettext_lazy("Lurah setempat"), Kind.KECAMATAN: gettext_lazy("Camat setempat"),
         Kind.MAYOR: gettext_lazy("Wali kota setempat")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    office: Office
    rule: Rule


class Router:
    """Rules, in the order they are asked, and offices (`answering_now`), held in memory."""

    def __init__(self, rules: Sequence[Rule], offices: Iterable[Office]) -> None:
        self.rules = rules
        self.named: dict[int, Office] = {}
        self.nearest: dict[tuple[str, int | None], Office] = {}
        for office in offices:
            stands = office if office.active or not office.successor else office.successor
            self.named[office.pk] = stands
            self.nearest.setdefault((office.kind, office.area_id), stands)

    def route(self, category: int, chain: Sequence[int]) -> Route | None:
        """`chain`: the ids of an area, its parent, that one's parent, ... None where no rule finds an office."""
        for rule in self.rules:
            fits = rule.category_id in (None, category) and (rule.area_id is None or rule.area_id in chain)
            if fits and (office := self._of(rule, chain)):
                return Route(office, rule)
        return None

    def _of(self, rule: Rule, chain: Sequence[int]) -> Office | None:
        if rule.office_id:
            return self.named.get(rule.office_id)
        there = (self.nearest.get((rule.kind, place)) for place in (*chain, None))
        return next((office for office in there if office), None)


def route(category: Category, area: Area) -> Route:
    """The first rule that fits and whose office exists here; what the police answer goes to the police, whatever a rule
    says that came in another way than by the editor. Raises Invalid if none does."""
    chain = chain_of(area)
    fit = Q(category=None) | Q(category=category), Q(area=None) | Q(area__in=chain)
    rules = list(Rule.objects.current().filter(*fit))
    if category.responsible == Kind.POLICE:
        rules = [rule for rule in rules if rule.kind == Kind.POLICE]
    asked = Q(pk__in=[rule.office_id for rule in rules if rule.office_id])
    asked |= Q(kind__in={rule.kind for rule in rules}) & (Q(area=None) | Q(area__in=chain))
    way = Router(rules, Office.objects.answering_now().filter(asked)).route(category.pk, chain)
    if way is None:
        raise Invalid(
            _("Belum ada kantor yang menangani kategori ini di sini."), field="category", code="no_office"
        )
    return way


def chain_of(area: Area) -> list[int]:
    """Ids of the area, of what ended when it became several of which this is one, and of all above: a rule for the whole
    holds for each part."""
    ended = area.predecessors.exclude(valid_to=None).values_list("pk", flat=True) if area.valid_from else []
    return [area.pk, *ended, *(above.pk for above in area.ancestors())]


def reason_of(way: Route, category: Category, area: Area, *, approximate: bool) -> dict[str, Any]:
    """What the rule said when it routed, for the log: it may read otherwise tomorrow."""
    rule = way.rule
    said = {"number": rule.number, "version": rule.version, "kind": rule.kind, "to": way.office.title,
            "category": category.name, "category_en": category.name_en, "category_version": category.version,
            "area": area.name, "map": edition(), "approximate": approximate}  # fmt: skip
    return said | {"any_kind": rule.category_id is None, "within": rule.area.name if rule.area else "",
                   "office": rule.office.title if rule.office else ""}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report is where it is: "Aturan 14: Jalan rusak di Gambir → Lurah Gambir"; `words` of the rule as it stood
    then and `version` of it, of its category and of the map, where they were kept."""

    line: str
    words: str = ""
    version: str = ""


def reason_here(report: Report, events: Iterable[Event] = ()) -> Reason:
    """By which rule it came first, or when its writer put it right, from that event; `events` of it that are known
    already, the oldest first, are looked at first."""
    told = next((event.data for event in reversed([*events]) if event.verb in ROUTED), None)
    if told is None:
        routed = Event.objects.about(report.subject).filter(verb__in=ROUTED).order_by("pk")
        told = routed.values_list("data", flat=True).last() or {}
    if said := told.get("because"):
        return _as_it_stood(said)
    return Reason(why(report.category, report.area.name, report.holder, told.get("rule", report.rule)))


def words_of(rule: Rule) -> str:
    """ "Jalan rusak, Gambir → Dinas Bina Marga"."""
    kind = str(rule.category) if rule.category else _("Jenis apa pun")
    return f"{kind}, {way_of(rule)}"


def way_of(rule: Rule) -> str:
    """ "Gambir → Dinas Bina Marga"."""
    return _way(rule.area.name if rule.area else "", rule.office.title if rule.office else "", rule.kind)


def _way(within: str, office: str, of_kind: str) -> str:
    return f"{within or _('di mana pun')} → {office or nearest(of_kind)}"


def nearest(kind: str) -> str:
    """How the office of a kind is called that is nearest to a place."""
    return str(HEADS.get(kind, Kind(kind).label))


def _as_it_stood(said: dict[str, Any]) -> Reason:
    category = said["category_en"] if get_language() == "en" else said["category"]
    kind = _("Jenis apa pun") if said["any_kind"] else category
    version = _("Versi %(version)d; kategori versi %(category)d; peta wilayah edisi %(map)d.") % {
        "version": said["version"], "category": said["category_version"], "map": said["map"]}  # fmt: skip
    return Reason(_line(said["number"], category, said["area"], said["to"]),
                  f"{kind}, {_way(said['within'], said['office'], said['kind'])}", version)  # fmt: skip


def why(category: Category, area_name: str, office: Office, rule: int | None) -> str:
    """The stated reason where nothing more is known of it than the rule's number."""
    if rule is None:
        return _("Diteruskan oleh kantor lain")
    return _line(rule, str(category), area_name, office.title)


def _line(rule: int, category: str, area: str, office: str) -> str:
    return _("Aturan %(rule)d: %(category)s di %(area)s → %(office)s") % {
        "rule": rule, "category": category, "area": area, "office": office,
    }  # fmt: skip
