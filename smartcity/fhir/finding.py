"""Which locations a search asks for: hospitals first, then wards."""

from dataclasses import dataclass
from math import isfinite
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from smartcity.beds.models import Hospital, Ward
from smartcity.fhir import resources
from smartcity.fhir.resources import Resource
from smartcity.lib.errors import Invalid
from smartcity.lib.geo import box_around, distance_m

DEFAULT, MOST = 50, 200
UNITS = {"km": 1000.0, "m": 1.0, "[mi_us]": 1609.347, "": 1000.0}  # UCUM, in metres


@dataclass(frozen=True, slots=True)
class Page:
    found: list[Resource]
    total: int
    links: dict[str, str]


def one(name: str) -> Resource | None:
    """By its id."""
    kind, _dash, pk = name.partition("-")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        return None
    if kind == "hospital":
        hospital = (
            Hospital.objects.open().select_related("office__area__parent__parent").filter(pk=pk).first()
        )
        return resources.hospital(hospital) if hospital else None
    found = (
        Ward.objects.filter(hospital__office__active=True)
        .select_related("hospital__office")
        .filter(pk=pk)
        .first()
    )
    return resources.ward(found) if kind == "ward" and found else None


def search(params: QueryDict) -> Page:
    """What is not known is passed over, as a server does that is asked leniently. Raises Invalid."""
    hospitals = Hospital.objects.open().select_related("office__area__parent__parent").order_by("pk")
    wards = (
        Ward.objects.filter(hospital__office__active=True).select_related("hospital__office").order_by("pk")
    )
    if near := params.get("near"):
        inside = _inside(near, list(hospitals))
        hospitals, wards = hospitals.filter(pk__in=inside), wards.filter(hospital__in=inside)
    if name := params.get("name", "").strip()[:80]:
        hospitals, wards = hospitals.filter(office__name__istartswith=name), wards.none()
    if "partof" in params:
        whole = str(params["partof"]).rpartition("/")[2].removeprefix("hospital-")
        hospitals, wards = (
            hospitals.none(),
            wards.filter(hospital=int(whole)) if _is_pk(whole) else wards.none(),
        )
    if "_id" in params:
        asked = [part.partition("-") for part in str(params["_id"]).split(",")[:MOST]]
        hospitals = hospitals.filter(
            pk__in=[pk for kind, _dash, pk in asked if kind == "hospital" and _is_pk(pk)]
        )
        wards = wards.filter(pk__in=[pk for kind, _dash, pk in asked if kind == "ward" and _is_pk(pk)])
    count, skip = min(MOST, _whole(params, "_count", DEFAULT)), _whole(params, "_skip", 0)
    first = hospitals.count()
    total = first + wards.count()
    page: list[Resource] = [resources.hospital(row) for row in hospitals[skip : skip + count]]
    rest = max(0, skip - first)
    page += [resources.ward(row) for row in wards[rest : rest + count - len(page)]]
    links = {"self": _address(params, skip)}
    if skip + count < total and count:
        links["next"] = _address(params, skip + count)
    return Page(page, total, links)


def _inside(near: str, hospitals: list[Hospital]) -> list[int]:
    """`near` is latitude|longitude|distance|units (R4, Location). Without a distance 10 km. Raises Invalid."""
    try:
        lat, lon, *more = near.split("|")
        y, x, far = float(lat), float(lon), float(more[0]) if more and more[0] else 10.0
        metres = far * UNITS[more[1] if len(more) > 1 else ""]
    except (ValueError, KeyError) as wrong:
        raise Invalid(_("near ditulis lintang|bujur|jarak|km."), field="near") from wrong
    if not (isfinite(x + y + metres) and abs(x) <= 180 and abs(y) <= 90 and 0 <= metres < 1e7):
        raise Invalid(_("near ditulis lintang|bujur|jarak|km."), field="near")
    west, south, east, north = box_around(x, y, metres)
    return [row.pk for row in hospitals if west <= row.lon <= east and south <= row.lat <= north
            and distance_m(row.lon, row.lat, x, y) <= metres]  # fmt: skip


def _whole(params: QueryDict, name: str, default: int) -> int:
    text = params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Invalid(_("%(name)s adalah bilangan bulat mulai dari 0.") % {"name": name}, field=name)
    return int(text)


def _is_pk(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _address(params: QueryDict, skip: int) -> str:
    told = {name: params[name] for name in (*resources.PARAMETERS, "_count") if name in params}
    return f"{settings.BASE_URL}/fhir/Location?{urlencode(told | ({'_skip': str(skip)} if skip else {}))}".rstrip(
        "?"
    )
