"""What time does to a report: it climbs when late, closes when nobody objects, which is said the day before, and
leaves the map a week after."""

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from smartcity.events.models import Audience, Event
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.reports.actions.moving import locked, moving
from smartcity.reports.actions.telling import tell
from smartcity.reports.climbing import next_above
from smartcity.reports.deadlines import ACTIVE_AFTER_CLOSING, LEAST_NOTICE, REMIND_BEFORE, next_step_up
from smartcity.reports.models import Report
from smartcity.reports.workflow import OPEN


def escalate(report: Report) -> None:
    """One step up: the holder's time is over, so the next office above the last one told is told in which somebody
    sits. Where nobody does, that is told once, and asked again at each step."""
    with write():
        row = locked(report)
        if row.status not in OPEN or row.escalate_at is None or row.escalate_at > now():
            return  # it moved meanwhile
        told, vacant = next_above(row.escalated_to or row.holder)
        names = [office.title for office in vacant]
        more = told.superior() if told else vacant
        row.escalate_at = next_step_up(row.category, now()) if more else None
        if told:
            row.escalated_to, row.unheard_since = told, None
            row.last_event = tell(row, "escalated", None, to=told.title, to_office=told.pk, vacant=names).pk
        elif vacant and row.escalated_to is None and row.unheard_since is None:
            row.unheard_since = now()
            row.last_event = tell(row, "unheard", None, vacant=names).pk
        row.save(update_fields=["escalate_at", "escalated_to", "unheard_since", "last_event"])


def _told() -> Exists:
    """Whether its reporter has been told that it closes: once for each answer."""
    subject = Concat(Value("report:"), Cast(OuterRef("pk"), CharField()))
    return Exists(Event.objects.filter(subject=subject, verb="closing", at__gte=OuterRef("answered_at")))


def to_remind(most: int) -> list[Report]:
    """Answered reports that close within a day unless their reporter speaks, who has not been told so yet; those whose
    time ran out while nobody was there to tell them among them."""
    soon = Report.objects.filter(confirm_by__lte=now() + REMIND_BEFORE)
    return list(soon.exclude(author=None).exclude(_told()).order_by("confirm_by")[:most])


def silent(most: int) -> list[Report]:
    """Answered reports whose time is over, and whose reporter, if there is one, was told before that it would be."""
    over = Report.objects.filter(Q(author=None) | _told(), confirm_by__lte=now())
    return list(over.order_by("confirm_by")[:most])


def remind(report: Report) -> None:
    """Its reporter, and nobody else, is told that it closes tomorrow; once for each answer. Who is told late, because no
    worker was there, has a day from then."""
    with write():
        row = locked(report)
        if row.author_id is None or row.confirm_by is None or row.confirm_by > now() + REMIND_BEFORE:
            return  # somebody spoke, or it was answered anew
        if Event.objects.about(row.subject).filter(verb="closing", at__gte=row.answered_at).exists():
            return
        if row.confirm_by < now() + LEAST_NOTICE:
            row.confirm_by = now() + REMIND_BEFORE
            row.save(update_fields=["confirm_by"])
        tell(row, "closing", None, audience=Audience.PERSON, closes=row.confirm_by.isoformat())


def confirm_silence(report: Report) -> None:
    """Three days without a word from the reporter confirm the answer."""
    with write():
        row = locked(report)
        if row.confirm_by is None or row.confirm_by > now():
            return  # somebody spoke, or it was answered anew
        with moving(report, "confirm", None) as step:
            step.data["silence"] = True


def retire() -> int:
    """Take what closed a week ago off the active map; how many."""
    with write():
        return Report.objects.filter(active=True, closed_at__lt=now() - ACTIVE_AFTER_CLOSING).update(
            active=False
        )
