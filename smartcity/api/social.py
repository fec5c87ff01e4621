"""People under their pseudonyms, and what you follow, sign and block."""

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from smartcity.accounts import actions as accounts
from smartcity.accounts.models import Block, Follow, User
from smartcity.accounts.queries import person_with
from smartcity.api import describing, forms, schemas
from smartcity.api.reading import sent
from smartcity.api.reports import REFUSED, theirs
from smartcity.api.who import ANYBODY, KNOWN, WRITES, user_of
from smartcity.areas.models import LEAF, Area
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report
from smartcity.reports.queries import signed_by

router = Router(tags=["people"])
LATEST = 12


@router.get("/people/{person}", auth=ANYBODY, response={200: schemas.Person, 404: schemas.Problem},
            operation_id="getPerson")  # fmt: skip
def person(request: HttpRequest, person: str) -> schemas.Person:
    """What somebody shows of themselves by their own choice. Reports without a name are in nothing here."""
    who, me = _person(request, person), request.user.pk or 0
    signed = Report.objects.public().filter(author=who, signed=True)
    return schemas.Person(
        id=who.public_id, name=str(who), since=who.date_joined.year, signed_reports=signed.count(),
        said=Comment.objects.by_name_of(who.pk).count(), reports=[card.number for card in signed_by(who.pk, most=LATEST)],
        following=Follow.objects.filter(user_id=me, subject=f"person:{who.pk}").exists(),
        blocked=Block.objects.filter(user_id=me, blocked=who).exists(),
    )  # fmt: skip


def _person(request: HttpRequest, public_id: str) -> User:
    found = person_with(public_id, request.user)
    if found is None:
        raise Http404
    return found


Turn = Callable[[HttpRequest, Any, bool], object]


def switch(path: str, on: str, off: str) -> Callable[[Turn], Turn]:
    """Serve the decorated function at `path` twice: POST (operation `on`) turns it on, DELETE (`off`) off. Again is no
    harm."""

    def serve(turn: Turn) -> Turn:
        name = path.partition("{")[2].partition("}")[0].rpartition(":")[2]
        kind = int if f"{{int:{name}}}" in path else str
        for verb, operation, way in ((router.post, on, True), (router.delete, off, False)):

            def view(request: HttpRequest, *, way: bool = way, **about: Any) -> Status[None]:
                sent(request, forms.Nothing)
                turn(request, about[name], way)
                return Status(204, None)

            view.__name__, view.__doc__ = operation, turn.__doc__
            view.__signature__ = Signature([  # type: ignore[attr-defined]  # what ninja reads of a view
                Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest),
                Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind),
            ])  # fmt: skip
            verb(path, auth=KNOWN, throttle=WRITES, response={204: None, REFUSED: schemas.Problem},
                 operation_id=operation)(view)  # fmt: skip
        return turn

    return serve


@switch("/people/{person}/follow", "followPerson", "unfollowPerson")
def follow_person(request: HttpRequest, person: str, on: bool) -> None:
    """See in your followed feed the reports that carry this person's name, and hear of what they post."""
    accounts.follow_person(user_of(request), _person(request, person), on=on)


@switch("/people/{person}/block", "blockPerson", "unblockPerson")
def block(request: HttpRequest, person: str, on: bool) -> None:
    """Read and hear nothing of this person; they are not told."""
    me = user_of(request)
    known = me.blocks.filter(blocked__public_id=person.replace("\x00", "")).select_related("blocked").first()
    accounts.block(me, known.blocked if known else _person(request, person), on=on)


@switch("/areas/{code}/follow", "followArea", "unfollowArea")
def follow_area(request: HttpRequest, code: str, on: bool) -> None:
    """Hear of everything in a kelurahan."""
    area = get_object_or_404(Area.objects.current(), code=code.replace("\x00", ""), level=LEAF)
    accounts.follow(user_of(request), f"area:{area.code}", on=on)


@switch("/reports/{int:number}/follow", "followReport", "unfollowReport")
def follow_report(request: HttpRequest, number: int, on: bool) -> None:
    """Hear of everything that happens to a report."""
    accounts.follow(user_of(request), theirs(request, number).subject, on=on)


@switch("/reports/{int:number}/sign", "signReport", "unsignReport")
def sign(request: HttpRequest, number: int, on: bool) -> None:
    """Let your pseudonym stand on your own public report, or take it away."""
    actions.sign(theirs(request, number), user_of(request), on=on)


@router.get(
    "/me/blocks", auth=KNOWN, response={200: schemas.People, 401: schemas.Problem}, operation_id="listBlocks"
)
def blocks(request: HttpRequest) -> schemas.People:
    """Whom you block, the latest first."""
    rows = user_of(request).blocks.select_related("blocked").order_by("-pk")
    return schemas.People(
        items=[schemas.PersonBrief(id=b.blocked.public_id, name=str(b.blocked)) for b in rows]
    )


@router.post("/me/profile", auth=KNOWN, throttle=WRITES, response={200: schemas.ProfileChosen, REFUSED: schemas.Problem},
             openapi_extra=describing.body(forms.ProfileChoice), operation_id="chooseProfile")  # fmt: skip
def choose(request: HttpRequest) -> schemas.ProfileChosen:
    """What others see of you. Without a change it only tells."""
    me, given = user_of(request), sent(request, forms.ProfileChoice)
    accounts.choose_profile(me, open_profile=given.open_profile, signs=given.signs)
    return schemas.ProfileChosen(id=me.public_id, open_profile=me.open_profile, signs=me.signs)
