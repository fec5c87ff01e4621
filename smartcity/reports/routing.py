"""Who answers a report of this kind at this place, and by which rule."""

from dataclasses import dataclass

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
    rules = Rule.objects.filter(active=True).select_related("area").order_by("number")
    for rule in rules:
        fits = rule.category_id in (None, category.pk) and (rule.area is None or rule.area.code in codes)
        if fits and (office := Office.objects.answering(rule.kind, area)):
            return Route(office, rule.number)
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
