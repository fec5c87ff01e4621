"""Following the log, and noting what was seen."""

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.notices import talk
from smartcity.notices.audience import HEARS, listeners
from smartcity.notices.models import Kind, Notice
from smartcity.notices.planning import Reasons, plan
from smartcity.notices.queries import PERSONAL, REMINDED
from smartcity.notices.reasons import kinds
from smartcity.reports.models import Channel, Report


def notify(event: Event) -> int:
    """Make the notices of one event; again makes none. Returns how many people hear of it.
    That a report came in from another system, long ago, is news to nobody; what happens to it here is."""
    kind, _colon, pk = event.subject.partition(":")
    if event.verb == "withdrawn":
        forget(event.subject)
    if kind == "talk":
        return _notify_of_talk(event)
    if event.verb in PERSONAL and event.person_id:
        reason = Kind.OFFICE if event.verb == REMINDED else Kind.OWN
        return _tell(event, {event.person_id}, lambda people: dict.fromkeys(people, reason))
    if kind != "report" or event.verb not in HEARS:
        return 0
    report = Report.objects.filter(pk=pk).first()
    if report is None or (report.channel == Channel.IMPORT and event.verb == "submitted"):
        return 0
    return _tell(event, listeners(event, report), lambda people: kinds(event, report, people))


def _notify_of_talk(event: Event) -> int:
    with write():
        talk.take_away(event)
    why = talk.hearers(event)
    return _tell(event, set(why), lambda people: {person: why[person] for person in people})


def _tell(event: Event, people: set[int], why: Reasons) -> int:
    if not people:
        return 0
    with write():
        Notice.objects.bulk_create(
            [Notice(user_id=p, event=event) for p in sorted(people)], ignore_conflicts=True
        )
        plan(event, why)
    return len(people)


def forget(subject: str) -> None:
    """Take back what people were told of something that is no more."""
    with write():
        Notice.objects.filter(event__subject=subject).delete()


def mark_seen(user: User, subject: str = "") -> None:
    """All of this person's notices, or those about `subject`. What waits to be sent about them is sent no more."""
    unseen = Notice.objects.filter(user=user, seen_at=None)
    if subject:
        unseen = unseen.filter(event__subject=subject)
    if unseen.exists():  # asked at every page of a report, where a transaction would be too much
        with write():
            unseen.update(seen_at=now())
