"""One row for each thing that happened. Appended, never edited."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from smartcity.accounts.models import User
from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.events.chore_models import Chore as Chore  # Django looks for models here
from smartcity.events.chore_models import Parked as Parked
from smartcity.lib.time import now
from smartcity.offices.models import Office


class Audience(models.TextChoices):
    PUBLIC = "public"
    OFFICE = "office"
    PERSON = "person"
    DESK = "desk"  # an office's own affair: heard there and above, not by the person it is about


class EventQuerySet(models.QuerySet["Event"]):
    def after(self, cursor: int) -> EventQuerySet:
        return self.filter(pk__gt=cursor).order_by("pk")

    def about(self, subject: str) -> EventQuerySet:
        return self.filter(subject=subject).order_by("pk")

    def visible_to(self, reach: Reach) -> EventQuerySet:
        """What this reach may read; `Event.heard_by` is the same rule for one event in memory."""
        return self.filter(readable(reach))


def readable(reach: Reach, event: str = "") -> Q:
    """The condition of `visible_to`; `event` is the way to the event from what is asked for, as "event__"."""
    seen = Q(**{f"{event}audience": Audience.PUBLIC})
    if reach.user_id:
        own = [Audience.PERSON, Audience.OFFICE]
        seen |= Q(**{f"{event}audience__in": own, f"{event}person_id": reach.user_id})
    if reach.holds:
        held = [f"report:{pk}" for pk in reach.holds]
        seen |= Q(**{f"{event}audience": Audience.OFFICE, f"{event}subject__in": held})
    if reach.covers:
        offices = Q(**{f"{event}office_id__in": reach.covers}) | Q(
            **{f"{event}from_office_id__in": reach.covers}
        )
        seen |= Q(**{f"{event}audience__in": [Audience.OFFICE, Audience.DESK]}) & offices
    return seen


class Event(models.Model):
    """`subject` is "report:123"; `data` may be read by everyone the audience names; `actor` by none of them.

    An office event is heard by `office` and `from_office`, by all offices above these, and by `person`."""

    at = models.DateTimeField(default=now)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    from_office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    verb = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=6, choices=Audience.choices, default=Audience.PUBLIC)
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "id"]), models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject} {self.verb}"

    def heard_by(self, reach: Reach) -> bool:
        if self.audience == Audience.PUBLIC:
            return True
        if self.audience != Audience.DESK and reach.user_id and self.person_id == reach.user_id:
            return True
        return self.audience in (Audience.OFFICE, Audience.DESK) and not reach.covers.isdisjoint(
            {self.office_id, self.from_office_id}
        )
