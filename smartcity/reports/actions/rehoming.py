"""A case whose office or kelurahan is no more gets another: nobody's doing, so it counts against nobody."""

from typing import Any

from smartcity.areas.models import Area
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import deadlines
from smartcity.reports.actions.moving import end_assignment, locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Channel, Holding, Report
from smartcity.reports.searching import keep, words_of
from smartcity.reports.workflow import OPEN, Status


def rehome(report: Report, to: Office, *, area: Area | None = None, guess: bool = False) -> bool:
    """`to` holds it from now on, in `area` where its kelurahan was split. Its status and what was promised to its
    reporter stay; the office's clock starts from zero. False where it is there already, or was closed meanwhile."""
    with write():
        row = locked(report)
        there = area or row.area
        if row.status not in OPEN or (row.holder_id, row.area_id) == (to.pk, there.pk):
            return False
        old, was = row.holder, row.area.name if there.pk != row.area_id else ""
        if was:
            row.area, row.approximate = there, row.approximate or guess
        if to.pk != old.pk:
            _hand_over(row, to)
        row.updated_at = now()
        said: dict[str, Any] = {"from": old.title, "to": to.title, "was": was, "place": there.name}
        came_from = None if to.pk == old.pk else old
        row.last_event = tell(row, "moved", None, from_office=came_from, guess=guess, **said).pk
        row.save()
        if was:
            keep(row, words_of(row))
        return True


def _hand_over(row: Report, to: Office) -> None:
    moment, climbs = now(), row.escalate_at is not None or row.channel != Channel.IMPORT
    Holding.objects.filter(report=row, until=None).update(until=moment, ended="rehomed")
    end_assignment(row, moment)
    Holding.objects.create(report=row, office=to, since=moment)
    row.holder = to
    deadlines.start_office(row, moment)
    if row.status != Status.WAITING:
        row.office_due = deadlines.after(row.category, moment, row.category.resolution_hours)
    row.escalate_at = row.office_due if climbs else None
