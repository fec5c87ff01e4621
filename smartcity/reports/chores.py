"""What the worker sees to: late reports climb, silence confirms (and is announced), old ones leave the map, unsent photos go."""

from smartcity.accounts import limits
from smartcity.events.chores import chore, each
from smartcity.lib.time import now
from smartcity.reports import orphans
from smartcity.reports.actions import (
    close_inquiry,
    confirm_silence,
    escalate,
    remind,
    retire,
    stand_down,
    to_remind,
)
from smartcity.reports.actions.clocks import silent
from smartcity.reports.actions.inquiring import unanswered
from smartcity.reports.actions.looking import forget_opened
from smartcity.reports.actions.stashing import drop, old_stash
from smartcity.reports.crew import forsaken
from smartcity.reports.crises import widen_when_many
from smartcity.reports.models import Report
from smartcity.reports.workflow import OPEN

BATCH = 200


@chore(every=5)
def climb() -> None:
    late = Report.objects.filter(escalate_at__lte=now(), status__in=OPEN).order_by("escalate_at")[:BATCH]
    each(list(late), key=lambda report: report.subject, do=escalate)


@chore(every=10)
def close_quietly() -> None:
    each(silent(BATCH), key=lambda report: report.subject, do=confirm_silence)


@chore(every=60)
def say_what_closes_tomorrow() -> None:
    each(to_remind(BATCH), key=lambda report: report.subject, do=remind)


@chore(every=60)
def free_the_forsaken() -> None:
    each(forsaken(BATCH), key=lambda report: report.subject, do=stand_down)


@chore(every=60)
def close_old_questions() -> None:
    each(unanswered(BATCH), key=lambda asked: asked.report.subject, do=close_inquiry)


@chore(every=60)
def leave_the_map() -> None:
    retire()


@chore(every=600)
def forget_what_was_opened() -> None:
    forget_opened()


@chore(every=600)
def sweep_stash() -> None:
    each(old_stash(), key=lambda photo: photo.name, do=drop)


@chore(every=300)
def sweep_orphans() -> None:
    orphans.sweep(orphans.folder_of_the_hour())


@chore(every=15)
def watch_for_a_crisis() -> None:
    widen_when_many()


@chore(every=600)
def forget_tallies() -> None:
    limits.sweep()
