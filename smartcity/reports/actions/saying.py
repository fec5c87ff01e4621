"""Saying something: about a report, in the talk of a kelurahan, in answer to talk."""

from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.areas.models import LEAF, Area
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed, NotFound
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import media, spam
from smartcity.reports.actions.hearsay import announce, count, tell_moderators
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.stashing import attach_to_talk, stashed_photos
from smartcity.reports.models import Comment, Report
from smartcity.reports.said import State
from smartcity.reports.talk import said_for

MOST_COMMENT = 1000
MOST_TALK = 2000
MOST_TALK_PHOTOS = 1
TWICE = timedelta(minutes=10)  # the same words at the same place within it were sent twice, not said twice


def comment(report: Report, by: User, *, text: str) -> Comment:
    """Said at once, or held for a moderator (see spam.py): `said.held`. Sent twice it is said once."""
    text = clean(text, field="text", most=MOST_COMMENT)
    with write():
        row = locked(report, by)
        office = _office_of(row, by)
        if twice := _sent_before(by, text, report=row):
            return twice
        said = _written(by, text, office, watched=row.public, report=row)
        _heard(said, by)
    report.refresh_from_db(fields=["comments"])
    return said


def talk(area: Area, by: User, *, text: str, photos: Sequence[BinaryIO] = (),
         stashed: Sequence[str] = ()) -> Comment:  # fmt: skip
    """A post in the talk of a kelurahan, with at most one photo. It is no report: no office, no deadline."""
    if area.level != LEAF:
        raise Invalid(_("Pilih kelurahan."), field="area", code="bad_area")
    text = clean(text, field="text", most=MOST_TALK)
    kept = stashed_photos(stashed, by)[:MOST_TALK_PHOTOS]
    if len(photos) + len(kept) > MOST_TALK_PHOTOS:
        raise Invalid(_("Obrolan membawa paling banyak satu foto."), field="photo", code="too_many_photos")
    with media.stored(media.read_all(photos), uploader=by) as fresh, write():
        if twice := _sent_before(by, text, area=area):
            return twice
        said = _written(by, text, None, area=area)
        attach_to_talk([*kept, *fresh], said)
        _heard(said, by)
    return said


def answer_talk(post: Comment, by: User, *, text: str) -> Comment:
    """An answer to a post. Raises NotFound when there is none that `by` may see."""
    text = clean(text, field="text", most=MOST_COMMENT)
    with write():
        posts = said_for(reach(by)).talk().filter(state=State.SHOWN).select_related("area", "user")
        parent = posts.filter(pk=post.pk).first()
        if parent is None:
            raise NotFound(_("Obrolan ini tidak ada."))
        if twice := _sent_before(by, text, parent=parent):
            return twice
        said = _written(by, text, None, parent=parent)
        _heard(said, by)
    return said


def _heard(said: Comment, by: User) -> None:
    if said.held:
        tell_moderators(said, "comment_held", by, person=by, why=said.why)
    else:
        count(said, +1)
        announce(said)


def _written(by: User, text: str, office: Office | None, *, watched: bool = True, **about: object) -> Comment:
    if reach(by).user_id is None:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    why = spam.suspicion(text, by) if watched and office is None else ""
    return Comment.objects.create(
        user=by, office=office, text=text, at=now(), digest=spam.digest(text), why=why,
        state=State.HELD if why else State.SHOWN, **about,
    )  # fmt: skip


def _sent_before(by: User, text: str, **about: object) -> Comment | None:
    mine = Comment.objects.filter(user=by, text=text, at__gt=now() - TWICE, **about)
    return mine.filter(state__in=[State.SHOWN, State.HELD]).last()


def _office_of(report: Report, by: User) -> Office | None:
    """The office an official speaks for here; a lurah elsewhere speaks as a citizen, as does a reporter."""
    if report.author_id == by.pk:
        return None
    seat = reach(by).seat_over(report.holder)
    return seat.office if seat else None
