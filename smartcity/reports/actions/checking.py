"""A verifier's word on an answer: it shows what it says, or it is refused and the report is open again."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, NotAllowed
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import deadlines
from smartcity.reports.actions.moving import Moving, locked, moving, verifier_of
from smartcity.reports.actions.telling import tell
from smartcity.reports.checks import drawn
from smartcity.reports.models import Check, Photo, Report
from smartcity.reports.workflow import Status

Verdict, Why = Check.Verdict, Check.Why


def pick(step: Moving, photos: Sequence[Photo], *, bare: bool = False) -> None:
    """Put this answer before the verifiers, if it bears a flag, is `bare` of the photo it had to bring, or the lot falls on
    it."""
    flagged = bare or any(on is True for photo in photos for on in photo.flags.values())
    if step.office and (flagged or drawn()):
        Check.objects.create(report=step.report, answered_at=step.moment, office=step.office, answered_by=step.by,
                             why=Why.FLAG if flagged else Why.SAMPLE)  # fmt: skip


def approve(report: Report, by: User) -> None:
    """The photo shows what the answer says. Its reporter is still asked. Raises NotAllowed, IllegalMove."""
    with write():
        row = locked(report, by)
        seat = verifier_of(row, by)
        if row.status not in (Status.ANSWERED, Status.DONE):
            raise IllegalMove(_("Jawaban itu sudah tidak berlaku."), code="no_answer")
        check = _judge(row, by, Verdict.GOOD)
        tell(row, "checked", by, by=seat.office.title, by_office=seat.office_id, verdict="good", **_of(check))


def disprove(report: Report, by: User, *, reason: str, seen: int | None = None) -> None:
    """The answer does not show what it says: the report is open again, its holder asked anew. Counts against whoever
    gave that answer. Raises NotAllowed, IllegalMove, Invalid."""
    with moving(report, "disprove", by, reason=reason, seen=seen) as step:
        step.data |= _of(_judge(step.report, by, Verdict.REFUSED))
        reopen(step)


def reopen(step: Moving) -> None:
    """After an answer that is none: that answer, and what was thought of it, is past."""
    deadlines.ask_again(step.report, step.moment)
    step.hand_to(step.report.holder.standing())
    step.report.answered_at = step.report.rating = None


def whose(report: Report) -> dict[str, Any]:
    """Whose answer stands now: what an event that refuses it carries."""
    said = Event.objects.about(report.subject).filter(verb="answered").last()
    return {"of_office": said.data.get("by_office"), "of": said.data.get("by", "")} if said else {}


def _of(check: Check) -> dict[str, Any]:
    return {"of_office": check.office_id, "of": check.office.title, "why": check.why}


def _judge(row: Report, by: User, verdict: Check.Verdict) -> Check:
    """Set the verdict on the answer that stands. Raises NotAllowed for one's own, IllegalMove for one judged before."""
    said = Event.objects.about(row.subject).filter(verb="answered").latest("pk")
    office = Office.objects.get(pk=said.data["by_office"])
    _not_own(row, said, office, by)
    assert row.answered_at is not None  # what is answered was answered some time
    check, _new = Check.objects.get_or_create(
        report=row, answered_at=row.answered_at,
        defaults={"office": office, "answered_by": said.actor, "why": Why.CHOSEN},
    )  # fmt: skip
    if not Check.objects.filter(pk=check.pk, verdict="").update(verdict=verdict, decided_at=now()):
        raise IllegalMove(_("Jawaban ini sudah diperiksa."), code="judged")
    return check


def _not_own(row: Report, said: Event, office: Office, by: User) -> None:
    theirs = reach(by)
    if said.actor_id == by.pk or row.author_id == by.pk:
        raise NotAllowed(
            _("Ini jawaban atau laporan Anda sendiri, jadi orang lain yang memeriksanya."), code="own_answer"
        )
    if office.pk in theirs.seats or theirs.seat_over(office):
        raise NotAllowed(
            _("Ini jawaban kantor Anda sendiri, jadi orang lain yang memeriksanya."), code="own_office"
        )
