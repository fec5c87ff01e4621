"""Drafts of a phone: which have arrived."""

from uuid import UUID

from smartcity.accounts.models import User
from smartcity.reports.models import Report


def arrived(client_id: str, user: User) -> Report | None:
    """The report this person has sent under this id: the answer to the first attempt may have been lost."""
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    return Report.objects.filter(client_id=wanted, author=user).first()
