"""One row for each flood night of an area; it is over at `until`, or when an operator ends it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.offices.models import Office


class NightQuerySet(models.QuerySet["Night"]):
    def current(self) -> NightQuerySet:
        return self.filter(ended_at=None, until__gt=now())

    def over(self) -> NightQuerySet:
        """Their time has passed, and nobody has said so yet."""
        return self.filter(ended_at=None, until__lte=now())


class Night(models.Model):
    """`area` of any level; `text` is what stands at the head of its pages. `proposed_at`: since when its end is proposed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = NightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area"], condition=Q(ended_at=None), name="one_night_of_an_area"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        return f"flood:{self.pk}"
