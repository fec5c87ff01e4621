"""What was typed and photographed for a form outlives a session that ran out: it waits behind the sign-in."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.middleware.csrf import get_token

from smartcity.accounts.models import User
from smartcity.lib.errors import Invalid
from smartcity.reports.actions.stashing import adopt, count_strangers, stash

KEY = "crop_typed"
MOST = 8000  # characters
NOT_WORDS = ("csrfmiddlewaretoken", "seen", "stashed")


@dataclass(slots=True)
class Typed:
    """Words by field, names of stashed photos."""

    words: dict[str, str] = field(default_factory=dict)
    photos: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.words or self.photos)


def keep_typed(request: HttpRequest) -> None:
    """Put the words and photos of this POST aside for the page it was sent to."""
    words = {name: value for name, value in request.POST.items() if name not in NOT_WORDS}
    if sum(map(len, words.values())) > MOST:
        return
    photos, lost = _photos(request)
    if words or photos:
        request.session[KEY] = {"path": request.path, "words": words, "photos": photos, "lost": lost}


def typed_before(request: HttpRequest, by: User) -> Typed:
    """What was put aside for this page, once; its photos are now `by`'s."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return Typed()
    del request.session[KEY]
    photos = kept.get("photos", [])
    adopt(photos, by)
    return Typed(kept["words"], photos)


def _photos(request: HttpRequest) -> tuple[list[str], int]:
    """Names of the photos that are kept, those of an earlier attempt first, and how many could not be: nobody has
    signed for them, so as many are taken as of any stranger."""
    get_token(request)  # so that the browser has a secret
    names, lost = [name for name in request.POST.getlist("stashed") if len(name) <= 64][:10], 0
    for file in request.FILES.getlist("photo"):
        try:
            count_strangers(request.META["CSRF_COOKIE"], request.META["REMOTE_ADDR"])
            (photo,) = stash([file], None, already=len(names))  # type: ignore[list-item]  # it reads like a file
        except Invalid:
            lost += 1
        else:
            names.append(photo.name)
    return names, lost
