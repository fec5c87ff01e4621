"""What becomes of a post to a company: others support it, and its writer makes a report to government of it."""

from uuid import UUID, uuid4

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed, NotFound
from smartcity.lib.time import now
from smartcity.reports import media
from smartcity.reports.actions.stashing import stash
from smartcity.reports.models import Comment, LetterSupport, OpenLetter, Photo, Withdrawn
from smartcity.reports.said import State
from smartcity.reports.talk import said_for


def support_letter(post: Comment, by: User, *, on: bool = True) -> None:
    """ "Dukung", or no longer; again is no harm. Not for one's own. Raises NotFound, Invalid, NotAllowed."""
    theirs = reach(by)
    if theirs.user_id is None:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    with write():
        row = said_for(theirs).filter(pk=post.pk, state=State.SHOWN).first()
        if row is None or row.letter_id is None:
            raise NotFound(_("Tulisan ini tidak ada."))
        if row.user_id == by.pk:
            raise Invalid(_("Ini tulisan Anda sendiri."), code="own_comment")
        letter = OpenLetter.objects.select_for_update().get(pk=row.letter_id)
        given = LetterSupport.objects.filter(letter=letter, user=by)
        if given.exists() == on:
            return
        if on:
            LetterSupport.objects.create(letter=letter, user=by, at=now())
        else:
            given.delete()
        letter.supports += 1 if on else -1
        letter.save(update_fields=["supports"])


def to_government(post: Comment, by: User) -> UUID:
    """Its writer finds that it is the city's after all: the client_id of the report to be made of it, always the same,
    so that it becomes one report however often this is asked. The post stays. Raises NotFound."""
    with write():
        rows = OpenLetter.objects.select_for_update().filter(post=post.pk, post__user=by)
        letter = rows.filter(post__state__in=[State.SHOWN, State.HELD]).first()
        if letter is None:
            raise NotFound(_("Tulisan ini tidak ada."))
        if letter.became is None or Withdrawn.objects.filter(client_id=letter.became).exists():
            letter.became = uuid4()
            letter.save(update_fields=["became"])
        return letter.became


def copied_photos(post: Comment, by: User) -> list[Photo]:
    """Its photos once more, stashed for a report that `by` is about to write."""
    files = [default_storage.open(media.path(photo.name)) for photo in post.photos.all()]
    try:
        return stash(files, by)  # type: ignore[arg-type]  # they read like files
    finally:
        for file in files:
            file.close()
