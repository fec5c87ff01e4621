"""Hospitals and their beds: read by anybody, told by their clerks, in our words or those hospitals send to Aplicares."""

from datetime import UTC, datetime
from math import isfinite
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from smartcity.api import describing, schemas, showing
from smartcity.api.forms import Moment, Strict
from smartcity.api.reading import asked, sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import ANYBODY, KNOWN, WRITES, reach_of, user_of
from smartcity.beds.actions import tell
from smartcity.beds.counts import APLICARES, MOST_ROOMS, OURS, read, read_all
from smartcity.beds.finding import Found, find, look_at
from smartcity.beds.models import BedClass, Hospital, Source
from smartcity.beds.queries import kept_by, row_of
from smartcity.lib.errors import Invalid
from smartcity.lib.text import is_word

router = Router(tags=["hospitals"])
MOST = 200
Number = StrictInt | StrictStr | None
APLICARES_EXAMPLE = {"kodekelas": "KL3", "koderuang": "RG01", "namaruang": "Anggrek", "kapasitas": "20", "tersedia": "10",
                     "tersediapria": "4", "tersediawanita": "6", "tersediapriawanita": "0"}  # fmt: skip
EXAMPLE = {"beds": [{"class": "icu", "capacity": 10, "free": 3, "queue": 2}, APLICARES_EXAMPLE]}


def _point(value: Any) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in value.split(","))
    except (ValueError, AttributeError) as wrong:
        raise PydanticCustomError("point", "not a point") from wrong
    if not (isfinite(lon + lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise PydanticCustomError("point", "not a point on earth")
    return lon, lat


Point = Annotated[tuple[float, float], BeforeValidator(_point), WithJsonSchema({"type": "string"})]
ClassName = Literal[
    "igd",
    "icu",
    "picu",
    "nicu",
    "hcu",
    "isolation",
    "maternity",
    "class1",
    "class2",
    "class3",
    "vip",
    "other",
]


class HospitalFilters(Strict):
    bed_class: ClassName | None = Field(
        None, alias="class", description="Only hospitals that may have such beds."
    )
    near: Point | None = Field(None, description="lon,lat in degrees: how far each is, and the nearest first.", examples=["106.8186,-6.1702"])  # fmt: skip
    limit: int = Field(50, ge=1, le=MOST)


class Telling(Strict):
    client_id: UUID | None = Field(
        None, description="Of your choice; the same one gets the same answer, and writes once."
    )
    at: Moment | None = Field(None, description="When it was counted; now, where absent. More than 5 minutes ahead is refused (clock_ahead), older than what stands too (older).")  # fmt: skip
    beds: list[dict[StrictStr, Number]] = Field(
        max_length=MOST_ROOMS,
        description=f"A row for each class or room: {', '.join(OURS)}; or {', '.join(APLICARES)}. What is absent is not told, but"
        " capacity and name, which stay.",
    )  # fmt: skip


class AplicaresRow(Strict):
    """The body of Aplicares' bed/update and bed/create."""

    kodekelas: StrictStr = Field(examples=["KL3"])
    koderuang: Number = Field("", examples=["RG01"])
    namaruang: Number = Field("", examples=["Ruang Anggrek"])
    kapasitas: Number = Field(None, examples=["20"])
    tersedia: Number = Field(examples=["10"])
    tersediapria: Number = None
    tersediawanita: Number = None
    tersediapriawanita: Number = None


class Beds(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    bed_class: str = Field(alias="class", description=", ".join(BedClass.values), examples=["icu"])
    room: str = Field(description="The hospital's own code of the room, or empty for all of a class.")
    name: str
    capacity: int
    free: int | None = Field(description="None where it was never told.")
    male: int | None = Field(description="Of the free ones, for men; likewise female, and either.")
    female: int | None
    either: int | None
    queue: int | None = Field(description="People waiting; None where it is not told.")
    at: datetime = Field(description="When it was counted.")
    source: str = Field(description="clerk, api or csv.")


class ToldBeds(BaseModel):
    hospital: str
    at: datetime
    source: str
    beds: list[Beds]


class Disagreement(BaseModel):
    """Of `told` public reports within 30 days that it was full, `against` came while its number said otherwise."""

    told: int
    against: int


class HospitalBrief(BaseModel):
    code: str
    name: str
    kind: str = Field(examples=["RSUD"])
    grade: str = Field(description="A to D, or empty.")
    owner: str
    phone: str
    address: str
    area: schemas.AreaBrief | None
    lon: float
    lat: float
    distance_m: int | None = Field(description="From `near`.")
    total_beds: int | None = Field(
        description="Of all classes, by the register; it says nothing of what is free."
    )
    free: int | None = Field(description="Of the class asked for, else of all; None where it was never told.")
    capacity: int | None
    queue: int | None
    at: datetime | None = Field(description="Of the oldest count in `free`.")
    staleness: str = Field(description="fresh (an hour), aging (six), stale (phone first) or never.")
    denials: int = Field(description="Citizens' reports that it was full, not answered yet.")
    disagreement: Disagreement


class HospitalFull(HospitalBrief):
    beds: list[Beds]


class Hospitals(BaseModel):
    items: list[HospitalBrief]


class Metadata(BaseModel):
    code: int = Field(examples=[1])
    message: str


class AplicaresAnswer(BaseModel):
    metadata: Metadata


@router.get("/hospitals", auth=ANYBODY, response={200: Hospitals, 400: schemas.Problem},
            openapi_extra=describing.query(HospitalFilters), operation_id="listHospitals")  # fmt: skip
def hospitals(request: HttpRequest) -> Hospitals:
    """The best to go to first: near, told lately, not full, not denied by citizens. See docs/decisions/0034."""
    filters = asked(request, HospitalFilters)
    found = find(filters.bed_class or "", filters.near)[: filters.limit]
    return Hospitals(items=[HospitalBrief(**_brief(one)) for one in found])


@router.get("/hospitals/{code}", auth=ANYBODY, response={200: HospitalFull, 404: schemas.Problem}, by_alias=True,
            operation_id="getHospital")  # fmt: skip
def hospital(request: HttpRequest, code: str) -> HospitalFull:
    """One, with every room."""
    one = Hospital.objects.open().whole().filter(office__code=code).first() if is_word(code) else None
    if one is None:
        raise Http404
    return HospitalFull(**_brief(look_at(one)), beds=[Beds(**row_of(ward)) for ward in one.wards.all()])


WRITING: dict[str, Any] = {"auth": KNOWN, "throttle": WRITES, "by_alias": True, "response": {200: ToldBeds, REFUSED: schemas.Problem},
                           "openapi_extra": describing.body(Telling, EXAMPLE)}  # fmt: skip


@router.post("/hospitals/{code}/beds", operation_id="tellBeds", **WRITING)
def tell_beds(request: HttpRequest, code: str) -> ToldBeds:
    """What its clerk, or its system with a clerk's token, has counted. All rows are taken, or none."""
    one, given = _kept(request, code), sent(request, Telling)
    told = tell(
        one, read_all(given.beds), user_of(request), Source.API, at=given.at, client_id=given.client_id
    )
    return ToldBeds.model_validate(told.answer)


@router.put("/hospitals/{code}/beds", operation_id="putBeds", **WRITING)
def put_beds(request: HttpRequest, code: str) -> ToldBeds:
    """The same."""
    return tell_beds(request, code)


APLICARES_WAY: dict[str, Any] = {"auth": KNOWN, "throttle": WRITES, "response": {200: AplicaresAnswer, REFUSED: schemas.Problem},
                                 "openapi_extra": describing.body(AplicaresRow, APLICARES_EXAMPLE)}  # fmt: skip


@router.post("/aplicaresws/rest/bed/update/{code}", operation_id="aplicaresUpdate", **APLICARES_WAY)
def aplicares_update(request: HttpRequest, code: str) -> AplicaresAnswer:
    """What a hospital already sends to BPJS, at the same path below this address: `code` is ours or the kodeppk. Its header
    X-timestamp (seconds since 1970) says when, so a call that is replayed writes nothing. A room not known yet is made."""
    one, given = _kept(request, code), sent(request, AplicaresRow)
    count = read(given.model_dump(exclude_none=True))
    tell(one, [count], user_of(request), Source.API, at=_stamp(request.headers.get("X-timestamp", "")))
    return AplicaresAnswer(
        metadata=Metadata(code=1, message=_("%(room)s tersimpan.") % {"room": count.called})
    )


@router.post("/aplicaresws/rest/bed/create/{code}", operation_id="aplicaresCreate", **APLICARES_WAY)
def aplicares_create(request: HttpRequest, code: str) -> AplicaresAnswer:
    """The same."""
    return aplicares_update(request, code)


def _kept(request: HttpRequest, code: str) -> Hospital:
    """Somebody else's is as absent as none at all."""
    theirs = kept_by(reach_of(request)).select_related("office__area")
    one = theirs.filter(Q(office__code=code) | Q(provider=code)).first() if is_word(code) else None
    if one is None:
        raise Http404
    return one


def _stamp(text: str) -> datetime | None:
    """Raises Invalid."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise Invalid(_("X-timestamp adalah detik sejak 1970."), field="X-timestamp", code="bad_time")
    return datetime.fromtimestamp(int(text), UTC)


def _brief(found: Found) -> dict[str, Any]:
    one = found.hospital
    area = one.office.area
    return {
        "code": one.code, "name": one.office.name, "total_beds": one.beds, "area": showing.area_brief(area) if area else None,
        **{field: getattr(one, field) for field in ("kind", "grade", "owner", "phone", "address", "lon", "lat")},
        **{field: getattr(found, field) for field in ("free", "capacity", "queue", "at", "staleness")},
        "distance_m": None if found.km is None else round(found.km * 1000), "denials": len(found.denials),
        "disagreement": Disagreement(told=found.disagreement.told, against=found.disagreement.against),
    }  # fmt: skip
