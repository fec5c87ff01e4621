"""Lock the row, check, change, record: the one way a report moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.models import Post, Role, User
from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.look import words
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import deadlines
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Assignment, Holding, Inquiry, Referral, Report, Support, Verdict
from smartcity.reports.stead import in_name_of
from smartcity.reports.workflow import CLOSED, MOVES, OPEN, Move, Status, Who

MOST_REASON = 2000
JUDGED = {
    "confirmed": "answered",
    "refused": "answered",
    "disproved": "answered",
    "appealed": "rejected",
}  # by what: how a holding ended
SETTLES_QUESTIONS = (
    "answered",
    "rejected",
    "forwarded",
    "reclassified",
    "merged",
)  # to the reporter, open till then
TAKEN_BACK = "taken_back"  # what undoes a move: see together
CHANGES_STATUS = (
    "submitted",
    TAKEN_BACK,
    *(move.done for move in MOVES.values()),
)  # the verbs of such events


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
        """Let `office` hold the report from this moment, with a clock of its own."""
        if office != self.report.holder:
            self.came_from, self.report.holder = self.report.holder, office
        self.end_holding()
        Holding.objects.create(report=self.report, office=office, since=self.moment)
        deadlines.start_office(self.report, self.moment)

    def end_holding(self) -> None:
        Holding.objects.filter(report=self.report, until=None).update(until=self.moment, ended=self.move.done)
        end_assignment(self.report, self.moment)

    def judge(self) -> None:
        """Tell the holding that gave the answer, or the rejection, what came of it: no other office bears it."""
        if verdict := _verdict(self.report.status, self.move.done, silent=self.by is None):
            given = Holding.objects.filter(report=self.report, ended=JUDGED[self.move.done])
            if last := given.order_by("until", "pk").last():
                Holding.objects.filter(pk=last.pk).update(verdict=verdict)


def end_assignment(row: Report, moment: datetime) -> None:
    """Nobody is sent any more. Call it in a transaction that holds the row, and save the row."""
    if row.assignee_id:
        Assignment.objects.filter(report=row, until=None).update(until=moment)
        row.assignee = None


def _verdict(was: str, done: str, *, silent: bool) -> str:
    """What a move from the status `was` says of what stood; "" when it judges nothing."""
    if done not in JUDGED:
        return ""
    if done == "confirmed":
        return Verdict.SILENT if silent else Verdict.CONFIRMED
    if done in ("refused", "disproved"):
        return Verdict.REOPENED if was == Status.DONE else Verdict.REFUSED
    return Verdict.APPEALED


def locked(report: Report, by: User | None = None) -> Report:
    """The report's row as it is now, held until the transaction ends. Raises NotFound when `by` may not see it: every
    act of a person asks here, so what is not for them is absent whichever way they came; NotAllowed for a closed
    account. Whoever only points at it (a photo, a report that looks like it) is not kept waiting: they would wait while the
    order of events is theirs, which this one wants next."""
    rows = Report.objects.select_for_update(of=("self",), no_key=True).select_related("holder")
    row = rows.filter(pk=report.pk).order_by().first()
    theirs = None if by is None else reach(by)
    if theirs and theirs.user_id is None:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    if row is None or not (theirs is None or row.public or _is_for(theirs, row)):
        raise NotFound(_("Laporan ini tidak ada."))
    _lend(report, row)
    return row


def _is_for(theirs: Reach, row: Report) -> bool:
    return Report.objects.visible_to(theirs).filter(pk=row.pk).exists()


def _lend(report: Report, row: Report) -> None:
    """What does not change is not fetched again where `report` has it: joined to the lock it took half the time of a
    whole move. The holder is asked for anew, as an office may be abolished."""
    for name in ("category", "area", "author"):
        same = getattr(report, f"{name}_id") == getattr(row, f"{name}_id")
        if same and name in report._state.fields_cache:
            setattr(row, name, getattr(report, name))


@contextmanager
def moving(
    report: Report, verb: str, by: User | None, *, reason: str = "", seen: int | None = None
) -> Iterator[Moving]:
    """Make the move `verb` of the table. Raises NotFound (not for their eyes), NotAllowed (not theirs to do),
    IllegalMove (not from this state, or somebody was faster), Conflict (`seen`, the last event the person saw, is
    not the last), Invalid (no reason).

    `by` None is the city itself: a chore."""
    move = MOVES[verb]
    if move.reason:
        reason = clean(reason, field="reason", most=MOST_REASON, required=False)
        if not reason:
            raise Invalid(_("Tuliskan alasannya."), field="reason", code="reason_missing")
    with write():
        row = locked(report, by)
        office = None if by is None else _right_to(move, verb, row, by)
        _check_state(row, move, seen)
        step = Moving(row, by, move, office, now())
        if reason:
            step.data["reason"] = reason
        if move.who == Who.HOLDER:
            step.data |= in_name_of(office, row.holder) if office else {}
            Holding.objects.filter(report=row, until=None, first_action_at=None).update(
                first_action_at=step.moment
            )
        yield step
        _finish(step)
        report.__dict__.update(row.__dict__)


def may(verb: str, report: Report, by: User) -> bool:
    """Whether `by` could make this move now: what a face shows a button for. The action asks again."""
    move = MOVES[verb]
    if report.status not in move.sources or (verb == "reclassify" and not report.category.for_police):
        return False
    try:
        _right_to(move, verb, report, by)
    except NotAllowed:
        return False
    return True


def _right_to(move: Move, verb: str, report: Report, by: User) -> Office | None:
    """The office `by` speaks for, None for a citizen. Raises NotAllowed."""
    theirs = reach(by)
    own = theirs.user_id is not None and report.author_id == theirs.user_id
    if move.who == Who.HOLDER:
        seat = theirs.seat_over(report.holder)
        if seat is None:
            raise NotAllowed(
                _("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": report.holder}
            )
        if verb == "answer" and own:
            raise NotAllowed(_("Anda yang menulis laporan ini, jadi orang lain yang harus menjawabnya."),
                             code="own_report")  # fmt: skip
        return seat.office
    if move.who == Who.VERIFIER:
        return verifier_of(report, by).office
    if own:
        return None
    if move.who == Who.REPORTER_OR_VERIFIER and (seat := _verifier(theirs.posts, report)):
        return seat.office
    if move.who == Who.REPORTER_OR_SUPPORTERS and Support.objects.filter(report=report, user=by).exists():
        return None
    raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))


def verifier_of(report: Report, by: User) -> Post:
    """The seat through which `by` may judge an answer to this report. Raises NotAllowed."""
    if seat := _verifier(reach(by).posts, report):
        return seat
    raise NotAllowed(_("Hanya verifikator wilayah ini yang dapat memeriksa jawaban."))


def _verifier(posts: tuple[Post, ...], report: Report) -> Post | None:
    fit = (p for p in posts if p.role == Role.VERIFIER and report.holder.path.startswith(p.office.path))
    return next(fit, None)


def _check_state(report: Report, move: Move, seen: int | None) -> None:
    if report.status not in move.sources:
        raise IllegalMove(what_happened(report))
    if seen is not None and seen != report.last_event:
        raise Conflict(
            _("Laporan ini berubah sejak Anda membukanya. ") + what_happened(report), code="changed"
        )


def stands_since(report: Report) -> str:
    """`sudah Diproses sejak 18 Nov`, to follow its number."""
    last = Event.objects.about(report.subject).filter(verb__in=CHANGES_STATUS).last()
    assert last is not None  # every report begins with an event
    return _("sudah %(status)s sejak %(day)s.") % {
        "status": words.status(report.status),
        "day": words.day(last.at),
    }


def what_happened(report: Report) -> str:
    """How it stands, since when, and which office made it so; of a citizen no name."""
    last = Event.objects.about(report.subject).filter(verb__in=CHANGES_STATUS).last()
    assert last is not None  # every report begins with an event
    said = {"status": words.status(report.status), "time": words.when(last.at), "office": last.data.get("by")}
    if said["office"]:
        return _("Status sekarang %(status)s, diubah %(office)s %(time)s.") % said
    return _("Status sekarang %(status)s, sejak %(time)s.") % said


def _finish(step: Moving) -> None:
    report = step.report
    step.judge()
    if report.status == Status.COORDINATING:
        Referral.objects.filter(report=report, replied_at=None, ended_at=None).update(ended_at=step.moment)
    if step.move.done in SETTLES_QUESTIONS:
        Inquiry.objects.filter(report=report, answered_at=None, closed_at=None).update(
            closed_at=step.moment, needless=True
        )
    report.status = step.move.target
    report.updated_at = step.moment
    deadlines.after_move(report, step.moment)
    if report.status not in OPEN:
        step.end_holding()
    if report.status != Status.COORDINATING:
        report.waiting_for = ""
    report.closed_at = step.moment if report.status in CLOSED else None
    report.active = True
    if step.office:
        step.data |= {"by": step.office.title, "by_office": step.office.pk}
    step.event = tell(report, step.move.done, step.by, from_office=step.came_from, **step.data)
    report.last_event = step.event.pk
    report.save()
