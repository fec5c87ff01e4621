"""A hospital enters the register, or is brought up to date there."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.areas.queries import locate
from smartcity.beds.models import Hospital
from smartcity.events.actions import record
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean_line
from smartcity.offices.actions import found
from smartcity.offices.models import Kind, Office

GRADES = "ABCD"
MOST_BEDS = 5000  # of a whole hospital
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one. `lon`, `lat` in degrees, WGS84; `beds` None and empty words leave what stands."""

    name: str
    lon: float | None
    lat: float | None
    kind: str = ""
    grade: str = ""
    owner: str = ""
    phone: str = ""
    address: str = ""
    provider: str = ""
    beds: int | None = None
    code: str = ""


def register(facts: Facts, by: User | None = None) -> tuple[Hospital, str]:
    """The hospital with this code, or of this name, and whether it was "added", "changed" or the "same". Raises Invalid."""
    facts, area = _checked(facts)
    with write():
        office = _office(facts)
        hospital = Hospital.objects.filter(office=office).first() if office else None
        before = _told(hospital) if hospital else {}
        _check_provider(facts, hospital)
        if office is None or hospital is None:
            office = office or found(_code(facts), Kind.HOSPITAL, facts.name, area=area, parent=_above())
            hospital = Hospital(office=office)
        if office.area != area:
            office.area = area
            office.save(update_fields=["area"])
        _fill(hospital, facts)
        hospital.save()
        after = _told(hospital)
        became = "same" if before == after else "changed" if before else "added"
        if became != "same":
            record(hospital.subject, f"hospital_{became}", after, actor=by, office=office, area=area)
    return hospital, became


def _checked(facts: Facts) -> tuple[Facts, Area]:
    name = clean_line(facts.name, field="name", most=120)
    if not name:
        raise Invalid(_("Tuliskan nama rumah sakit."), field="name", code="name_missing")
    if facts.grade and (len(facts.grade) > 1 or facts.grade not in GRADES):
        raise Invalid(_("Kelas rumah sakit A, B, C atau D."), field="class", code="bad_grade")
    if facts.beds is not None and not 0 <= facts.beds <= MOST_BEDS:
        raise Invalid(_("Jumlah tempat tidur 0 sampai %(most)d.") % {"most": MOST_BEDS}, field="beds_total", code="out_of_range")  # fmt: skip
    line = {field: clean_line(getattr(facts, field), field=field, most=most) for field, most in
            (("kind", 20), ("owner", 80), ("phone", 40), ("address", 200), ("provider", 20))}  # fmt: skip
    area = locate(facts.lon, facts.lat).area
    return Facts(
        name, facts.lon, facts.lat, grade=facts.grade, beds=facts.beds, code=facts.code, **line
    ), area


def _check_provider(facts: Facts, hospital: Hospital | None) -> None:
    taken = Hospital.objects.filter(provider=facts.provider).first() if facts.provider else None
    if taken and taken != hospital:
        raise Invalid(
            _("Kode itu sudah dipakai %(name)s.") % {"name": taken}, field="kodeppk", code="provider_taken"
        )


def _office(facts: Facts) -> Office | None:
    known = Office.objects.active().filter(kind=Kind.HOSPITAL).select_related("area", "parent")
    if facts.code:
        return known.filter(code=facts.code).first()
    return known.filter(name__iexact=facts.name).first()


def _fill(hospital: Hospital, facts: Facts) -> None:
    assert facts.lon is not None  # locate() has seen to both
    assert facts.lat is not None
    hospital.lon, hospital.lat = round(facts.lon, 6), round(facts.lat, 6)  # 0.1 m
    for field in ("kind", "grade", "owner", "phone", "address", "provider"):
        setattr(hospital, field, getattr(facts, field) or getattr(hospital, field))
    hospital.beds = facts.beds if facts.beds is not None else hospital.beds


def _told(hospital: Hospital) -> dict[str, object]:
    """Of an event."""
    fields = ("kind", "grade", "owner", "lon", "lat", "phone", "address", "provider", "beds")
    return {"hospital": hospital.code, "name": hospital.office.name} | {field: getattr(hospital, field) for field in fields}  # fmt: skip


def _above() -> Office | None:
    """Whom a hospital stands under: the health office, else the province."""
    city_wide = Office.objects.active().filter(kind__in=[Kind.HEALTH, Kind.PROVINCE])
    kinds = {office.kind: office for office in city_wide.order_by("-path")}
    return kinds.get(Kind.HEALTH) or kinds.get(Kind.PROVINCE)


def _code(facts: Facts) -> str:
    """By its name; one that no office had before, for the log speaks of it by its code."""
    base = slugify(facts.code or facts.name)[: LONGEST_CODE - 4] or "rs"
    used = set(Office.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(
        code for code in (base, *(f"{base}-{n}" for n in range(2, len(used) + 3))) if code not in used
    )
