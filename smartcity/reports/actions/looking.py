"""Looking at one's desk: what came since the last time is new until it is opened, on every device alike."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.reports.models import DeskVisit, Opened, Report

APART = timedelta(minutes=30)  # after so long away it is another visit
LONGEST = timedelta(days=7)  # nothing is new for longer


def note_visit(user: User, *, first: datetime) -> datetime:
    """They are here: the moment after which things are new to them; `first` for who has never been here."""
    moment = now()
    with write():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
        visit = DeskVisit.objects.filter(user=user).first() or DeskVisit(user=user, here=moment, since=first)
        if moment - visit.here > APART:
            visit.since = visit.here
        visit.here, visit.since = moment, max(visit.since, moment - LONGEST)
        visit.save()
    return visit.since


def note_opened(report: Report, user: User) -> None:
    """It is new to them no more, until it comes to the desk again."""
    with write():
        Opened.objects.bulk_create([Opened(user=user, report=report, at=now())], update_conflicts=True,
                                   unique_fields=["user", "report"], update_fields=["at"])  # fmt: skip


def forget_opened() -> int:
    """What was opened before all that is new to its person came. Returns how many."""
    old = Q(at__lt=now() - LONGEST) | Q(at__lte=F("user__desk_visit__since"))
    with write():
        return Opened.objects.filter(old).delete()[0]
