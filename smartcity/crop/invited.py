"""An invitation on its way through the door: kept in the session, with the account that was chosen for it, from then
until the seat is theirs. Whoever else signs in here gets nothing of it."""

from django.http import HttpRequest

from smartcity.accounts.models import Post, User
from smartcity.seats.actions import accept, begin, invited_by
from smartcity.seats.models import Invitation

KEY = "crop_invited"


def carry(request: HttpRequest, secret: str, invitation: Invitation, user: User) -> None:
    """This account was chosen for it."""
    begin(invitation)
    request.session[KEY] = {"secret": secret, "user": user.pk}


def carried(request: HttpRequest, user: User) -> Invitation | None:
    """The invitation this account was chosen for in this session, as long as it is open."""
    told = request.session.get(KEY)
    return invited_by(told["secret"]) if told and told["user"] == user.pk else None


def take_seat(request: HttpRequest, user: User) -> Post | None:
    """The seat they were invited to is now theirs; None where there was none. Raises Conflict when the link was used or
    withdrawn meanwhile."""
    invitation = carried(request, user)
    if invitation is None:
        return None
    post = accept(invitation, user)
    request.session.pop(KEY, None)
    return post
