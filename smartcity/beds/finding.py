"""Where is a bed? Hospitals by class and distance, those whose number is old or denied further down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smartcity.beds.denials import Denial, Disagreement, denials, disagreement
from smartcity.beds.models import BedClass, Hospital, Ward
from smartcity.beds.order import effort, staleness
from smartcity.lib.geo import distance_m
from smartcity.lib.time import now

Point = tuple[float, float]  # lon, lat in degrees


@dataclass(frozen=True, slots=True)
class Found:
    """A hospital as one asks for it. `free` and `capacity` are sums of the class asked for, None where nothing was told;
    `at` is of its oldest count; `queue` of the class, `emergency` of the emergency ward. `denials` are those not answered
    yet, of that class or of none named."""

    hospital: Hospital
    km: float | None
    free: int | None
    capacity: int | None
    at: datetime | None
    queue: int | None
    emergency: int | None
    denials: list[Denial]
    disagreement: Disagreement
    effort: float

    @property
    def staleness(self) -> str:
        return staleness(self.at, now())


def find(bed_class: str = "", near: Point | None = None) -> list[Found]:
    """The best first: see order.effort. A hospital that tells of its beds, but of none of this class, has none; one that
    never told anything may have some."""
    hospitals = list(Hospital.objects.open().listed())
    against = denials(hospitals)
    found = []
    for hospital in hospitals:
        wards = hospital.standing
        rows = [ward for ward in wards if bed_class in ("", ward.bed_class)]
        if rows or not wards:
            found.append(_found(hospital, wards, rows, against.get(hospital.pk, []), bed_class, near))
    return sorted(found, key=lambda one: (one.effort, -(one.free or 0), one.hospital.office.name))


def look_at(hospital: Hospital, bed_class: str = "") -> Found:
    """One of them by itself."""
    wards = hospital.standing
    rows = [ward for ward in wards if bed_class in ("", ward.bed_class)]
    return _found(hospital, wards, rows, denials([hospital]).get(hospital.pk, []), bed_class, None)


def classes_told() -> list[BedClass]:
    """Those some hospital tells of, in their order."""
    told = set(
        Ward.objects.filter(hospital__office__active=True).values_list("bed_class", flat=True).distinct()
    )
    return [one for one in BedClass if one.value in told]


def _found(hospital: Hospital, wards: list[Ward], rows: list[Ward], said: list[Denial], bed_class: str,
           near: Point | None) -> Found:  # fmt: skip
    told = [ward for ward in rows if ward.free is not None]
    free, at = _sum(ward.free for ward in told), min((ward.at for ward in told), default=None)
    km = distance_m(hospital.lon, hospital.lat, *near) / 1000 if near else None
    unanswered = [one for one in said if one.open and (not bed_class or one.bed_class in ("", bed_class))]
    since = sum(at is None or one.at > at for one in unanswered)
    return Found(
        hospital, km, free, _sum(ward.capacity for ward in rows) if rows else None if bed_class else hospital.beds, at,
        _sum(ward.queue for ward in rows), _sum(ward.queue for ward in wards if ward.bed_class == BedClass.IGD), unanswered,
        disagreement(said), effort(km or 0.0, free, at, since, now()),
    )  # fmt: skip


def _sum(numbers: Iterable[int | None]) -> int | None:
    told = [number for number in numbers if number is not None]
    return sum(told) if told else None
