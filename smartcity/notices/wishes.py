"""What a person wishes to have sent: reading and changing it, and the link that stops e-mail without signing in."""

from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotFound
from smartcity.lib.time import now
from smartcity.notices.models import Delivery, Digest, Preferences
from smartcity.notices.timing import due

SALT = "notices.unsubscribe"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """See Preferences; what is None stays as it is."""

    push: bool | None = None
    email: bool | None = None
    digest: str | None = None
    digest_hour: int | None = None
    quiet: bool | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    own: bool | None = None
    followed: bool | None = None
    areas: bool | None = None
    comments: bool | None = None
    office: bool | None = None


def wishes_of(user: User) -> Preferences:
    return Preferences.objects.filter(user=user).first() or Preferences(user=user)


def wish(user: User, wishes: Wishes) -> Preferences:
    """Change what is given; what already waits to be sent heeds it at once. Raises Invalid."""
    given = {name: value for name, value in asdict(wishes).items() if value is not None}
    _check(given)
    with write():
        row, _new = Preferences.objects.select_for_update().get_or_create(user=user)
        for name, value in given.items():
            setattr(row, name, value)
        row.save()
        for waiting in Delivery.objects.filter(user=user, message=None):
            waiting.due_at = due(row, now(), urgent=waiting.urgent)
            waiting.save(update_fields=["due_at"])
    return row


def _check(given: dict[str, Any]) -> None:
    if given.get("digest", Digest.NONE) not in Digest.values:
        raise Invalid(_("Pilih salah satu ringkasan yang ada."), field="digest")
    for name in ("digest_hour", "quiet_from", "quiet_to"):
        if not 0 <= given.get(name, 0) < 24:
            raise Invalid(_("Pilih jam dari 0 sampai 23."), field=name)


def address_of(user: User) -> str:
    """Where this person's e-mail goes, a proven address only; empty when there is none."""
    own = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return str(own.values_list("email", flat=True).first() or "")


def stop_token(user_id: int) -> str:
    """What the link in an e-mail proves: that this person's e-mail may be stopped, and nothing else. It never ends."""
    return signing.dumps(user_id, salt=SALT)


def person_of(token: str) -> User:
    """Raises NotFound for what we did not sign."""
    try:
        return User.objects.get(pk=signing.loads(token, salt=SALT))
    except (signing.BadSignature, User.DoesNotExist) as wrong:
        raise NotFound(_("Tidak ada, atau bukan untuk Anda.")) from wrong


def stop_email(token: str) -> None:
    """No more e-mail for whoever the link was sent to; again does nothing. Raises NotFound."""
    wish(person_of(token), Wishes(email=False))
