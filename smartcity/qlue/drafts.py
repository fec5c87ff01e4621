"""Drafts of a phone: whose they are, and which have arrived."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.crypto import salted_hmac

from smartcity.accounts.models import User
from smartcity.reports.models import Report


def account_key(user: User | AnonymousUser) -> str:
    """What a phone keeps beside a draft to know whose it is: says nothing to anybody else. "" for a stranger."""
    return salted_hmac("qlue.draft", str(user.pk)).hexdigest()[:20] if isinstance(user, User) else ""


def arrived(client_id: str, user: User) -> Report | None:
    """The report this person has sent under this id: the answer to the first attempt may have been lost."""
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    return Report.objects.filter(client_id=wanted, author=user).first()
