"""Who answers a report of this kind at this place, and by which rule."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from smartcity.areas.models import Area
from smartcity.lib.errors import Invalid
from smartcity.offices.models import Office
from smartcity.reports.models import Category, Rule


@dataclass(frozen=True, slots=True)
class Route:
    office: Office
    rule: int


def route(category: Category, area: Area) -> Route:
    """The first active rule that fits and whose kind of office exists here. Raises Invalid if none does."""
    codes = {area.code, *(a.code for a in area.ancestors())}
    fit = Q(category=None) | Q(category=category), Q(area=None) | Q(area__code__in=codes)
    rules = Rule.objects.filter(*fit, active=True).order_by("number")
    for number, kind in rules.values_list("number", "kind"):
        if office := Office.objects.answering(kind, area):
            return Route(office, number)
    raise Invalid(
        _("Belum ada kantor yang menangani kategori ini di sini."), field="category", code="no_office"
    )


def why(category: Category, area_name: str, office: Office, rule: int | None) -> str:
    """The stated reason: "Aturan 14: Jalan rusak di Gambir → Lurah Gambir"."""
    if rule is None:
        return _("Diteruskan oleh kantor lain")
    return _("Aturan %(rule)d: %(category)s di %(area)s → %(office)s") % {
        "rule": rule, "category": category, "area": area_name, "office": office,
    }  # fmt: skip
