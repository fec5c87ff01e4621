"""Where pictures lie and how they are addressed: random names, signed addresses for private ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.core.signing import BadSignature, TimestampSigner
from django.db import Error
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.photos import Photo as Picture
from smartcity.lib.photos import new_name, read_photo
from smartcity.reports.models import Photo

File = BinaryIO | Picture  # as a phone sends it, or developed already
MOST_PHOTOS = 10
LINK_LIVES = 15 * 60  # seconds
_signer = TimestampSigner(salt="private-photo")


def path(name: str, *, small: bool = False) -> str:
    return f"photos/{name[:2]}/{name}{'-s' if small else ''}.jpg"


def address(name: str, *, small: bool = False, private: bool = False) -> str:
    """The path a browser asks for. A private picture's address carries a key that dies after 15 minutes."""
    file = f"/media/{name}{'-s' if small else ''}.jpg"
    return f"{file}?k={_signer.sign(name).split(':', 1)[1]}" if private else file


def strangers_address(name: str, browser: str, *, small: bool = False) -> str:
    """Of a stashed picture that is nobody's: only the browser that sent it can look at it. `browser` is its secret."""
    return f"{address(name, small=small)}?k={_strangers_key(name, browser)}"


def strangers_key_fits(name: str, browser: str, key: str) -> bool:
    return bool(browser) and constant_time_compare(key, _strangers_key(name, browser))


def _strangers_key(name: str, browser: str) -> str:
    return salted_hmac("strangers-photo", f"{name}:{browser}", algorithm="sha256").hexdigest()[:32]


def key_fits(name: str, key: str) -> bool:
    try:
        return _signer.unsign(f"{name}:{key}", max_age=LINK_LIVES) == name
    except BadSignature:
        return False


def read_all(files: Sequence[File], already: int = 0) -> list[Picture]:
    """Decode every file that is not yet a picture. Raises BadPhoto for the first bad one, Invalid for too many."""
    count(len(files) + already)
    return [file if isinstance(file, Picture) else read_photo(file) for file in files]


def count(photos: int) -> None:
    """Raises Invalid for too many."""
    if photos > MOST_PHOTOS:
        raise Invalid(
            _("Paling banyak %(most)d foto, Anda mengirim %(n)d.") % {"most": MOST_PHOTOS, "n": photos},
            field="photo", code="too_many_photos",
        )  # fmt: skip


@contextmanager
def stored(pictures: Sequence[Picture], **fields: object) -> Iterator[list[Photo]]:
    """Unsaved Photo rows whose files are on disk; the files go again if the body fails."""
    names = [new_name() for _picture in pictures]
    try:
        for name, picture in zip(names, pictures, strict=True):
            default_storage.save(path(name), BytesIO(picture.jpeg))
            default_storage.save(path(name, small=True), BytesIO(picture.thumb))
        yield [
            Photo(
                name=name,
                width=p.width,
                height=p.height,
                phash=p.phash,
                taken_at=p.taken_at,
                flags={"made": True} if p.made else {},
                order=i,
                **fields,
            )
            for i, (name, p) in enumerate(zip(names, pictures, strict=True))
        ]
    except BaseException:  # whatever it was: no file without its row
        _discard_rowless(names)
        raise


def _discard_rowless(names: Sequence[str]) -> None:
    """Remove the files that have no row. A commit may have been made though its answer was lost: where the database
    cannot say, they stay, for a file too many is less than a photo too few."""
    with suppress(Error, OSError):
        kept = set(Photo.objects.filter(name__in=names).values_list("name", flat=True)) if names else set()
        for name in names:
            if name not in kept:
                discard(name)


def picture_of(photo: Photo) -> Picture:
    """What a photo shows, once more, for another report."""
    with (
        default_storage.open(path(photo.name)) as large,
        default_storage.open(path(photo.name, small=True)) as small,
    ):
        jpeg, thumb = large.read(), small.read()
    return Picture(jpeg, thumb, photo.width, photo.height, photo.phash, photo.taken_at, None, None,
                   made="made" in photo.flags)  # fmt: skip


def discard(name: str) -> None:
    default_storage.delete(path(name))
    default_storage.delete(path(name, small=True))
