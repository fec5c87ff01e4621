"""Following the log, and noting what was seen."""

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.notices.audience import HEARS, listeners
from smartcity.notices.models import Notice
from smartcity.reports.models import Channel, Report


def notify(event: Event) -> int:
    """Make the notices of one event; again makes none. Returns how many people hear of it.
    That a report came in from another system, long ago, is news to nobody; what happens to it here is."""
    kind, _colon, pk = event.subject.partition(":")
    if kind != "report" or event.verb not in HEARS:
        return 0
    report = Report.objects.filter(pk=pk).first()
    if report is None or (report.channel == Channel.IMPORT and event.verb == "submitted"):
        return 0
    people = listeners(event, report)
    with write():
        Notice.objects.bulk_create(
            [Notice(user_id=p, event=event) for p in sorted(people)], ignore_conflicts=True
        )
    return len(people)


def mark_seen(user: User) -> None:
    with write():
        Notice.objects.filter(user=user, seen_at=None).update(seen_at=now())
