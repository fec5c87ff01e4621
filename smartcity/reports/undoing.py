"""What stands behind "undo": a move as it may still be taken back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models

from smartcity.lib.time import now

UNDO_FOR = timedelta(minutes=2)


class Undoable(models.Model):
    """One move of a `batch`, and how the report stood before it. `into`: what it was merged with; the row stays, so that
    a report that is hidden later is named nowhere."""

    batch = models.UUIDField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey("reports.Report", null=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=10)  # of the table of moves
    event = models.BigIntegerField()  # the one it was recorded by
    before = models.JSONField()
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.report_id}"
