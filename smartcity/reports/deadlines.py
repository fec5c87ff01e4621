"""Two clocks. The citizen's starts with the report and never stops; an office's runs while it holds. Of some kinds
every hour counts, of others those in which offices work."""

from datetime import datetime, timedelta

from django.utils.translation import ngettext

from smartcity.offices import hours
from smartcity.reports.models import Category, Clock, Report
from smartcity.reports.workflow import Status

SILENCE_CONFIRMS_AFTER = timedelta(days=3)
REMIND_BEFORE = timedelta(days=1)  # of that: "it closes tomorrow"
LEAST_NOTICE = timedelta(hours=12)  # who is told later than that is given the whole day
STEP_UP_EVERY = timedelta(hours=24)
A_WORKING_DAY = 8  # hours: the step up where only those count
ACTIVE_AFTER_CLOSING = timedelta(days=7)


def after(category: Category, moment: datetime, given: int) -> datetime:
    """When `given` hours of this kind's clock have passed since `moment`."""
    return hours.add(moment, given) if category.clock == Clock.WORKING else moment + timedelta(hours=given)


def first_action(category: Category, moment: datetime) -> datetime:
    """By when somebody must have acted on what was reported at `moment`."""
    return after(category, moment, category.first_action_hours)


def promised(category: Category, given: int) -> str:
    """`24 jam`, `16 jam kerja`; `7 hari` where it is more than three whole days."""
    if category.clock == Clock.WORKING:
        return ngettext("%(n)d jam kerja", "%(n)d jam kerja", given) % {"n": given}
    days, rest = divmod(given, 24)
    if days > 3 and not rest:
        return ngettext("%(n)d hari", "%(n)d hari", days) % {"n": days}
    return ngettext("%(n)d jam", "%(n)d jam", given) % {"n": given}


def next_step_up(category: Category, moment: datetime) -> datetime:
    """When the office above the one told at `moment` is told too."""
    return (
        after(category, moment, A_WORKING_DAY) if category.clock == Clock.WORKING else moment + STEP_UP_EVERY
    )


def start(report: Report, category: Category, moment: datetime) -> None:
    """Set the citizen's clock at submission."""
    report.due = report.act_by = first_action(category, moment)
    report.resolve_by = after(category, moment, category.resolution_hours)


def ask_again(report: Report, moment: datetime) -> None:
    """A refused answer or an appeal is a new question: it may be acted on within a first-action time; what was
    promised before stays, only never earlier than that."""
    report.due = report.act_by = first_action(report.category, moment)
    report.resolve_by = max(report.resolve_by, report.act_by)


def put_right(report: Report, moment: datetime, *, kind: bool) -> None:
    """Its writer has corrected it, so who holds it now begins anew: of another `kind` with all that this kind promises,
    elsewhere with a first-action time, and what was promised before stays, only never earlier than that."""
    if kind:
        start(report, report.category, moment)
    else:
        ask_again(report, moment)
    start_office(report, moment)


def start_office(report: Report, moment: datetime) -> None:
    """Set the holder's clock: it has the first-action time from the moment it received the report."""
    report.held_since = moment
    report.office_due = first_action(report.category, moment)
    report.escalate_at = report.office_due
    report.escalated_to = report.unheard_since = None


def after_move(report: Report, moment: datetime) -> None:
    """Point `due`, the holder's clock and the climbing at what the new status asks for.

    Waiting asks for what whoever made it wait has set: at first, and when asked again, an act; passed on, whatever
    was due before, for the citizen does not begin anew. What climbs no more (it has reached the top, or came from
    another system) does not begin to again by being worked on."""
    status = Status(report.status)
    report.unheard_since = None
    if status in (Status.IN_PROGRESS, Status.COORDINATING):
        report.due = report.resolve_by
        report.office_due = after(report.category, report.held_since, report.category.resolution_hours)
        if report.escalate_at is not None:
            climbed = report.escalated_to is not None
            report.escalate_at = max(report.escalate_at, report.office_due) if climbed else report.office_due
    elif status != Status.WAITING:
        report.due = report.office_due = report.escalate_at = None
    report.confirm_by = moment + SILENCE_CONFIRMS_AFTER if status == Status.ANSWERED else None
