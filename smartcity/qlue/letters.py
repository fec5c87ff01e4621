"""What the page of a post to a company shows, gathered for one reader; and the report its writer makes of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from smartcity.accounts.models import User
from smartcity.qlue.feeds import whole
from smartcity.reports import talk
from smartcity.reports.models import Comment, LetterSupport, Report
from smartcity.reports.said import State


def letter_facts(request: HttpRequest, post: Comment, answers: Sequence[Comment]) -> dict[str, Any]:
    """Nothing for a post of talk."""
    if post.letter is None:
        return {}
    me = request.user if isinstance(request.user, User) else None
    return {
        "company_at": _answered(answers),
        "supported": me is not None and LetterSupport.objects.filter(letter=post.letter, user=me).exists(),
        "speaks_for": talk.speaks_for(me, post) if me else None,
        "became": _became(post, me),
    }


def to_be_reported(request: HttpRequest) -> Comment | None:
    """The post to a company of which its writer makes a report (`surat`), if they have asked for that."""
    pk = whole(request.GET.get("surat", ""))
    if pk is None or not isinstance(request.user, User):
        return None
    own = Comment.objects.talk().filter(user=request.user, state__in=[State.SHOWN, State.HELD])
    return own.exclude(letter__became=None).select_related("letter", "area").filter(pk=pk).first()


def report_from(post: Comment) -> dict[str, Any]:
    """What the form of a report begins with: the same words and place, and the id that makes it one report."""
    assert post.letter is not None  # to_be_reported has seen to it
    return {"client_id": post.letter.became, "text": post.text, "landmark": post.letter.place,
            "kelurahan": post.area.code if post.area else ""}  # fmt: skip


def _answered(answers: Sequence[Comment]) -> datetime | None:
    return next((one.at for one in answers if one.company_id), None)


def _became(post: Comment, me: User | None) -> Report | None:
    """The report to government made of it. Only its writer is told, and others where it carries their name: a reporter
    is hidden by default, and this page says who wrote."""
    if post.letter is None or post.letter.became is None:
        return None
    found = Report.objects.filter(client_id=post.letter.became).select_related("author").first()
    if found is None or found.author_id is None or found.author_id != post.user_id:
        return None
    return found if found.author == me or (found.signed and found.public) else None
