"""What time does to a report: it climbs when late, closes when nobody objects, leaves the map a week after."""

from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.reports.actions.moving import locked, moving
from smartcity.reports.actions.telling import tell
from smartcity.reports.deadlines import ACTIVE_AFTER_CLOSING, next_step_up
from smartcity.reports.models import Report
from smartcity.reports.workflow import OPEN


def escalate(report: Report) -> None:
    """One step up: the holder's time is over, so the office above the last one told is told."""
    with write():
        row = locked(report)
        if row.status not in OPEN or row.escalate_at is None or row.escalate_at > now():
            return  # it moved meanwhile
        told = (row.escalated_to or row.holder).superior()
        row.escalate_at = next_step_up(row.category, now()) if told and told.superior() else None
        if told:
            row.escalated_to = told
            row.last_event = tell(row, "escalated", None, to=told.title, to_office=told.pk).pk
        row.save(update_fields=["escalate_at", "escalated_to", "last_event"])


def confirm_silence(report: Report) -> None:
    """Three days without a word from the reporter confirm the answer."""
    with write():
        row = locked(report)
        if row.confirm_by is None or row.confirm_by > now():
            return  # somebody spoke, or it was answered anew
        with moving(report, "confirm", None) as step:
            step.data["silence"] = True


def retire() -> int:
    """Take what closed a week ago off the active map; how many."""
    with write():
        return Report.objects.filter(active=True, closed_at__lt=now() - ACTIVE_AFTER_CLOSING).update(
            active=False
        )
