"""Photos sent before their form: kept, given to the report when it comes, swept when it does not."""

from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid
from smartcity.lib.limits import over
from smartcity.lib.text import is_word
from smartcity.lib.time import now
from smartcity.reports import media
from smartcity.reports.models import Comment, Photo, Report

STASH_LIVES = timedelta(hours=24)
MOST_OF_STRANGERS = 5000  # pictures nobody has signed for yet: some 2 GB
A_MINUTE = {"browser": 20, "address": 90}  # photos of strangers; an address may be a whole street's


class NoRoom(Invalid):
    """Strangers have sent more than is kept for them."""

    status = 429
    code = "too_many_waiting"


def stash(files: Sequence[BinaryIO], by: User | None, already: int = 0) -> list[Photo]:
    """Keep photos of a form that could not be sent yet, so that they need not be chosen again. Raises NoRoom."""
    if by is None and Photo.objects.filter(report=None, uploader=None).count() >= MOST_OF_STRANGERS:
        raise NoRoom(_("Terlalu banyak foto menunggu. Masuk dulu, lalu pilih fotonya lagi."), field="photo")
    with media.stored(media.read_all(files, already), uploader=by) as photos, write():
        for photo in photos:
            photo.save()
    return photos


def count_strangers(browser: str, address: str) -> None:
    """Who has not signed in may send so many photos a minute: call it before each. `browser` is its secret, `address`
    where it calls from. Raises NoRoom."""
    for what, who in (("browser", browser), ("address", address)):
        if wait := over(f"stash-{what}", who, A_MINUTE[what]):
            said = {"seconds": wait}
            raise NoRoom(_("Terlalu banyak foto sekaligus. Coba lagi dalam %(seconds)d detik.") % said)


def adopt(names: Sequence[str], by: User) -> None:
    """Stashed photos that nobody has signed for become this person's, who knows their names from their own browser."""
    Photo.objects.filter(report=None, talk=None, uploader=None, name__in=names).update(uploader=by)


def stashed_photos(names: Sequence[str], by: User | None) -> list[Photo]:
    """The stashed photos with these names that are this person's, or nobody's, in the order named."""
    wanted = [name for name in dict.fromkeys(names) if is_word(name)][: media.MOST_PHOTOS]
    found = Photo.objects.filter(report=None, talk=None, name__in=wanted)
    theirs = [p for p in found if p.uploader_id in (None, by.pk if by else None)]
    return sorted(theirs, key=lambda photo: wanted.index(photo.name))


def attach(photos: Sequence[Photo], report: Report, *, behind: int = 0) -> None:
    """Give photos, stashed or new, to a report, in their order `behind` those it has. Call it in a transaction.
    Raises Invalid when another form took a stashed one meanwhile, or the sweeper did."""
    for order, photo in enumerate(claimed(photos), behind):
        photo.report, photo.order = report, order
        photo.save()


def attach_to_talk(photos: Sequence[Photo], talk: Comment) -> None:
    """The same, to a post."""
    for photo in claimed(photos):
        photo.talk = talk
        photo.save()


def claimed(photos: Sequence[Photo]) -> Sequence[Photo]:
    """The photos, those of the stash held until the transaction ends."""
    stashed = [photo.pk for photo in photos if photo.pk]
    free = Photo.objects.select_for_update().filter(pk__in=stashed, report=None, talk=None)
    if stashed and len(free) < len(stashed):
        raise Invalid(
            _("Foto ini tidak tersimpan lagi. Pilih fotonya lagi."), field="photo", code="photo_gone"
        )
    return photos


def drop_from_talk(talk: Comment) -> None:
    """Remove the photos of a post that was taken back, rows first: a file without its row answers as absent."""
    with write():
        names = list(Photo.objects.filter(talk=talk).values_list("name", flat=True))
        Photo.objects.filter(talk=talk).delete()
    for name in names:
        media.discard(name)


def old_stash() -> list[Photo]:
    """Photos of forms never sent, a day old."""
    return list(Photo.objects.filter(report=None, talk=None, created_at__lt=now() - STASH_LIVES)[:500])


def drop(photo: Photo) -> None:
    """Remove a stashed photo and its files, unless its form has come after all. Its row goes last: whoever dies
    between the two leaves it to be found again."""
    with write():
        gone, _rows = Photo.objects.filter(pk=photo.pk, report=None, talk=None).delete()
        if gone:
            media.discard(photo.name)
