"""The files of finished months: what they hold, and whether they still may be given away."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def fresh(self) -> SnapshotQuerySet:
        """Those that may be given away."""
        return self.filter(made=F("wanted"))

    def may_hold(self, pk: int) -> SnapshotQuerySet:
        """Those a report with this id may stand in, the unfinished among them."""
        return self.filter(Q(first_id=None) | Q(first_id__lte=pk, last_id__gte=pk))

    def spoil(self) -> int:
        """None of these may be given away any more; they are made anew. Returns how many."""
        return self.update(wanted=F("wanted") + 1)


class Snapshot(models.Model):
    """One format of one month. `wanted` counts how often it had to be made, `made` is what it counted when the file
    was begun: while they differ nobody gets it, so whatever is hidden while it is being made spoils it too.

    `first_id` and `last_id` are the least and the greatest id of the reports in it; no `file` is none yet."""

    month = models.DateField()  # its first day
    format = models.CharField(max_length=8)
    file = models.CharField(max_length=80, blank=True)  # in folder()
    rows = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    first_id = models.BigIntegerField(null=True)
    last_id = models.BigIntegerField(null=True)
    fingerprint = models.CharField(max_length=80, blank=True)  # of the reports it should hold
    made_at = models.DateTimeField(null=True)
    wanted = models.PositiveIntegerField(default=1)
    made = models.PositiveIntegerField(default=0)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "format"], name="one_file_a_month_and_format")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the world."""
        return f"laporan-{self.month:%Y-%m}.{self.format}"

    @property
    def fresh(self) -> bool:
        return self.made == self.wanted

    @property
    def remade(self) -> bool:
        """Not as it first was."""
        return self.made > 1

    @property
    def path(self) -> Path:
        return folder() / self.file

    @property
    def last_day(self) -> date:
        return following(self.month) - timedelta(days=1)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "opendata"


def following(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
