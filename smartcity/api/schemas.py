"""What a program is answered, field by field: units, meanings, examples. Moments are UTC."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class Fault(BaseModel):
    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """application/problem+json, RFC 9457."""

    type: str = Field("about:blank")
    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str = Field(
        description="A sentence for a person, in the language of Accept-Language (Indonesian or English)."
    )
    code: str = Field(description="A stable word for programs.", examples=["photo_missing"])
    field: str = Field(description="The field at fault, or empty.", examples=["photo"])
    errors: list[Fault] | None = Field(
        None, description="Every field at fault, where there may be more than one."
    )
    found: list[str] | None = Field(
        None, description="With code personal: what all would read, as it was written. See confirm_personal."
    )


class AreaBrief(BaseModel):
    code: str = Field(description="Kemendagri code.", examples=["31.71.01.1001"])
    name: str = Field(examples=["Gambir"])


class Area(AreaBrief):
    full_name: str = Field(examples=["Gambir, Jakarta Pusat"])
    level: str = Field(description="kota, kecamatan or kelurahan.")
    parent: str | None = Field(description="The code of the area above.", examples=["31.71.01"])
    lon: float = Field(description="Of a point inside it, degrees, WGS84.")
    lat: float


class Location(BaseModel):
    area: Area
    approximate: bool = Field(description="Found without boundaries: let the person choose among `nearest`.")
    nearest: list[AreaBrief] = Field(description="At most three, `area` first.")


class Category(BaseModel):
    code: str = Field(examples=["road"])
    name: str = Field(description="In the reader's language.", examples=["Jalan rusak"])


class Choice(BaseModel):
    key: str = Field(examples=["50"])
    name: str = Field(description="In the reader's language.", examples=["Lutut"])


class Question(BaseModel):
    code: str = Field(description="Its key in `attributes`.", examples=["flood_depth"])
    wording: str = Field(description="In the reader's language.", examples=["Seberapa dalam airnya?"])
    kind: str = Field(
        description="depth_cm (whole centimetres; choices are body marks), choice (one key), number, text or office (its name)."
    )
    required: bool
    choices: list[Choice]
    least: int | None = Field(description="Of a depth or number, included.")
    most: int | None
    unit: str
    office: str = Field(
        description="Of an office: the kind to offer, see listOffices.", examples=["hospital"]
    )


class CategoryFull(Category):
    group: str = Field(examples=["Jalan"])
    responsible: str = Field(description="The kind of office that answers.", examples=["kelurahan"])
    first_action_hours: int
    resolution_hours: int
    clock: str = Field(
        description="Which hours count: all, or working hours of the offices.", examples=["all", "working"]
    )
    private: bool = Field(description="Reports of this kind are never public.")
    needs_proof: bool = Field(description="An answer must bring an after-photo.")
    needs_photo: bool = Field(
        description="A new report must bring a photo; not for the police, fire or health offices."
    )
    questions: list[Question] = Field(description="What more may be said with a report of this kind.")


class OfficeBrief(BaseModel):
    code: str = Field(examples=["kelurahan-31.71.01.1001"])
    title: str = Field(description="How one speaks of it.", examples=["Lurah Gambir"])


class Office(OfficeBrief):
    kind: str = Field(examples=["kelurahan"])
    name: str = Field(examples=["Kelurahan Gambir"])
    area: str | None = Field(description="Area code; null for the whole city.")
    parent: str | None = Field(description="The code of the office above.")


class Photo(BaseModel):
    url: str = Field(
        description="At most 1,600 px. Of a private report: needs your token and dies after 15 minutes."
    )
    thumb: str = Field(description="At most 480 px.")
    part: str = Field(description="before or after")
    width: int
    height: int
    flags: dict[str, Any] = Field(
        description="Of an after-photo: reused, far, unplaced, old, distance_m (metres). Of any: made, when its file says that a machine made it."
    )


class PersonBrief(BaseModel):
    id: str
    name: str


class Report(BaseModel):
    number: int = Field(description="Speakable; stands in every address.", examples=[482917])
    client_id: str | None = Field(description="Yours; of other people's reports null.")
    status: str = Field(description="waiting, in_progress, coordinating, answered, done, rejected or merged.")
    category: Category
    text: str
    lon: float = Field(description="Degrees, WGS84.")
    lat: float
    accuracy: float | None = Field(description="Metres.")
    landmark: str
    attributes: dict[str, str | int] = Field(
        description="Answers to the category's questions, by code.", examples=[{"flood_depth": 50}]
    )
    area: AreaBrief
    approximate: bool = Field(description="The area was found without boundaries.")
    visibility: str = Field(description="public or private")
    channel: str
    office: OfficeBrief = Field(description="Who holds it.")
    held_since: datetime
    waiting_for: str = Field(description="The party named when coordinating.")
    created: datetime
    updated: datetime
    due: datetime | None = Field(
        description="The deadline that counts now: of the first action, then of the resolution."
    )
    act_by: datetime
    resolve_by: datetime
    answered: datetime | None
    confirm_by: datetime | None = Field(description="Silence confirms the answer then.")
    closed: datetime | None
    escalated_to: str | None = Field(description="Who was told last that it is late.")
    supports: int
    comments: int
    rating: int | None
    merged_into: int | None = Field(description="The number of the report that stayed.")
    parent: int | None = Field(
        description="The number of the bigger work it is part of, if you may see that one."
    )
    repeat_of: int | None = Field(description="The number of one that looks the same.")
    photos: list[Photo]
    reporter: PersonBrief | None = Field(
        None,
        description="Only where the reporter let their pseudonym be shown; id is empty where their profile is closed.",
    )
    mine: bool
    last_event: int = Field(description="Send it as `seen` with a move.")


class ReportFull(Report):
    why: str = Field(description="The rule that sent it to its office.")
    children: list[int] = Field(
        description="Numbers of the reports that are part of it, of those you may see."
    )
    supported: bool = Field(description="By you.")
    moves: list[str] = Field(
        description="What you may do with it now.", examples=[["accept", "coordinate", "forward"]]
    )
    rights: list[str] = Field(
        description="Of its reporter: edit, correct, add_photos (POST photos), hide, withdraw (DELETE), unsign; of its office: ask_name, name.",
        examples=[["edit", "hide", "withdraw", "unsign"]],
    )


class Reports(BaseModel):
    items: list[Report]
    next: str | None = Field(description="The address of the next page.")


class Case(BaseModel):
    """A line of the inbox."""

    number: int
    status: str
    title: str
    category: Category
    area: AreaBrief
    place: str = Field(examples=["Gambir, Jakarta Pusat"])
    landmark: str
    lon: float
    lat: float
    office: str = Field(description="Who holds it.", examples=["Lurah Gambir"])
    created: datetime
    held_since: datetime
    due: datetime | None
    late: bool
    escalated: bool
    visibility: str
    supports: int
    comments: int
    thumb: str | None
    last_event: int = Field(description="Send it as `seen` with a move.")


class Inbox(BaseModel):
    items: list[Case]
    next: str | None = Field(description="The address of the next page.")


class Event(BaseModel):
    id: int = Field(description="Grows with every event of the city; the id of /live/events.")
    at: datetime
    verb: str = Field(examples=["submitted", "accepted", "answered"])
    status: str = Field(description="Of the report after it.")
    office: str = Field(description="Who held the report then.", examples=["Lurah Gambir"])
    data: dict[str, Any] = Field(
        description="What the verb adds: by, reason, to, from, party, photos, flags, rating, ..."
    )


class Events(BaseModel):
    items: list[Event]


class Comment(BaseModel):
    id: int
    at: datetime
    by: str = Field(description="A pseudonym, or the office or company that speaks; empty for the reporter.")
    official: bool = Field(description="Said for an office of the city.")
    company: str | None = Field(None, description="The code of the company it is said for.")
    text: str
    person: str | None = Field(
        None, description="The public id of whoever speaks, where GET people/{id} shows them."
    )
    held: bool = Field(False, description="It waits for a moderator; only its author sees it.")
    photos: list[Photo] = Field(
        [], description="Of what is held only its author and the moderators see them."
    )


class Comments(BaseModel):
    items: list[Comment]


class Suggestions(BaseModel):
    items: list[Category] = Field(description="Three at most, the likeliest first; only ever suggestions.")


class AlikeReport(BaseModel):
    """A public report that may tell of the same problem."""

    number: int = Field(examples=[482917])
    status: str
    title: str
    category: Category
    distance_m: float = Field(description="From the place asked for, metres.")
    score: float = Field(description="From 0.5 on it is told; the higher the likelier.", examples=[0.93])
    supports: int
    supported: bool = Field(description="By you.")
    mine: bool
    created: datetime
    office: str = Field(description="Who holds it.", examples=["Lurah Gambir"])
    thumb: str | None


class AlikeReports(BaseModel):
    items: list[AlikeReport] = Field(
        description="Three at most, the likeliest first. Support one instead of filing."
    )


class Company(BaseModel):
    code: str = Field(examples=["parkir-jaya"])
    name: str = Field(examples=["Parkir Contoh Jaya"])


class Companies(BaseModel):
    items: list[Company]


class ToCompany(BaseModel):
    name: str = Field(description="Of the company, as registered, else as its writer put it.")
    code: str | None = Field(description="Where it is registered, and so can answer.")
    place: str = Field(description="A branch or address, in its writer's words.")
    supports: int
    supported: bool = Field(description="By you.")
    answered_at: datetime | None = Field(description="When the company first answered.")


class Talk(Comment):
    area: AreaBrief | None = Field(description="Null for a post to a company without a place.")
    to: ToCompany | None = Field(
        description="Of a post to a company; null for talk. Never an office of the city."
    )
    answers: int = Field(description="How many are shown to all.")


class Talks(BaseModel):
    items: list[Talk]
    next: str | None = None


class TalkFull(Talk):
    said: list[Comment] = Field(description="The answers, in order.")


class Objection(BaseModel):
    objection: str
    words: str
    at: datetime


class ToJudge(Comment):
    why: str = Field(description="What it was held for: links, new_link, repeated, flagged, or nothing.")
    number: int | None = Field(None, description="Of the report it is about.")
    objections: list[Objection]


class Moderation(BaseModel):
    items: list[ToJudge]
    next: str | None = Field(description="The address of the next page.")


class Person(PersonBrief):
    since: int = Field(description="The year they came.")
    signed_reports: int = Field(
        description="Public reports that carry the pseudonym by their own choice; no others."
    )
    said: int = Field(description="Comments and talk by name.")
    reports: list[int] = Field(description="The numbers of the newest twelve of those reports.")
    following: bool
    blocked: bool


class People(BaseModel):
    items: list[PersonBrief]


class ProfileChosen(BaseModel):
    id: str
    open_profile: bool
    signs: bool


class Areas(BaseModel):
    items: list[Area]


class Categories(BaseModel):
    items: list[CategoryFull]


class Offices(BaseModel):
    items: list[Office]


class Post(BaseModel):
    role: str = Field(examples=["lurah"])
    office: OfficeBrief
    since: datetime


class Me(BaseModel):
    username: str
    name: str = Field(description="The pseudonym others see.")
    language: str
    posts: list[Post] = Field(description="Your seats now; a citizen has none.")
    unseen_notices: int


class Notice(BaseModel):
    id: int
    at: datetime
    text: str
    title: str = Field(description="What it is about, in words.")
    path: str = Field(description="Where that is read in Qlue.", examples=["/qlue/laporan/482917/"])
    number: int | None = Field(description="Of the report it is about; null for talk.")
    status: str = Field(description="Of that report then; empty for talk.")
    seen: bool


class Notices(BaseModel):
    items: list[Notice]
    unseen: int
    next: str | None


class Seats(BaseModel):
    seats: int
    filled: int
    installed: int = Field(description="Filled by somebody who has installed the app.")
    seen: int = Field(description="Filled by somebody seen in the app within 7 days.")


class AdoptionLine(BaseModel):
    code: str = Field(examples=["31.71"])
    name: str
    camat: Seats
    lurah: Seats


class Adoption(BaseModel):
    camat: Seats
    lurah: Seats
    kota: list[AdoptionLine]


class Disclosure(BaseModel):
    """An office's question who the reporter is."""

    office: OfficeBrief
    reason: str
    asked: datetime
    expires: datetime = Field(description="Silence until then is a no.")
    state: str = Field(description="asked, allowed, refused, expired or ended")
    answered: datetime | None
    told: str = Field(description="What the office may read; empty for everybody but the reporter.")
    seen: list[datetime] = Field(description="When that office read it; for the reporter.")


class Disclosures(BaseModel):
    items: list[Disclosure]


class Name(BaseModel):
    told: str = Field(description="What the reporter let your office know.")


class Line(BaseModel):
    kind: str = Field(description="proven, confirmed, refused or united")
    points: int
    number: int = Field(description="Of the report it is for.")
    title: str
    at: datetime


class Badge(BaseModel):
    code: str = Field(examples=["witness"])
    name: str
    how: str = Field(description="How it is earned.")
    have: int
    need: int
    earned: datetime | None


class Recognition(BaseModel):
    points: int
    sent: int = Field(description="Reports under your name; they earn nothing by themselves.")
    lines: list[Line]
    badges: list[Badge]
