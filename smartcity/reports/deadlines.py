"""Two clocks. The citizen's starts with the report and never stops; an office's runs while it holds."""

from datetime import datetime, timedelta

from smartcity.reports.models import Category, Report
from smartcity.reports.workflow import Status

SILENCE_CONFIRMS_AFTER = timedelta(days=3)
STEP_UP_EVERY = timedelta(hours=24)
ACTIVE_AFTER_CLOSING = timedelta(days=7)


def start(report: Report, category: Category, moment: datetime) -> None:
    """Set the citizen's clock at submission."""
    report.due = report.act_by = moment + timedelta(hours=category.first_action_hours)
    report.resolve_by = moment + timedelta(hours=category.resolution_hours)


def ask_again(report: Report, moment: datetime) -> None:
    """A refused answer or an appeal is a new question: it may be acted on within a first-action time; what was
    promised before stays, only never earlier than that."""
    report.due = report.act_by = moment + timedelta(hours=report.category.first_action_hours)
    report.resolve_by = max(report.resolve_by, report.act_by)


def start_office(report: Report, moment: datetime) -> None:
    """Set the holder's clock: it has the first-action time from the moment it received the report."""
    report.held_since = moment
    report.office_due = moment + timedelta(hours=report.category.first_action_hours)
    report.escalate_at = report.office_due
    report.escalated_to = None


def after_move(report: Report, moment: datetime) -> None:
    """Point `due`, the holder's clock and the climbing at what the new status asks for.

    Waiting asks for what whoever made it wait has set: at first, and when asked again, an act; passed on, whatever
    was due before, for the citizen does not begin anew. What climbs no more (it has reached the top, or came from
    another system) does not begin to again by being worked on."""
    status = Status(report.status)
    if status in (Status.IN_PROGRESS, Status.COORDINATING):
        report.due = report.resolve_by
        report.office_due = report.held_since + timedelta(hours=report.category.resolution_hours)
        if report.escalate_at is not None:
            report.escalate_at = max(report.escalate_at, report.office_due)
    elif status != Status.WAITING:
        report.due = report.office_due = report.escalate_at = None
    report.confirm_by = moment + SILENCE_CONFIRMS_AFTER if status == Status.ANSWERED else None
