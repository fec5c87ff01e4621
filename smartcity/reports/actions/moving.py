"""Lock the row, check, change, record: the one way a report moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from smartcity.accounts.models import Post, Role, User
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import deadlines
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Holding, Report, Support
from smartcity.reports.workflow import MOVES, Move, Status, Who

MOST_REASON = 2000


@dataclass(slots=True)
class Moving:
    """A report locked for one move. What the move adds to its event goes into `data`."""

    report: Report
    by: User | None
    move: Move
    office: Office | None  # in whose name
    moment: datetime
    came_from: Office | None = None
    data: dict[str, Any] = field(default_factory=dict)
    event: Event | None = None

    def hand_to(self, office: Office) -> None:
        """Give the report to another holder and start that office's clock."""
        self.came_from = self.report.holder
        Holding.objects.filter(report=self.report, until=None).update(until=self.moment)
        Holding.objects.create(report=self.report, office=office, since=self.moment)
        self.report.holder = office
        deadlines.start_office(self.report, self.moment)


def locked(pk: int) -> Report:
    """The report's row, held until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("category", "area", "holder", "author")
    return rows.get(pk=pk)


@contextmanager
def moving(report: Report, verb: str, by: User | None, *, reason: str = "", seen: int | None = None) -> Iterator[Moving]:
    """Make the move `verb` of the table. Raises NotAllowed (not theirs), IllegalMove (not from this state, or
    somebody was faster), Conflict (`seen`, the last event the person saw, is not the last), Invalid (no reason).

    `by` None is the city itself: a chore."""
    move = MOVES[verb]
    if move.reason:
        reason = clean(reason, field="reason", most=MOST_REASON, required=False)
        if not reason:
            raise Invalid(_("Tuliskan alasannya."), field="reason", code="reason_missing")
    with write():
        row = locked(report.pk)
        office = None if by is None else _right_to(move, verb, row, by)
        _check_state(row, move, seen)
        step = Moving(row, by, move, office, now())
        if reason:
            step.data["reason"] = reason
        yield step
        _finish(step)
        report.__dict__.update(row.__dict__)


def may(verb: str, report: Report, by: User) -> bool:
    """Whether `by` could make this move now: what a face shows a button for. The action asks again."""
    move = MOVES[verb]
    if report.status not in move.sources:
        return False
    try:
        _right_to(move, verb, report, by)
    except NotAllowed:
        return False
    return True


def _right_to(move: Move, verb: str, report: Report, by: User) -> Office | None:
    """The office `by` speaks for, None for a citizen. Raises NotAllowed."""
    theirs = reach(by)
    if move.who == Who.HOLDER:
        seat = theirs.seat_over(report.holder)
        if seat is None:
            raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": report.holder})
        if verb == "answer" and report.author_id == by.pk:
            raise NotAllowed(_("Anda yang menulis laporan ini, jadi orang lain yang harus menjawabnya."),
                             code="own_report")  # fmt: skip
        return seat.office
    if report.author_id == by.pk:
        return None
    if move.who == Who.REPORTER_OR_VERIFIER and (seat := _verifier(theirs.posts, report)):
        return seat.office
    if move.who == Who.REPORTER_OR_SUPPORTERS and Support.objects.filter(report=report, user=by).exists():
        return None
    raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))


def _verifier(posts: tuple[Post, ...], report: Report) -> Post | None:
    fit = (p for p in posts if p.role == Role.VERIFIER and report.holder.path.startswith(p.office.path))
    return next(fit, None)


def _check_state(report: Report, move: Move, seen: int | None) -> None:
    if report.status not in move.sources:
        raise IllegalMove(_what_happened(report))
    if seen is not None and seen != report.last_event:
        raise Conflict(_("Laporan ini berubah sejak Anda membukanya. ") + _what_happened(report), code="changed")


def _what_happened(report: Report) -> str:
    last = Event.objects.about(report.subject).select_related("office").order_by("-pk").first()
    assert last is not None  # every report begins with an event
    return _("Status sekarang %(status)s, diubah %(office)s pukul %(time)s.") % {
        "status": STATUS_WORDS[Status(report.status)](), "office": last.data.get("by") or report.holder.title,
        "time": localtime(last.at).strftime("%H.%M"),
    }  # fmt: skip


STATUS_WORDS = {
    Status.WAITING: lambda: _("Menunggu"),
    Status.IN_PROGRESS: lambda: _("Diproses"),
    Status.COORDINATING: lambda: _("Koordinasi"),
    Status.ANSWERED: lambda: _("Dijawab"),
    Status.DONE: lambda: _("Selesai"),
    Status.REJECTED: lambda: _("Ditolak"),
    Status.MERGED: lambda: _("Digabung"),
}


def _finish(step: Moving) -> None:
    report = step.report
    report.status = step.move.target
    report.updated_at = step.moment
    if step.move.who == Who.HOLDER:
        held = Holding.objects.filter(report=report, office=step.came_from or report.holder, first_action_at=None)
        held.update(first_action_at=step.moment)
    deadlines.after_move(report, step.moment)
    closed = report.status in (Status.DONE, Status.REJECTED, Status.MERGED)
    report.closed_at = step.moment if closed else None
    report.active = True
    if step.office:
        step.data["by"] = step.office.title
    step.event = tell(report, step.move.done, step.by, from_office=step.came_from, **step.data)
    report.last_event = step.event.pk
    report.save()
