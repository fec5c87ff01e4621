"""What an official can choose from: offices to forward to, parties to wait for, reports to merge into."""

from itertools import groupby

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.areas.queries import locate
from smartcity.lib.errors import Invalid
from smartcity.offices.models import Kind, Office
from smartcity.reports import cases
from smartcity.reports.actions.referring import refers_to
from smartcity.reports.bounces import came_from
from smartcity.reports.models import Report
from smartcity.reports.queries import Card

DEPARTMENTS = (
    Kind.ROADS,
    Kind.WATER,
    Kind.CLEANING,
    Kind.TRANSPORT,
    Kind.ORDER,
    Kind.HEALTH,
    Kind.PARKS,
    Kind.FIRE,
)
PARTIES = (*DEPARTMENTS, Kind.UTILITY, Kind.POLICE)


def likely_offices(case: Report) -> list[Office]:
    """Where a case that is not ours mostly belongs: back where it came from, the office that answers this kind, the kelurahan of the place
    and the two beside it, the one above us."""
    try:
        near = [area.code for area in locate(case.lon, case.lat).nearest]
    except Invalid:  # the map has changed since the report was placed
        near = [case.area.code]
    found = Office.objects.active().filter(kind=Kind.KELURAHAN, area__code__in=near).select_related("area")
    by_code = {office.area.code: office for office in found if office.area}
    responsible = Office.objects.answering(case.category.responsible, case.area)
    everyone = [came_from(case), responsible, *(by_code.get(code) for code in near), case.holder.superior()]
    unique = {
        office.pk: office for office in everyone if office and office.active and office.pk != case.holder_id
    }
    return list(unique.values())


def departments(but: list[Office]) -> list[Office]:
    """The city-wide ones that mend things, except those."""
    known = [office.pk for office in but]
    return list(
        Office.objects.active()
        .filter(kind__in=DEPARTMENTS, area=None)
        .exclude(pk__in=known)
        .order_by("title")
    )


def offices_by_kind(but: Office) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every active office as choices, a group for each kind."""
    order = {kind: place for place, kind in enumerate(Kind.values)}
    linked = [code for code, _title in by_link()]
    found = Office.objects.active().exclude(pk=but.pk).exclude(kind=Kind.HOSPITAL).exclude(code__in=linked)
    rows = sorted(
        found.only("kind", "code", "title"), key=lambda office: (order.get(office.kind, 99), office.title)
    )
    groups = groupby(rows, key=lambda office: office.get_kind_display())
    return [(str(kind), [(office.code, office.title) for office in group]) for kind, group in groups]


def office(code: str) -> Office:
    """Raises Invalid if it is gone meanwhile."""
    found = Office.objects.filter(code=code).first()
    if found is None:
        raise Invalid(_("Kantor itu tidak ada lagi."), field="other")
    return found


def by_link() -> list[tuple[str, str]]:
    """Utilities that are reached by a link, as choices."""
    found = Office.objects.active().filter(kind=Kind.UTILITY).order_by("title")
    return [(office.code, office.title) for office in found if refers_to(office)]


def parties() -> list[str]:
    """Names one often waits for."""
    return list(
        Office.objects.active()
        .filter(kind__in=PARTIES, area=None)
        .order_by("title")
        .values_list("title", flat=True)
    )


def look_alikes(case: Report, by: User) -> list[Card]:
    return cases.look_alikes(case, reach(by))


def likely_parents(case: Report, by: User) -> list[Card]:
    return cases.likely_parents(case, reach(by))


def case_numbered(typed: str, by: User, missing: str = "") -> Report:
    """The case with the number somebody typed. Raises Invalid when it is none of theirs; `missing` is said when nothing
    was typed."""
    digits = "".join(typed.split()).replace(".", "")
    if not digits:
        raise Invalid(
            missing or _("Pilih atau tuliskan laporan yang sama."), field="into", code="into_missing"
        )
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0
    found = Report.objects.cases_of(reach(by)).numbered(number).first()
    if found is None:
        raise Invalid(
            _("Tidak ada tugas dengan nomor itu di kantor Anda."), field="number", code="bad_number"
        )
    return found
