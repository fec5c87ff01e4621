"""A hospital answers a citizen who found it full. The report stays with its holder, who judges."""

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.beds.denials import UNANSWERED, hospital_of
from smartcity.beds.models import Hospital
from smartcity.beds.queries import keeps
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, NotAllowed, NotFound
from smartcity.lib.text import clean
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Report

MOST_TEXT = 500


def reply(report: Report, hospital: Hospital, by: User, reason: str) -> None:
    """Its word, for everyone to read. Raises NotAllowed, NotFound for a report that is not about this hospital or not
    public, IllegalMove when it is answered already, Invalid."""
    if not keeps(reach(by), hospital):
        raise NotAllowed(_("Hanya petugas rumah sakit ini yang menjawab untuknya."))
    reason = clean(reason, field="reason", most=MOST_TEXT)
    with write():
        row = locked(report)
        if not row.public or hospital_of(row) != hospital:
            raise NotFound(_("Laporan ini bukan tentang rumah sakit Anda."))
        if row.status not in UNANSWERED:
            raise IllegalMove(_("Laporan ini sudah dijawab."), code="answered")
        tell(
            row,
            "hospital_replied",
            by,
            from_office=hospital.office,
            by=hospital.office.title,
            reason=reason,
            hospital=hospital.code,
        )
