"""From the city's own things to what a program is answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from smartcity.accounts.models import User
from smartcity.accounts.queries import Reach
from smartcity.api import schemas
from smartcity.areas.models import Area
from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import media
from smartcity.reports.actions.disclosure import allowed_to, may_ask
from smartcity.reports.actions.moving import may
from smartcity.reports.actions.own import rights, rights_of_new
from smartcity.reports.alike import Alike
from smartcity.reports.family import children_of
from smartcity.reports.models import (
    Category,
    Comment,
    Company,
    OpenLetter,
    Photo,
    Report,
    ReportQuerySet,
    Support,
    Wording,
)
from smartcity.reports.queries import Card
from smartcity.reports.questions import DEPTH, NUMBER, Question, asked
from smartcity.reports.routing import reason_here
from smartcity.reports.workflow import permitted

TOLD = ("fields", "by", "through", "their", "reason", "to", "from", "party", "flags", "rating", "silence", "into", "other", "parent", "child", "rule", "vacant", "was", "place", "guess", "what", "now", "metres", "added", "removed",
        "supports", "comments")  # fmt: skip


def with_all(reports: ReportQuerySet) -> ReportQuerySet:
    """With what `report` reads: two queries, however many reports."""
    joined = reports.select_related(
        "category", "area", "holder", "escalated_to", "repeat_of", "merged_into", "parent", "author"
    )
    return joined.prefetch_related("photos")


def report(row: Report, reach: Reach) -> schemas.Report:
    return schemas.Report(**_report(row, reach))


def full_report(row: Report, reach: Reach, by: User | None, told: Sequence[Event] = ()) -> schemas.ReportFull:
    """`by` None is the public. A few queries more: for one report; fewer for one written in this very request, in which
    nobody else can have a part yet: `told` is then what was told of it."""
    new = bool(told)
    supported = not new and by is not None and Support.objects.filter(report=row, user=by).exists()
    moves = [verb for verb in permitted(row.status) if by and may(verb, row, by)]
    reason = reason_here(row, told).line
    return schemas.ReportFull(
        **_report(row, reach),
        why=reason,
        supported=supported,
        moves=moves,
        rights=_rights(row, reach, by, new=new),
        children=[] if new else [child.number for child in children_of(row, reach).rows],
    )


def _rights(row: Report, reach: Reach, by: User | None, *, new: bool) -> list[str]:
    """Besides the moves."""
    if by is None:
        return []
    if row.author_id == by.pk:
        have = rights_of_new(row) if new else rights(row)
        return [
            name for name in ("edit", "correct", "add_photos", "hide", "withdraw") if getattr(have, name)
        ] + ["unsign"]
    offices = {
        "ask_name": reach.official and may_ask(row, by),
        "name": bool(reach.official and allowed_to(row, reach)),
    }
    return [name for name, may_do in offices.items() if may_do]


def _report(row: Report, reach: Reach) -> dict[str, Any]:
    mine = reach.user_id is not None and row.author_id == reach.user_id
    return {
        "number": row.number, "client_id": str(row.client_id) if mine else None, "status": row.status,
        "category": category(row.category), "text": row.text, "lon": row.lon, "lat": row.lat,
        "accuracy": row.accuracy, "landmark": row.landmark, "attributes": row.attributes, "area": area_brief(row.area),
        "approximate": row.approximate, "visibility": row.visibility, "channel": row.channel,
        "office": office_brief(row.holder), "held_since": row.held_since, "waiting_for": row.waiting_for,
        "created": row.created_at, "updated": row.updated_at, "due": row.due, "act_by": row.act_by,
        "resolve_by": row.resolve_by, "answered": row.answered_at, "confirm_by": row.confirm_by,
        "closed": row.closed_at, "escalated_to": row.escalated_to.title if row.escalated_to else None,
        "supports": row.supports, "comments": row.comments, "rating": row.rating,
        "merged_into": row.merged_into.number if row.merged_into and _is_for(reach, row.merged_into) else None,
        "parent": row.parent.number if row.parent and _is_for(reach, row.parent) else None,
        "repeat_of": row.repeat_of.number if row.repeat_of and row.repeat_of.public else None,
        "photos": [photo(picture, private=not row.public) for picture in row.photos.all()],
        "reporter": person_brief(row.author) if row.signed and row.public and row.author else None, "mine": mine, "last_event": row.last_event,
    }  # fmt: skip


def _is_for(reach: Reach, other: Report) -> bool:
    """Whether this reader may know of another report that one they read is tied to."""
    own = reach.user_id is not None and other.author_id == reach.user_id
    return other.public or own or other.pk in reach.holds or other.holder_id in reach.covers


def photo(picture: Photo, *, private: bool) -> schemas.Photo:
    return schemas.Photo(
        url=media.address(picture.name, private=private), thumb=media.address(picture.name, small=True, private=private),
        part=picture.part, width=picture.width, height=picture.height, flags=picture.flags,
    )  # fmt: skip


def case(card: Card) -> schemas.Case:
    return schemas.Case(
        number=card.number, status=card.status, title=card.title, place=card.place, landmark=card.landmark,
        category=schemas.Category(code=card.category_code, name=card.category),
        area=schemas.AreaBrief(code=card.area_code, name=card.place.split(",")[0]),
        lon=card.lon, lat=card.lat, office=card.holder, created=card.when, held_since=card.since, due=card.due,
        late=card.due is not None and card.due < now(), escalated=card.escalated,
        visibility="private" if card.private else "public", supports=card.supports, comments=card.comments,
        thumb=card.photo_url or None, last_event=card.last_event,
    )  # fmt: skip


def alike(found: Alike) -> schemas.AlikeReport:
    card = found.card
    return schemas.AlikeReport(
        number=card.number, status=card.status, title=card.title, distance_m=round(found.match.metres, 1),
        category=schemas.Category(code=card.category_code, name=card.category), score=round(found.match.score, 3),
        supports=card.supports, supported=card.supported, mine=found.mine, created=card.when, office=card.holder,
        thumb=card.photo_url or None,
    )  # fmt: skip


def events(
    rows: Iterable[Event], former: Iterable[Wording], said: dict[int, Comment], repeats: Report | None
) -> list[schemas.Event]:
    """`former` are the wordings this reader may know, oldest first: one for each time the report was edited; `said` the
    comments shown to them, by pk; `repeats` the report this one looks like, if they may see it."""
    known, told = iter(former), []
    for row in rows:
        one = event(row, next(known, None) if row.verb == "edited" else None)
        if row.verb == "commented" and not one.data.get("by"):
            one.data["by"] = said[row.data["comment"]].speaker
        if row.verb == "submitted":
            one.data["repeat_of"] = repeats.number if repeats else None
        told.append(one)
    return told


def event(row: Event, before: Wording | None = None) -> schemas.Event:
    told: dict[str, Any] = {"before": before.text, "landmark_before": before.landmark} if before else {}
    told |= {name: row.data[name] for name in TOLD if name in row.data}
    names = row.data.get("photos")
    if isinstance(names, list):
        private = row.audience != "public"
        told["photos"] = [media.address(name, private=private) for name in names]
    return schemas.Event(id=row.pk, at=row.at, verb=row.verb, status=row.data.get("status", ""),
                         office=row.data.get("holder_title", ""), data=told)  # fmt: skip


def comment(row: Comment) -> schemas.Comment:
    return schemas.Comment(
        id=row.pk, at=row.at, by=row.speaker, official=row.office is not None, text=row.text,
        company=row.company.code if row.company else None,
        person=row.profile or None, held=row.held,
        photos=[photo(picture, private=False) for picture in row.photos.all()],
    )  # fmt: skip


def post(row: Comment) -> schemas.Talk:
    """One of talk.posts()."""
    told = row.__dict__
    return talk(row, told["answered"], company_at=told["company_at"], supported=told["supported"])


def talk(
    row: Comment, answers: int, *, company_at: datetime | None = None, supported: bool = False
) -> schemas.Talk:
    return schemas.Talk(
        **comment(row).model_dump(), area=area_brief(row.area) if row.area else None, answers=answers,
        to=_to(row.letter, company_at, supported=supported) if row.letter else None,
    )  # fmt: skip


def _to(letter: OpenLetter, company_at: datetime | None, *, supported: bool) -> schemas.ToCompany:
    return schemas.ToCompany(
        name=str(letter), code=letter.company.code if letter.company else None, place=letter.place,
        supports=letter.supports, supported=supported, answered_at=company_at,
    )  # fmt: skip


def company(row: Company) -> schemas.Company:
    return schemas.Company(code=row.code, name=row.name)


def to_judge(row: Comment) -> schemas.ToJudge:
    flags = [schemas.Objection(objection=f.objection, words=f.words, at=f.at) for f in row.flags.all()]
    return schemas.ToJudge(
        **comment(row).model_dump(),
        why=row.why,
        number=row.report.number if row.report else None,
        objections=flags,
    )


def person_brief(who: User) -> schemas.PersonBrief:
    return schemas.PersonBrief(id=who.public_id if who.open_profile else "", name=str(who))


def category(row: Category) -> schemas.Category:
    return schemas.Category(code=row.code, name=str(row))


def category_full(row: Category) -> schemas.CategoryFull:
    return schemas.CategoryFull(
        code=row.code, name=str(row), group=row.group, responsible=row.responsible, private=row.private,
        first_action_hours=row.first_action_hours, resolution_hours=row.resolution_hours, clock=row.clock, needs_proof=row.needs_proof,
        needs_photo=row.needs_photo,
        questions=[question(one) for one in asked(row)],
    )  # fmt: skip


def question(row: Question) -> schemas.Question:
    bounded = row.kind in (DEPTH, NUMBER)
    return schemas.Question(
        code=row.code, wording=str(row), kind=row.kind, required=row.required, unit=row.unit,
        choices=[schemas.Choice(key=choice.key, name=str(choice)) for choice in row.choices],
        least=row.least if bounded else None, most=row.most if bounded else None, office=row.office,
    )  # fmt: skip


def area_brief(row: Area) -> schemas.AreaBrief:
    return schemas.AreaBrief(code=row.code, name=row.name)


def area(row: Area) -> schemas.Area:
    return schemas.Area(code=row.code, name=row.name, full_name=row.full_name, level=row.level,
                        parent=row.parent.code if row.parent else None, lon=row.lon, lat=row.lat)  # fmt: skip


def office_brief(row: Office) -> schemas.OfficeBrief:
    return schemas.OfficeBrief(code=row.code, title=row.title)


def office(row: Office) -> schemas.Office:
    return schemas.Office(code=row.code, title=row.title, kind=row.kind, name=row.name,
                          area=row.area.code if row.area else None, parent=row.parent.code if row.parent else None)  # fmt: skip
