"""Hospitals for everyone: where a bed is free and since when that was said, and one hospital with its past."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.areas.models import Area
from smartcity.areas.queries import index_of
from smartcity.beds.denials import CLASS, HOSPITAL, denials, disagreement
from smartcity.beds.finding import Found, classes_told, find, look_at
from smartcity.beds.history import Day, days, moments
from smartcity.beds.models import BedClass, Hospital
from smartcity.lib.text import is_word
from smartcity.lib.time import now
from smartcity.portal.bedmap import drawn
from smartcity.portal.pages import show
from smartcity.portal.search import named
from smartcity.portal.stepline import stepline

MOST = 15  # hospitals of a page
SHOWN = timedelta(days=7)  # of the past
REPORT, READ = "/qlue/lapor/", "/qlue/laporan/%d/"  # faces know each other by address only


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `lon`, `lat` are kept to some 110 m: enough for a distance, and nobody's home."""

    bed_class: str = ""
    area: Area | None = None
    lon: float | None = None
    lat: float | None = None
    page: int = 0

    @staticmethod
    def of(params: QueryDict) -> "Asked":
        """What cannot be read is as good as not asked."""
        word, code = params.get("kelas", ""), params.get("wilayah", "")
        lon, lat = _degrees(params.get("lon", ""), 180), _degrees(params.get("lat", ""), 90)
        area = next((one for one in index_of().everything if one.code == code), None) if code else None
        page, known = params.get("hal", ""), None not in (lon, lat) and area is None
        return Asked(
            word if word in BedClass.values else "", area, lon if known else None, lat if known else None,
            int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 0,
        )  # fmt: skip

    @property
    def near(self) -> tuple[float, float] | None:
        if self.area:
            return self.area.lon, self.area.lat
        return (self.lon, self.lat) if self.lon is not None and self.lat is not None else None

    @property
    def where(self) -> dict[str, str]:
        """The part of the address that says where."""
        if self.area:
            return {"wilayah": self.area.code}
        return {"lon": str(self.lon), "lat": str(self.lat)} if self.near else {}

    def but(self, **changes: str) -> str:
        told = {"kelas": self.bed_class} | self.where | changes
        return "?" + urlencode({name: value for name, value in told.items() if value})


@require_safe
def hospitals(request: HttpRequest) -> HttpResponse:
    """?kelas= a class, near ?wilayah= an area's code, ?dekat= its name or ?lon=&lat=; ?hal= the page."""
    asked, typed = Asked.of(request.GET), request.GET.get("dekat", "").strip()[:60]
    places = named(typed) if typed else []
    exact = [
        one for one in places if one.name.casefold() == typed.casefold() and one.level == "kelurahan"
    ] or places
    if len(exact) == 1:
        return HttpResponseRedirect(asked.but(wilayah=exact[0].code, lon="", lat=""))
    found = find(asked.bed_class, asked.near)
    page = found[asked.page * MOST : (asked.page + 1) * MOST]
    if asked.page and not page:
        raise Http404
    rows = [Row(n, one, asked.bed_class) for n, one in enumerate(page, asked.page * MOST + 1)]
    context = {
        "asked": asked, "rows": rows, "typed": typed, "places": [(one, asked.but(wilayah=one.code, lon="", lat="")) for one in places],
        "classes": _chips(asked), "n": len(found), "next": asked.but(hal=str(asked.page + 1)) if len(found) > (asked.page + 1) * MOST else "",
        "back": asked.but(hal=str(asked.page - 1) if asked.page > 1 else "") if asked.page else "",
        "map": drawn([(row.n, one.hospital.lon, one.hospital.lat, row.tone) for row, one in zip(rows, page, strict=True)], asked.near),
        "class_name": BedClass(asked.bed_class).label if asked.bed_class else "", "free_in": sum(bool(one.free) for one in found),
        "report": report_address(), "canonical": asked.but() if asked.bed_class or asked.area else "?",
    }  # fmt: skip
    return show(request, "portal/beds.html", "beds", context)


@require_safe
def hospital(request: HttpRequest, code: str) -> HttpResponse:
    """?kelas= is whose past is drawn."""
    one = Hospital.objects.open().whole().filter(office__code=code).first() if is_word(code) else None
    if one is None:
        raise Http404
    asked, wards = Asked.of(request.GET), sorted(one.standing, key=lambda ward: (list(BedClass.values).index(ward.bed_class), ward.pk))  # fmt: skip
    told = list(dict.fromkeys(ward.bed_class for ward in wards if ward.free is not None))
    bed_class = asked.bed_class if asked.bed_class in told else next(iter(told), "")
    said = denials([one]).get(one.pk, [])
    context = {
        "found": look_at(one), "hospital": one, "wards": wards, "bed_class": bed_class, "class_name": BedClass(bed_class).label if bed_class else "",
        "classes": [(BedClass(word).label, f"?kelas={word}#riwayat", word == bed_class) for word in told],
        "past": _past(one, bed_class) if bed_class else None, "said": [(one, READ % one.number) for one in said if one.open], "disagreement": disagreement(said),
        "report": report_address(one, bed_class), "place": f"geo:{one.lat:.5f},{one.lon:.5f}", "canonical": "?",
    }  # fmt: skip
    return show(request, "portal/hospital.html", "beds", context)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    n: int
    found: Found
    bed_class: str

    @property
    def tone(self) -> str:
        """Green when it says it has a bed and that is fresh enough, red when full, amber to be asked first, else grey."""
        if self.found.free is None:
            return "grey"
        if self.found.free == 0:
            return "red"
        return "amber" if self.found.staleness == "stale" or self.found.denials else "green"

    @property
    def href(self) -> str:
        page = reverse("portal:hospital", args=[self.found.hospital.code])
        return f"{page}?kelas={self.bed_class}" if self.bed_class else page

    @property
    def since(self) -> Any:
        """When the first of the denials came."""
        return min((one.at for one in self.found.denials), default=None)


@dataclass(frozen=True, slots=True)
class Past:
    """One class of a hospital over SHOWN: a drawing, and its days as a table."""

    ways: list[int]
    line: str
    first: Any
    last: Any
    days: list[Day]


def _past(one: Hospital, bed_class: str) -> Past | None:
    since = now() - SHOWN
    told = moments(one, bed_class, since)
    if not any(moment.free is not None for moment in told):
        return None
    most = max((ward.capacity for ward in one.standing if ward.bed_class == bed_class), default=0)
    ways, line = stepline([(moment.at, moment.free) for moment in told], since, now(), most)
    return Past(ways, line, since, now(), days(told, since))


def report_address(one: Hospital | None = None, bed_class: str = "") -> str:
    """The form of a report, begun for this hospital and class."""
    told = {"category": "bed"}
    if one:
        told |= {
            "lon": f"{one.lon:.5f}",
            "lat": f"{one.lat:.5f}",
            f"attribute[{HOSPITAL}]": one.office.name,
            f"attribute[{CLASS}]": bed_class,
        }
    return f"{REPORT}?{urlencode({name: value for name, value in told.items() if value})}"


def _chips(asked: Asked) -> list[tuple[str, str, bool]]:
    """Name, address, whether chosen."""
    chips = [(_("Semua kelas"), asked.but(kelas=""), not asked.bed_class)]
    return chips + [
        (str(one.label), asked.but(kelas=one.value), one.value == asked.bed_class) for one in classes_told()
    ]


def _degrees(text: str, most: float) -> float | None:
    try:
        value = round(float(text), 3)
    except ValueError:
        return None
    return value if abs(value) <= most else None
