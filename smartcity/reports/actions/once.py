"""What a phone sends again, because it never heard the answer, is done once."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict
from smartcity.reports.models import Received, Report


def received(client_id: UUID, by: User, report: Report, verb: str) -> bool:
    """Whether this act has been done under this id. Raises Conflict when the id stands for another."""
    row = Received.objects.filter(pk=client_id).first()
    if row and (row.by_id, row.report_id, row.verb) != (by.pk, report.pk, verb):
        raise Conflict(_("Tanda pengenal ini sudah dipakai untuk hal lain."), code="id_taken")
    return row is not None


def once(client_id: UUID, by: User, report: Report, verb: str, do: Callable[[], None]) -> bool:
    """`do` it, unless it was done; whether it was done now. Two that come at the same time are one: the second waits for
    the first to commit, and finds its row. Whatever `do` raises nothing is noted, so that it may be tried again."""
    if received(client_id, by, report, verb):
        return False
    try:
        with write():
            Received.objects.create(client_id=client_id, by=by, report=report, verb=verb)
            do()
    except IntegrityError:
        if received(client_id, by, report, verb):
            return False
        raise
    return True
