"""Two clocks. The citizen's starts with the report and never stops; an office's runs while it holds."""

from datetime import datetime, timedelta

from smartcity.reports.models import Category, Report
from smartcity.reports.workflow import Status

SILENCE_CONFIRMS_AFTER = timedelta(days=3)
STEP_UP_EVERY = timedelta(hours=24)
ACTIVE_AFTER_CLOSING = timedelta(days=7)


def start(report: Report, category: Category, moment: datetime) -> None:
    """Set the citizen's clock at submission."""
    report.act_by = moment + timedelta(hours=category.first_action_hours)
    report.resolve_by = moment + timedelta(hours=category.resolution_hours)


def ask_again(report: Report, moment: datetime) -> None:
    """A refused answer or an appeal is a new question: it may be acted on within a first-action time, and
    what was promised before stays late."""
    report.act_by = moment + timedelta(hours=report.category.first_action_hours)
    report.resolve_by = max(report.resolve_by, report.act_by)


def start_office(report: Report, moment: datetime) -> None:
    """Set the holder's clock: it has the first-action time from the moment it received the report."""
    report.held_since = moment
    report.office_due = moment + timedelta(hours=report.category.first_action_hours)
    report.escalate_at = report.office_due
    report.escalated_to = None


def after_move(report: Report, moment: datetime) -> None:
    """Point `due`, the holder's clock and the climbing at what the new status asks for."""
    status = Status(report.status)
    if status == Status.WAITING:
        report.due = report.act_by
    elif status in (Status.IN_PROGRESS, Status.COORDINATING):
        report.due = report.resolve_by
        report.office_due = report.held_since + timedelta(hours=report.category.resolution_hours)
        report.escalate_at = max(report.escalate_at or report.office_due, report.office_due)
    else:
        report.due = report.office_due = report.escalate_at = None
    report.confirm_by = moment + SILENCE_CONFIRMS_AFTER if status == Status.ANSWERED else None
