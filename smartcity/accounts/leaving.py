"""What somebody still does in one window while another erases their account: it fails as a whole, and is told so."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import Someone
from smartcity.lib.errors import DomainError


class Left(DomainError):
    """The account whose act this was is no more; nothing of it was written."""

    status = 410
    code = "account_gone"

    def __init__(self) -> None:
        super().__init__(_("Akun Anda sudah dihapus, jadi ini tidak disimpan."))


def left(someone: Someone, wrong: Exception) -> Left | None:
    """What `wrong` means where a row was missing because the account of `someone` is; None where it means anything else.
    Ask outside the transaction that failed."""
    missing = isinstance(wrong, (DatabaseError, ObjectDoesNotExist)) and not isinstance(
        wrong, OperationalError
    )
    if not missing or not isinstance(someone, User) or User.objects.filter(pk=someone.pk).exists():
        return None
    return Left()


@contextmanager
def while_here(someone: Someone) -> Iterator[None]:
    """Raises Left instead of what fails because this account was erased meanwhile."""
    try:
        yield
    except (DatabaseError, ObjectDoesNotExist) as wrong:
        if gone := left(someone, wrong):
            raise gone from wrong
        raise
