"""A visit: when the last one ended, so that what came since is new; and on which device it is made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from smartcity.accounts.actions import enrol_device
from smartcity.accounts.models import Device, User
from smartcity.lib.time import now
from smartcity.notices.subscribing import label_of
from smartcity.reports.actions.looking import note_visit

APP = "crop"
COOKIE = "crop_device"
SAVED = "crop_saved"  # of the session: the filters they keep, see saved.py
TOLD = ("display_mode", "version", "push")
MODES = ("browser", "minimal-ui", "standalone", "fullscreen")
NOTE_EVERY = timedelta(minutes=5)  # so that looking costs a write only then
AT_FIRST = timedelta(hours=24)
YEAR = 365 * 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Visit:
    """`since`: when the visit before this one ended. `device` is the key this browser is known by; `said` what its page
    has told of itself: mode, version and push, with a space between."""

    since: datetime
    device: str
    said: str

    def carry(self, response: HttpResponse) -> HttpResponse:
        response.set_cookie(COOKIE, self.device, max_age=YEAR, path="/crop/", httponly=True, samesite="Lax",
                            secure=settings.HTTPS)  # fmt: skip
        return response


def visit(request: HttpRequest, user: User) -> Visit:
    """The visit this request belongs to; every few minutes it is noted on the Device and with
    the person, so that what is new is new on all their devices; the session carries it in between."""
    device = _key(request.COOKIES.get(COOKIE, ""))
    session, moment = request.session, now()
    here, since = _moment(session.get("crop_here")), _moment(session.get("crop_since"))
    told = session.get("crop_app", {})
    if here is None or since is None or moment - here > NOTE_EVERY:
        since = note_visit(user, first=_last_seen(user) or moment - AT_FIRST)
        session.pop(SAVED, None)
        session["crop_here"], session["crop_since"] = moment.isoformat(), since.isoformat()
        enrol_device(user, device, APP, **({"display_mode": MODES[0]} | told))
    return Visit(since, device, " ".join(told.get(name, "") for name in TOLD))


def enrol(request: HttpRequest, user: User, visit: Visit, told: dict[str, str]) -> None:
    """What the app says of itself: `display_mode` (a browser's tab, or installed), `version`, `push`. The same again is
    noted with the visit's next request, not at once."""
    if request.session.get("crop_app") == told:
        return
    request.session["crop_app"] = told
    enrol_device(user, visit.device, APP, **told, platform=label_of(request.headers.get("User-Agent", "")))


def _last_seen(user: User) -> datetime | None:
    seen = Device.objects.filter(user=user, app=APP).order_by("-seen_at").values_list("seen_at", flat=True)
    return seen.first()


def _key(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        return str(uuid4())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
