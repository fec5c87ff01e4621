"""What time does to a report: it climbs when late, closes when nobody objects, leaves the map a week after."""

from datetime import timedelta

from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.actions.moving import locked, moving
from smartcity.reports.actions.telling import tell
from smartcity.reports.deadlines import ACTIVE_AFTER_CLOSING, STEP_UP_EVERY
from smartcity.reports.models import Photo, Report
from smartcity.reports.workflow import OPEN

STASH_LIVES = timedelta(hours=24)


def escalate(report: Report) -> None:
    """One step up: the holder's time is over, so the office above the last one told is told."""
    with write():
        row = locked(report.pk)
        if row.status not in OPEN or row.escalate_at is None or row.escalate_at > now():
            return  # it moved meanwhile
        above = _above(row)
        row.escalate_at = now() + STEP_UP_EVERY if above and above.parent_id else None
        if above:
            row.escalated_to = above
            row.last_event = tell(row, "escalated", None, office=row.holder, to=above.title).pk
        row.save(update_fields=["escalate_at", "escalated_to", "last_event"])


def _above(report: Report) -> Office | None:
    told = report.escalated_to or report.holder
    return told.parent


def confirm_silence(report: Report) -> None:
    """Three days without a word from the reporter confirm the answer."""
    with moving(report, "confirm", None) as step:
        step.data["silence"] = True


def retire() -> int:
    """Take what closed a week ago off the active map; how many."""
    with write():
        return Report.objects.filter(active=True, closed_at__lt=now() - ACTIVE_AFTER_CLOSING).update(active=False)


def old_stash() -> list[Photo]:
    """Photos of forms never sent, a day old."""
    return list(Photo.objects.filter(report=None, created_at__lt=now() - STASH_LIVES)[:500])
