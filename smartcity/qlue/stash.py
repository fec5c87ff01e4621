"""The photos of a form that is not sent yet: kept at once, named in hidden fields, never to be chosen again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from smartcity.accounts.leaving import Left, while_here
from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.text import is_word
from smartcity.reports import actions, media
from smartcity.reports.actions.stashing import NoRoom, count_strangers, stashed_photos
from smartcity.reports.models import Photo


@dataclass(slots=True)
class Kept:
    """A stashed photo. `url` is empty where this person may not look at it: another's, or one's own signed out."""

    name: str
    url: str


@dataclass(slots=True)
class Stash:
    photos: list[Kept] = field(default_factory=list)
    wrong: list[DomainError] = field(default_factory=list)  # one for each file that could not be kept
    browser: str = ""  # the secret of whoever sends it, by which a stranger's photos are shown to nobody else
    address: str = ""

    @property
    def names(self) -> list[str]:
        return [photo.name for photo in self.photos]

    @classmethod
    def of(cls, request: HttpRequest) -> Stash:
        """The photos this POST names (`stashed`, less `remove`) and those it brings (`photo`)."""
        user = request.user if isinstance(request.user, User) else None
        get_token(request)  # so that there is a secret
        browser, names = request.META["CSRF_COOKIE"], request.POST.getlist("stashed")
        known = _known(names, request.POST.get("remove", ""), user, browser)
        stash = cls(known, [], browser, request.META["REMOTE_ADDR"])
        for file in request.FILES.getlist("photo"):
            stash.keep(file, user)
        return stash

    @classmethod
    def named(cls, request: HttpRequest, names: Iterable[str]) -> Stash:
        """This person's photos with these names, to begin a form with."""
        user = request.user if isinstance(request.user, User) else None
        return cls([photo for photo in _known(names, "", user, "") if photo.url])

    def seen_by(self, user: User) -> Stash:
        """What is left of it for somebody who has signed in meanwhile."""
        return Stash(_known(self.names, "", user, self.browser), self.wrong, self.browser)

    def still_here(self) -> Stash:
        """What is left of it for nobody, when its owner's account was erased meanwhile."""
        return Stash(_known(self.names, "", None, self.browser), [], self.browser)

    def keep(self, file: UploadedFile[bytes], user: User | None) -> None:
        """Add one file, or say why not; the others stay."""
        try:
            if user is None:
                count_strangers(self.browser, self.address)
            with while_here(user):
                (photo,) = actions.stash([file], user, already=len(self.photos))  # type: ignore[list-item]  # it reads like a file
        except (NoRoom, Left) as full:
            self.wrong.append(full)
        except Invalid as wrong:
            if wrong.code != "too_many_photos":
                wrong = Invalid(f"{file.name}: {wrong}", field="photo", code=wrong.code)
            elif any(earlier.code == "too_many_photos" for earlier in self.wrong):
                return
            else:
                most = {"most": media.MOST_PHOTOS}
                wrong = Invalid(
                    _("Paling banyak %(most)d foto. Yang pertama disimpan.") % most,
                    field="photo",
                    code=wrong.code,
                )
            self.wrong.append(wrong)
        else:
            self.photos.append(Kept(photo.name, _url(photo, self.browser)))


def _url(photo: Photo, browser: str) -> str:
    if photo.uploader_id is None:
        return media.strangers_address(photo.name, browser, small=True)
    return media.address(photo.name, small=True)


def _known(names: Iterable[str], removed: str, user: User | None, browser: str) -> list[Kept]:
    """Those that are stashed still, in the order named. Somebody else's are left to whoever signs in next."""
    wanted = [name for name in dict.fromkeys(names) if name != removed and is_word(name)][: media.MOST_PHOTOS]
    theirs = {photo.name: photo for photo in stashed_photos(wanted, user)}
    here = set(Photo.objects.filter(report=None, talk=None, name__in=wanted).values_list("name", flat=True))
    kept = [name for name in wanted if name in (theirs if user else here)]
    return [Kept(name, _url(theirs[name], browser) if name in theirs else "") for name in kept]
