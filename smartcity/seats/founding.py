"""An administrator founds an office: of which kind, where, and under whom."""

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.models import Area, Level
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.text import clean_line
from smartcity.offices.actions import found
from smartcity.offices.models import Kind, Office
from smartcity.reports.actions.rules import province_of

LEVELS: dict[str, str] = {
    Kind.KELURAHAN: Level.KELURAHAN,
    Kind.KECAMATAN: Level.KECAMATAN,
    Kind.MAYOR: Level.KOTA,
}
ABOVE: dict[str, tuple[str, ...]] = {
    Kind.KELURAHAN: (Kind.KECAMATAN,),
    Kind.KECAMATAN: (Kind.MAYOR,),
    Kind.MAYOR: (Kind.PROVINCE,),
    Kind.POLICE: ("", Kind.POLICE),
    Kind.UTILITY: ("", Kind.UTILITY),
    Kind.HOSPITAL: (Kind.HEALTH, Kind.PROVINCE, Kind.MAYOR),
}  # "": nobody
SEVERAL = frozenset({Kind.UTILITY, Kind.HOSPITAL})  # of one kind at one place
UNFOUNDED = frozenset({Kind.PROVINCE})  # a city has one
LONGEST_CODE, LONGEST_PATH = 40, 60  # one more id has to fit behind


def above(kind: str) -> tuple[str, ...]:
    """The kinds of office that one of `kind` may stand under; "" for nobody. A department's own is of its kind."""
    return ABOVE.get(kind, (Kind.PROVINCE, Kind.MAYOR, kind))


def open_office(kind: str, name: str, title: str, by: User, *, area: Area | None = None,
                parent: Office | None = None) -> Office:  # fmt: skip
    """From now on it stands, and new reports of its kind and place come to it. Raises NotAllowed, Invalid, Conflict for an
    office that was ended meanwhile. Who should sit there is invited afterwards."""
    province_of(by)
    name = clean_line(name, field="name", most=120)
    title = clean_line(title, field="title", most=120) or name
    if not name:
        raise Invalid(_("Tuliskan nama kantor."), field="name", code="name_missing")
    with write():
        seen = Office.objects.select_for_update(no_key=True).filter(
            Q(parent=None) | Q(pk=parent.pk if parent else None)
        )  # two that found at once wait for each other here
        rows = {office.pk: office for office in seen.order_by("pk")}
        parent = rows[parent.pk] if parent else None
        _check_parent(kind, parent)
        _check_place(kind, area, parent)
        _check_name(name, title, parent)
        made = found(_code(kind, name, area), kind, name, title, area=area, parent=parent)
        record(f"office:{made.code}", "founded", {"office": made.title, "kind": kind, "under": str(parent or "")},
               actor=by, office=made, area=area, audience=Audience.OFFICE)  # fmt: skip
    return made


def _check_parent(kind: str, parent: Office | None) -> None:
    if kind not in Kind.values or kind in UNFOUNDED:
        raise Invalid(_("Pilih jenis kantor."), field="kind", code="bad_kind")
    if parent and not parent.active:
        raise Conflict(_("Kantor di atasnya sudah tidak aktif."), field="parent", code="office_over")
    if (parent.kind if parent else "") not in above(kind):
        kinds = ", ".join(str(Kind(one).label) if one else _("tanpa atasan") for one in above(kind))
        raise Invalid(
            _("%(kind)s hanya dapat berada di bawah: %(kinds)s.") % {"kind": Kind(kind).label, "kinds": kinds},
            field="parent", code="bad_parent")  # fmt: skip
    if parent and len(parent.path) > LONGEST_PATH:
        raise Invalid(_("Terlalu banyak kantor bersusun di atasnya."), field="parent", code="too_deep")


def _check_place(kind: str, area: Area | None, parent: Office | None) -> None:
    level = LEVELS.get(kind)
    if level and (area is None or area.level != level):
        raise Invalid(_("Pilih %(level)s yang dilayaninya.") % {"level": Level(level).label}, field="area", code="bad_area")  # fmt: skip
    if area and area.over():
        raise Invalid(_("%(area)s sudah dimekarkan.") % {"area": area}, field="area", code="area_over")
    over = parent.area if parent else None
    if over and (area is None or over not in (area, *area.ancestors())):
        raise Invalid(
            _("Wilayahnya harus di dalam wilayah %(office)s.") % {"office": parent}, field="area", code="outside"
        )  # fmt: skip
    there = Office.objects.active().filter(kind=kind, area=area).first()
    if there and kind not in SEVERAL:
        raise Invalid(
            _("Di sana sudah ada %(office)s, sejenis. Satu wilayah punya satu kantor tiap jenis.") % {"office": there},
            field="area", code="taken")  # fmt: skip


def _check_name(name: str, title: str, parent: Office | None) -> None:
    """Two beside each other are told apart by their names."""
    beside = Office.objects.active().filter(parent=parent)
    for field, said in (("name", name), ("title", title)):
        if other := beside.filter(Q(name__iexact=said) | Q(title__iexact=said)).first():
            raise Invalid(
                _("Nama itu sudah dipakai %(office)s.") % {"office": other.name}, field=field, code="name_taken"
            )  # fmt: skip


def _code(kind: str, name: str, area: Area | None) -> str:
    """ "police-31.71", or by its name; one that no office had before, for the log speaks of offices by their codes."""
    base = f"{kind}-{area.code if area and kind not in SEVERAL else slugify(name)}"[: LONGEST_CODE - 5]
    used = set(Office.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(
        code for code in (base, *(f"{base}-{n}" for n in range(2, len(used) + 3))) if code not in used
    )
