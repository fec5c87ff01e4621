"""What the worker remembers: who does a chore, how far it followed the log, which items fail."""

from __future__ import annotations

from django.db import models

from smartcity.lib.time import now


class Chore(models.Model):
    """One row for each chore, and one named "worker" for the worker itself.

    Whoever holds an unexpired lease does the chore; `cursor` is the last event a follower has dealt with."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=120, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=now)
    beat_at = models.DateTimeField(null=True)  # when its holder last showed life
    cursor = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)  # runs in a row that ended in an error
    last_error = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class ParkedQuerySet(models.QuerySet["Parked"]):
    def resting(self) -> ParkedQuerySet:
        """Not to be tried now: parked for good, or waiting for its next try."""
        return self.exclude(parked_at=None, retry_at__lte=now())

    def parked(self) -> ParkedQuerySet:
        """Given up: somebody should look at these."""
        return self.exclude(parked_at=None)


class Parked(models.Model):
    """An item a chore could not do. Tried again after `retry_at`, until it is parked; deleted when it succeeds."""

    chore = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True, default="")
    retry_at = models.DateTimeField(default=now)
    parked_at = models.DateTimeField(null=True)

    objects = ParkedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chore", "key"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.chore} {self.key}: {self.last_error}"
