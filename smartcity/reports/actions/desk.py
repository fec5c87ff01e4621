"""What an office does for itself with a case it holds: write a note, send one of its crew."""

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.actions.moving import end_assignment, locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.crew import crew
from smartcity.reports.desk_models import MOST_NOTE
from smartcity.reports.models import Assignment, Note, Report
from smartcity.reports.stead import in_name_of
from smartcity.reports.workflow import OPEN


def note(report: Report, by: User, *, text: str) -> Note:
    """For the desk it lies on and those above it. The event tells that there is one, not what it says."""
    text = clean(text, field="text", most=MOST_NOTE, required=False)
    if not text:
        raise Invalid(_("Tuliskan catatannya."), field="text", code="text_missing")
    with write():
        row = locked(report, by)
        office = _speaks_for(row, by)
        said = Note.objects.create(
            report=row, office=row.holder, by_office=office, user=by, text=text, at=now()
        )
        tell(row, "noted", by, audience=Audience.DESK, **in_name_of(office, row.holder))
    return said


def assign(report: Report, by: User, *, to: User | None) -> None:
    """Send `to`, who sits in the office that holds it; None sends nobody. Everybody learns that somebody was sent, and
    not who. Raises NotAllowed, IllegalMove (not open), Invalid (not of the crew, or the reporter)."""
    with write():
        row = locked(report, by)
        office = _speaks_for(row, by)
        if row.status not in OPEN:
            raise IllegalMove(_("Laporan ini tidak lagi terbuka."))
        if to is not None:
            _check_crew(row, to)
        if row.assignee_id == (to.pk if to else None):
            return
        end_assignment(row, now())
        if to is not None:
            Assignment.objects.create(report=row, office=row.holder, user=to, since=now())
        row.assignee = to
        row.save(update_fields=["assignee"])
        tell(row, "assigned" if to else "unassigned", by, **in_name_of(office, row.holder))
    report.refresh_from_db(fields=["assignee"])


def stand_down(report: Report) -> None:
    """Whoever was sent sits in that office no more: the case is anybody's there again."""
    with write():
        row = locked(report)
        if row.assignee is None or crew(row.holder).filter(user=row.assignee).exists():
            return
        end_assignment(row, now())
        row.save(update_fields=["assignee"])
        tell(row, "unassigned", None, by=row.holder.title)


def _speaks_for(row: Report, by: User) -> Office:
    """The office `by` sits for, at or above the holder. Raises NotAllowed."""
    seat = reach(by).seat_over(row.holder)
    if seat is None:
        raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": row.holder})
    return seat.office


def _check_crew(row: Report, to: User) -> None:
    if not crew(row.holder).filter(user=to).exists():
        raise Invalid(_("Pilih petugas dari kantor yang memegang laporan ini."), field="to", code="not_crew")
    if row.author_id == to.pk:
        raise Invalid(_("Petugas ini pelapornya, jadi orang lain yang harus mengerjakannya."), field="to",
                      code="own_report")  # fmt: skip


def may_assign(report: Report, by: User) -> bool:
    return report.status in OPEN and reach(by).seat_over(report.holder) is not None


def may_note(report: Report, by: User) -> bool:
    return reach(by).seat_over(report.holder) is not None
