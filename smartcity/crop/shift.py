"""Being on duty in this browser: the one that says so is the one that tells its place, and no other of theirs."""

from datetime import datetime

from django.http import HttpRequest

from smartcity.accounts import duty
from smartcity.accounts.models import Post, User
from smartcity.lib.time import now

KEY = "crop_shift"  # until when


def shift_here(request: HttpRequest) -> datetime | None:
    """Until when this browser tells its place. Asks no row: whether they still are on duty, the next place told shows."""
    told = request.session.get(KEY)
    until = datetime.fromisoformat(told) if told else None
    return until if until and until > now() else None


def begin_shift(request: HttpRequest, user: User, post: Post) -> None:
    """Raises NotAllowed."""
    request.session[KEY] = duty.begin(user, post).until.isoformat()


def end_shift(request: HttpRequest) -> None:
    """Whoever goes out here goes off duty."""
    if isinstance(request.user, User) and request.session.pop(KEY, None):
        duty.end(request.user)
