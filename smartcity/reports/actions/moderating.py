"""Objecting to what was said, and judging it. Every act is an event for the moderators' office."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.reports import spam
from smartcity.reports.actions.hearsay import announce, count, tell_moderators
from smartcity.reports.actions.stashing import drop_from_talk
from smartcity.reports.models import Comment, Flag, OpenLetter
from smartcity.reports.said import MOST_COMMENT, MOST_TALK, Objection, State, Why
from smartcity.reports.talk import said_for, to_judge

FLAGS_HOLD = 3
MOST_WORDS = 500
MENDED_FOR = timedelta(minutes=15)
REMEMBERED = timedelta(days=30)  # how long something hidden counts against who said it


def flag(said: Comment, by: User, *, objection: str, words: str = "") -> None:
    """Report a comment; again is no harm. Three people in good standing hold it until it is judged, others only bring
    it before a moderator: many new accounts weigh nothing. What an office or a
    company said is never held so."""
    if objection not in Objection.values:
        raise Invalid(_("Pilih alasannya."), field="objection", code="bad_objection")
    words = clean(words, field="words", most=MOST_WORDS, required=False)
    with _locked(said) as row:
        _must_see(row, by)
        if row.user_id == by.pk:
            raise Invalid(_("Ini tulisan Anda sendiri."), code="own_comment")
        _one, new = Flag.objects.get_or_create(comment=row, user=by, defaults={
            "objection": objection, "words": words, "weighs": in_good_standing(by), "at": now()})  # fmt: skip
        if new:
            tell_moderators(row, "comment_flagged", by, objection=objection)
            if _enough(row):
                _take_out(row, State.HELD)
                row.why = Why.FLAGGED
                tell_moderators(row, "comment_held", None, person=row.user, why=row.why)


def _enough(row: Comment) -> bool:
    open_to_doubt = row.state == State.SHOWN and row.judged_at is None and not row.official
    return open_to_doubt and row.flags.filter(weighs=True).count() >= FLAGS_HOLD


def in_good_standing(by: User) -> bool:
    """An official, or a citizen with a proven report; and nothing they said was hidden lately."""
    hidden = Comment.objects.filter(user=by, state=State.HIDDEN, at__gt=now() - REMEMBERED)
    return (reach(by).official or spam.proven(by)) and not hidden.exists()


def hide_comment(said: Comment, by: User, *, reason: str) -> None:
    """A moderator takes it away; its author is told why."""
    reason = clean(reason, field="reason", most=MOST_WORDS, required=False)
    if not reason:
        raise Invalid(_("Tuliskan alasannya."), field="reason", code="reason_missing")
    with _locked(said) as row:
        _must_judge(row, by)
        _take_out(row, State.HIDDEN)
        row.judged_at = now()
        tell_moderators(row, "comment_hidden", by, person=row.user, reason=reason)


def release_comment(said: Comment, by: User) -> None:
    """A moderator lets it stand: it is shown, and objections to it no longer hold it."""
    with _locked(said) as row:
        _must_judge(row, by, also_hidden=True)
        was, unheard = row.state, row.why not in ("", Why.FLAGGED)
        row.state, row.why, row.judged_at = State.SHOWN, "", now()
        if was == State.SHOWN:
            tell_moderators(row, "comment_released", by)
            return
        count(row, +1)
        if unheard:
            announce(row)
        tell_moderators(row, "comment_released", by, person=row.user)


def remove_comment(said: Comment, by: User) -> None:
    """Its author takes it back: the words and the photo are gone. What was said for an office or a company
    stays."""
    with _locked(said) as row:
        if row.user_id != by.pk or row.state not in (State.SHOWN, State.HELD):
            raise NotFound(_("Tulisan ini tidak ada."))
        if row.official:
            raise NotAllowed(_("Yang dikatakan atas nama kantor atau perusahaan tidak dapat dihapus."))
        _take_back(row, by)
    drop_from_talk(said)


def take_back_all(by: User) -> None:
    """All they ever said for themselves, also what a moderator has hidden. Call it in the transaction in which they
    leave."""
    mine = Comment.objects.filter(user=by, office=None, company=None).exclude(state=State.REMOVED)
    for said in mine.order_by("pk"):
        with _locked(said) as row:
            _take_back(row, by)
        transaction.on_commit(partial(drop_from_talk, said))


def _take_back(row: Comment, by: User) -> None:
    _take_out(row, State.REMOVED)
    row.text = row.digest = ""
    OpenLetter.objects.filter(post=row).update(name="", place="", became=None)
    tell_moderators(row, "comment_removed", by)


def mend_comment(said: Comment, by: User, *, text: str) -> None:
    """Its author puts other words in place of theirs, for some minutes and while nobody has answered or supported them.
    They are looked at as new words are: `said.held`."""
    text = clean(text, field="text", most=MOST_TALK if said.is_post else MOST_COMMENT)
    with _locked(said) as row:
        if row.user_id != by.pk or row.state not in (State.SHOWN, State.HELD):
            raise NotFound(_("Tulisan ini tidak ada."))
        if not may_mend(row, by):
            raise IllegalMove(
                _("Tulisan ini sudah tidak dapat diubah. Tulis yang baru di bawahnya."), code="too_late"
            )
        row.text, row.digest = text, spam.digest(text)
        if row.judged_at is not None:  # what was judged were other words: objections count anew
            row.judged_at = None
            row.flags.all().delete()
        if row.state == State.SHOWN and row.watched and (why := spam.suspicion(text, by, but=row)):
            _take_out(row, State.HELD)
            row.why = why
            tell_moderators(row, "comment_held", by, person=by, why=why)


def may_mend(said: Comment, by: User) -> bool:
    fresh = said.user_id == by.pk and not said.official and said.at > now() - MENDED_FOR
    touched = said.answers.exists() or (said.letter is not None and said.letter.supports > 0)
    return fresh and not touched


@contextmanager
def _locked(said: Comment) -> Iterator[Comment]:
    """Its row, held and saved at the end; `said` is as it then is."""
    with write():
        rows = Comment.objects.select_for_update(of=("self",), no_key=True).select_related(
            "report", "area", "letter__company", "parent__area", "parent__letter__company", "user"
        )
        row = rows.order_by().get(pk=said.pk)
        yield row
        row.save()
    said.__dict__.update(row.__dict__)


def _must_see(row: Comment, by: User) -> None:
    theirs = reach(by)
    if theirs.user_id is None:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    if not said_for(theirs).filter(pk=row.pk).exists():
        raise NotFound(_("Tulisan ini tidak ada."))


def _must_judge(row: Comment, by: User, *, also_hidden: bool = False) -> None:
    if not to_judge(reach(by)).filter(pk=row.pk).exists():
        raise NotFound(_("Tulisan ini tidak ada."))
    if row.user_id == by.pk:
        raise NotAllowed(
            _("Ini tulisan Anda sendiri, jadi orang lain yang memeriksanya."), code="own_comment"
        )
    if row.state not in {State.SHOWN, State.HELD} | ({State.HIDDEN} if also_hidden else set()):
        raise IllegalMove(_("Tulisan ini sudah tidak ada."))


def _take_out(row: Comment, state: State) -> None:
    if row.state == State.SHOWN:
        count(row, -1)
    row.state = state
