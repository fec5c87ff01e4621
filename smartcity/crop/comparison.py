"""One office beside those like it, of which none is named."""

from dataclasses import dataclass

from smartcity.areas.models import Area, Level
from smartcity.offices.models import Kind, Office
from smartcity.reports.comparing import Measure, measures, weighing
from smartcity.reports.performance import Figures, Found


@dataclass(frozen=True, slots=True)
class Comparison:
    """One office beside those like it, `there`: its own kota or None for all the city. `offices` of them have
    cases enough to count."""

    measures: list[Measure]
    there: Area | None
    offices: int
    own: Figures | None


def compare(office: Office, found: Found) -> Comparison | None:
    """None for the only one of its kind. `found` is of all the city's of its kind."""
    kota = kota_of(office) if office.kind in (Kind.KELURAHAN, Kind.KECAMATAN) else None
    offices = Office.objects.active().filter(kind=office.kind)
    if kota:
        offices = offices.filter(area__code__startswith=f"{kota.code}.")
    them = list(offices.values_list("pk", flat=True))
    if len(them) < 2:
        return None
    theirs = [found.by[pk] for pk in them if pk in found.by]
    own = found.by.get(office.pk)
    return Comparison(measures(own, theirs), kota, len(weighing(theirs)), own)


def kota_of(office: Office) -> Area | None:
    """The area at the level of a kota that the office's own lies in or is."""
    area = office.area
    while area and area.level != Level.KOTA:
        area = area.parent
    return area
