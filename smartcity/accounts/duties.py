"""Who is on duty, and where their phone last said it was: one row for each, which is all that is ever kept of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from smartcity.lib.time import now

if TYPE_CHECKING:
    from smartcity.accounts.queries import Reach


class DutyQuerySet(models.QuerySet["Duty"]):
    def current(self) -> DutyQuerySet:
        """Neither the shift nor the post is over."""
        moment = now()
        lasting = Q(post__until=None) | Q(post__until__gt=moment)
        return self.filter(lasting, until__gt=moment, post__since__lte=moment, user__is_active=True)

    def over(self) -> DutyQuerySet:
        return self.exclude(pk__in=self.current().values("pk"))

    def visible_to(self, reach: Reach) -> DutyQuerySet:
        """Officers of the offices this person acts in, and of those below; nobody else, ever."""
        theirs = Q(pk__in=[])
        for path in reach.watches:
            theirs |= Q(post__office__path__startswith=path)
        return self.current().filter(theirs)


class Duty(models.Model):
    """Degrees to four places (11 m), of the last time the phone told; none before it has, or where it does not."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duty")
    post = models.ForeignKey("accounts.Post", on_delete=models.CASCADE, related_name="duties")
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(db_index=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    placed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} {self.until}"
