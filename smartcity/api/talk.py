"""What people say: talk of a kelurahan and its answers, taking back, objecting, judging."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Status

from smartcity.accounts.limits import spend
from smartcity.api import describing, forms, schemas, showing
from smartcity.api.exposing import ask
from smartcity.api.reading import asked, files, next_page, sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import ANYBODY, KNOWN, WRITES, by_page, reach_of, user_of
from smartcity.areas.models import LEAF, Area
from smartcity.lib.errors import NotAllowed
from smartcity.reports import actions, talk
from smartcity.reports.models import Comment
from smartcity.reports.said import CommentQuerySet

router = Router(tags=["talk"])


@router.get("/areas/{code}/talk", auth=ANYBODY, response={200: schemas.Talks, 400: schemas.Problem, 404: schemas.Problem},
            openapi_extra=describing.query(forms.Page), operation_id="listTalk")  # fmt: skip
def talks(request: HttpRequest, code: str) -> schemas.Talks:
    """What people talk about in a kelurahan, posts to companies placed there among it (`to`), the newest first. Talk is
    no report: no office has it."""
    page, area = asked(request, forms.Page), _leaf(code)
    found = list(talk.posts(area, reach_of(request), before=page.before)[: page.limit + 1])
    items = [showing.post(row) for row in found[: page.limit]]
    more = len(found) > page.limit
    return schemas.Talks(items=items, next=next_page(request, "before", items[-1].id) if more else None)


@router.post("/areas/{code}/talk", auth=KNOWN, throttle=WRITES, response={201: schemas.Talk, REFUSED: schemas.Problem},
             openapi_extra=describing.body(forms.Talking), operation_id="talk")  # fmt: skip
def post(request: HttpRequest, code: str) -> Status[schemas.Talk]:
    """Say something in a kelurahan. `held` when it waits for a moderator."""
    area, given = _leaf(code), sent(request, forms.Talking)
    ask(given, True, text=given.text)
    by_page(request, lambda visitor: spend("comment", visitor))
    said = actions.talk(area, user_of(request), text=given.text, photos=files(given.photo))
    return Status(201, showing.talk(said, 0))


def _leaf(code: str) -> Area:
    return get_object_or_404(Area.objects.current(), code=code.replace("\x00", ""), level=LEAF)


@router.get("/talk/{int:comment}", auth=ANYBODY, response={200: schemas.TalkFull, 404: schemas.Problem},
            operation_id="getTalk")  # fmt: skip
def one(request: HttpRequest, comment: int) -> schemas.TalkFull:
    """A post and its answers."""
    row = get_object_or_404(talk.posts(None, reach_of(request)), pk=comment)
    said = [
        showing.comment(answer) for answer in talk.answers(row, reach_of(request)).prefetch_related("photos")
    ]
    return schemas.TalkFull(**showing.post(row).model_dump(), said=said)


@router.post("/talk/{int:comment}/answers", auth=KNOWN, throttle=WRITES,
             response={201: schemas.Comment, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Answer),
             operation_id="answerTalk")  # fmt: skip
def answer(request: HttpRequest, comment: int) -> Status[schemas.Comment]:
    """Answer a post."""
    row, given = _post(request, comment), sent(request, forms.Answer)
    ask(given, True, text=given.text)
    by_page(request, lambda visitor: spend("comment", visitor))
    return Status(201, showing.comment(actions.answer_talk(row, user_of(request), text=given.text)))


def _post(request: HttpRequest, comment: int) -> Comment:
    return get_object_or_404(_seen(request).talk(), pk=comment)


def _seen(request: HttpRequest) -> CommentQuerySet:
    return talk.said_for(reach_of(request)).select_related(*talk.SPOKEN)


@router.post("/comments/{int:comment}/objection", auth=KNOWN, throttle=WRITES,
             response={204: None, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Objecting),
             operation_id="objectToComment")  # fmt: skip
def objection(request: HttpRequest, comment: int) -> Status[None]:
    """Report a comment, a post or an answer to the moderators. Its author is not told who did."""
    said, given = get_object_or_404(_seen(request), pk=comment), sent(request, forms.Objecting)
    actions.flag(said, user_of(request), objection=given.objection, words=given.words)
    return Status(204, None)


@router.post("/comments/{int:comment}/edit", auth=KNOWN, throttle=WRITES,
             response={204: None, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Mending),
             operation_id="mendComment")  # fmt: skip
def mend(request: HttpRequest, comment: int) -> Status[None]:
    """Put other words in place of your own: for 15 minutes, while nobody has answered or supported them."""
    said, given = get_object_or_404(_seen(request), pk=comment), sent(request, forms.Mending)
    ask(given, said.report is None or said.report.public, text=given.text)
    by_page(request, lambda visitor: spend("comment", visitor))
    actions.mend_comment(said, user_of(request), text=given.text)
    return Status(204, None)


@router.delete("/comments/{int:comment}", auth=KNOWN, throttle=WRITES, response={204: None, REFUSED: schemas.Problem},
               operation_id="removeComment")  # fmt: skip
def remove(request: HttpRequest, comment: int) -> Status[None]:
    """Take your own words back, also where you may no longer read what they stand under."""
    sent(request, forms.Nothing)
    theirs = reach_of(request)
    said = talk.own_of(theirs).filter(pk=comment).first() or get_object_or_404(_seen(request), pk=comment)
    actions.remove_comment(said, user_of(request))
    return Status(204, None)


@router.get("/moderation", auth=KNOWN, response={200: schemas.Moderation, 400: schemas.Problem, 401: schemas.Problem,
            403: schemas.Problem}, openapi_extra=describing.query(forms.Queue), operation_id="moderation")  # fmt: skip
def moderation(request: HttpRequest) -> schemas.Moderation:
    """What waits for a moderator, the oldest first. Verifiers and administrators only."""
    if not talk.may_moderate(reach_of(request)):
        raise NotAllowed(_("Hanya untuk verifikator dan administrator."))
    page = asked(request, forms.Queue)
    found = list(talk.waiting(reach_of(request), after=page.after)[: page.limit + 1])
    items = [showing.to_judge(row) for row in found[: page.limit]]
    more = len(found) > page.limit
    return schemas.Moderation(items=items, next=next_page(request, "after", items[-1].id) if more else None)


@router.post("/comments/{int:comment}/hide", auth=KNOWN, throttle=WRITES,
             response={204: None, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Judging),
             operation_id="hideComment")  # fmt: skip
def hide(request: HttpRequest, comment: int) -> Status[None]:
    """A moderator takes it away; its author is told why."""
    row, given = get_object_or_404(talk.to_judge(reach_of(request)), pk=comment), sent(request, forms.Judging)
    actions.hide_comment(row, user_of(request), reason=given.reason)
    return Status(204, None)


@router.post("/comments/{int:comment}/release", auth=KNOWN, throttle=WRITES,
             response={204: None, REFUSED: schemas.Problem}, operation_id="releaseComment")  # fmt: skip
def release(request: HttpRequest, comment: int) -> Status[None]:
    """A moderator lets it stand."""
    sent(request, forms.Nothing)
    actions.release_comment(get_object_or_404(talk.to_judge(reach_of(request)), pk=comment), user_of(request))
    return Status(204, None)
