"""What a program may send or ask for, field by field: units, limits, examples."""

import json
from datetime import datetime
from math import isfinite
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja.files import UploadedFile
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from smartcity.lib.time import read_w3c
from smartcity.reports.workflow import Status

MOST = 200
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


def _moment(value: Any) -> datetime:
    try:
        return read_w3c(value)
    except (ValueError, AttributeError) as wrong:
        raise PydanticCustomError("moment", "not a moment") from wrong


def _box(value: Any) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except (ValueError, AttributeError) as wrong:
        raise PydanticCustomError("bbox", "not a box") from wrong
    if not (
        isfinite(west + south + east + north) and -180 <= west < east <= 180 and -90 <= south < north <= 90
    ):
        raise PydanticCustomError("bbox", "not a box on earth")
    return west, south, east, north


def _object(value: Any) -> Any:
    """In a form an object is its JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as wrong:
        raise PydanticCustomError("json_object", "not JSON") from wrong


def _each(value: Any) -> Any:
    """["a,b", "c"] is a, b and c."""
    return [part for text in value for part in text.split(",") if part] if isinstance(value, list) else value


CODE = r"^[A-Za-z0-9_.-]{1,40}$"
Code = Annotated[str, Field(pattern=CODE)]
Codes = Annotated[
    list[Code], BeforeValidator(_each), Field(max_length=60), WithJsonSchema({"type": "string"})
]
Listed = Annotated[
    list[Code], BeforeValidator(_each), Field(max_length=60)
]  # in a body; a form may use commas
Statuses = Annotated[list[Status], BeforeValidator(_each), Field(max_length=60),
                     WithJsonSchema({"type": "string", "examples": ["waiting,in_progress"]})]  # fmt: skip
Words = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=200)]
Number = Annotated[int, Field(ge=1, le=2**53)]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Attributes = Annotated[dict[Code, StrictStr | StrictInt], BeforeValidator(_object), Field(max_length=30),
                       WithJsonSchema({"type": "string"})]  # fmt: skip
BBox = Annotated[Box, BeforeValidator(_box), WithJsonSchema({"type": "string"})]
Lon = Annotated[
    float, Field(allow_inf_nan=False, description="Longitude in degrees, WGS84.", examples=[106.8186])
]
Lat = Annotated[
    float, Field(allow_inf_nan=False, description="Latitude in degrees, WGS84.", examples=[-6.1702])
]
Photos = Annotated[
    list[UploadedFile], Field(description="JPEG, PNG, WebP or HEIC of at most 15 MB; repeated, 10 at most.")
]
Seen = Annotated[int | None, Field(description="last_event of the report as you saw it: if something happened since, "
                                   "you get 409 and nothing is done.", examples=[5120])]  # fmt: skip
Reason = Annotated[
    str, Field(description="At most 2,000 characters. The citizen reads it.", examples=["Sudah ditambal"])
]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Published(Strict):
    confirm_personal: bool = Field(False, description="Where everybody will read a telephone number, a number like a NIK or an e-mail "
                                   "address, you get 400, code personal, with all that was `found`, and nothing is done. Show it to "
                                   "whoever wrote it; true when they want it published.")  # fmt: skip


class Submission(Published):
    client_id: UUID = Field(description="Made by you, once for each report: sent again it gets the same answer.",
                            examples=["7f2c9c3e-6f0e-4b8e-9a55-0d6c9d1f2a11"])  # fmt: skip
    category: Code = Field(description="A code from GET categories.", examples=["road"])
    text: str = Field(
        description="What is wrong: 1 to 4,000 characters.", examples=["Lubang dalam di tengah jalan"]
    )
    lon: Lon
    lat: Lat
    photo: Photos = Field([], description="One at least, unless the category's needs_photo is false.")
    visibility: Literal["public", "private"] = Field(
        "public", description="Some categories are private whatever you ask.")  # fmt: skip
    accuracy: float | None = Field(
        None, ge=0, le=1e7, allow_inf_nan=False, description="Of the position, metres.", examples=[12]
    )
    landmark: str = Field("", description="Patokan: at most 120 characters.", examples=["Depan halte Juanda"])
    area: Code = Field("", description="Code of one of the nearest kelurahan, where GET areas/locate is approximate.",
                       examples=["31.71.01.1001"])  # fmt: skip
    attributes: Attributes = Field(
        {}, description="Answers to the category's questions (GET categories), by code: a JSON object.",
        examples=['{"flood_depth": 50}'])  # fmt: skip


class Position(Strict):
    lon: Lon
    lat: Lat


class Saying(Strict):
    text: str = Field(
        description="What a person has written so far.", max_length=4000, examples=["Got mampet"]
    )


class Writing(Position):
    category: Code = Field(
        "", description="A code from GET categories; without one, those the text suggests."
    )
    text: str = Field("", description="What a person has written so far.", max_length=4000)


class Filters(Strict):
    status: Statuses = Field([], description="One or more, comma separated: " + ", ".join(Status))
    category: Codes = Field([], description="One or more codes, comma separated.")
    area: Code = Field("", description="An area's code, and all below it.", examples=["31.71"])
    bbox: BBox | None = Field(
        None, description="west,south,east,north in degrees, WGS84.", examples=["106.80,-6.18,106.84,-6.16"]
    )
    since: Moment | None = Field(
        None, description="Reported at or after this moment.", examples=["2026-11-23T00:00:00+07:00"]
    )
    until: Moment | None = Field(None, description="Reported before this moment.")
    q: Words = Field("", description="Every one of these words occurs in the text, landmark or category.")
    mine: bool = Field(False, description="Only your own, private ones too.")
    before: Number | None = Field(
        None, description="The page after the report of this number: follow `next`."
    )
    limit: int = Field(50, ge=1, le=MOST)


class InboxFilters(Strict):
    q: Words = Field("", description="Every one of these words occurs in the text, landmark or category.")
    after: Annotated[str, Field(pattern=r"^\d{1,20}-\d{1,18}$")] | None = Field(
        None, description="Follow `next`."
    )
    limit: int = Field(50, ge=1, le=MOST)


class Page(Strict):
    before: Number | None = Field(None, description="The page after the item of this id: follow `next`.")
    limit: int = Field(50, ge=1, le=MOST)


class Queue(Strict):
    after: Number | None = Field(None, description="The page after the item of this id: follow `next`.")
    limit: int = Field(50, ge=1, le=MOST)


class AreaFilters(Strict):
    level: Literal["kota", "kecamatan", "kelurahan"] | None = None
    within: Code = Field("", description="An area's code: that one and all below it.", examples=["31.71.01"])


class OfficeFilters(Strict):
    kind: Code = Field("", examples=["kelurahan"])
    area: Code = Field("", description="Offices of this area and of those below it.", examples=["31.71"])


class Nothing(Strict):
    pass


class Anyway(Strict):
    seen: int | None = Field(
        None, description="Taken, for what is always sent; whatever happened since does no harm here."
    )


class Bare(Strict):
    seen: Seen = None


class Reasoned(Bare):
    reason: Reason


class Coordinating(Reasoned):
    party: str = Field(description="Whom the office waits for, at most 120 characters.", examples=["PLN"])


class Forwarding(Reasoned):
    to: Code = Field(description="The code of an active office, from GET offices.", examples=["roads"])


class Answering(Reasoned):
    photo: Photos = Field([], description="After-photos; at least one unless the category is exempt.")
    lon: Lon | None = None
    lat: Lat | None = None


class Appealing(Reasoned, Published):
    pass


class Confirming(Bare):
    rating: int | None = Field(None, ge=1, le=5, description="Of the reporter: 1 (bad) to 5 (good).")


class Refusing(Appealing):
    photo: Photos = Field([], description="What it looks like now.")


class Merging(Bare):
    into: Number = Field(description="The number of the report that stays.", examples=[482917])


class Claiming(Strict):
    secret: str = Field(
        pattern=r"^[^\x00]*$",
        max_length=200,
        description="The last part of the claim link: qlue/klaim/<secret>/.",
    )


class Commenting(Anyway, Published):
    text: str = Field(description="1 to 1,000 characters.", examples=["Masih berlubang tadi pagi"])


class Editing(Anyway, Published):
    text: str = Field(description="What is wrong: 1 to 4,000 characters.", examples=["Dua lubang dalam"])
    landmark: str = Field("", description="Patokan: at most 120 characters.", examples=["Depan halte Juanda"])


class Correcting(Anyway, Published):
    """What is left out stays."""

    category: Code | None = Field(None, description="Of the category it is of.", examples=["flood"])
    lon: Lon | None = Field(None, description="Degrees, WGS84; with lat.", examples=[106.81])
    lat: Lat | None = Field(None, examples=[-6.17])
    accuracy: float | None = Field(
        None, ge=0, le=1e7, allow_inf_nan=False, description="Of the position, metres.", examples=[12]
    )
    area: Code = Field("", description="Chooses among the nearest where boundaries are approximate.")
    landmark: str | None = Field(None, description="Patokan: at most 120 characters.")


class Photographing(Anyway):
    photo: Photos = Field([], description="To add.")
    remove: list[Code] = Field(
        [],
        max_length=10,
        description="Names of photos to take away: the last part of their url, without .jpg.",
    )


class Asking(Anyway):
    reason: str = Field(
        description="At most 2,000 characters. The reporter reads it.", examples=["Perlu bertemu di lokasi"]
    )


class Deciding(Strict):
    office: Code = Field(description="Of the office that asked.", examples=["kelurahan-31.71.01.1001"])
    allow: bool
    told: str = Field(
        "",
        description="With allow: all that office will read, at most 200 characters.",
        examples=["Siti, 0812 0000 1111"],
    )


class Proving(Strict):
    password: str = Field("", description="Of the account, once more.")


class Erasing(Proving):
    word: str = Field(description="HAPUS or ERASE: that you mean it.", examples=["HAPUS"])
    words_too: bool = Field(
        False, description="Your comments and talk go as well; else they stay without your name."
    )


class Objecting(Strict):
    objection: Literal["spam", "insult", "hate", "personal", "false", "other"]
    words: str = Field("", description="At most 500 characters, for the moderators.")


class Judging(Strict):
    reason: str = Field(
        description="At most 500 characters. The author reads it.", examples=["Menghina warga lain"]
    )


class Talking(Published):
    text: str = Field(description="1 to 2,000 characters.", examples=["Ada kerja bakti Minggu pagi"])
    photo: Photos = Field([], description="One at most.")


class Letter(Published):
    company: str = Field(
        description="Its name, at most 80 characters; no office of the city.", examples=["Parkir Jaya"]
    )
    text: str = Field(description="1 to 2,000 characters.", examples=["Palang rusak, tetap ditagih"])
    area: Code = Field(
        "", description="A kelurahan's code, if it has to do with a place.", examples=["31.71.01.1001"]
    )
    place: str = Field(
        "", description="A branch or address: at most 120 characters.", examples=["Cabang pasar"]
    )
    photo: Photos = Field([], description="One at most.")


class LetterFilters(Page):
    company: Code = Field("", description="The code of a registered company.", examples=["parkir-jaya"])
    unanswered: bool = Field(False, description="Only those the company has not answered.")


class Mending(Published):
    text: str = Field(description="The new words.", examples=["Ada kerja bakti Sabtu pagi"])


class Answer(Published):
    text: str = Field(description="1 to 1,000 characters.", examples=["Saya ikut"])


class ProfileChoice(Strict):
    open_profile: bool | None = Field(None, description="Whether others may look at and follow your profile.")
    signs: bool | None = Field(None, description="Whether your new reports carry your pseudonym.")
