"""What stands behind "my report, my name": former wordings, reports taken away, and who asked for a reporter's name."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from smartcity.lib.time import now
from smartcity.offices.models import Office


class Wording(models.Model):
    """What a report said until its author mended it."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()
    landmark = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=now)  # when it was replaced

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Withdrawn(models.Model):
    """A report its author took away, without text, place or name. Its `client_id` stays, so that a phone that still
    holds it does not send it again."""

    number = models.PositiveBigIntegerField(unique=True)
    client_id = models.UUIDField(unique=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"No. {self.number}"


class Disclosure(models.Model):
    """An office's wish to know who reported, and what the reporter answered. `told` is all that office may read."""

    class State(models.TextChoices):
        ASKED = "asked"
        ALLOWED = "allowed"
        REFUSED = "refused"
        EXPIRED = "expired"  # of a question nobody answered in time; never stored, see `stands`
        ENDED = "ended"  # there is nobody behind the report any more

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="disclosures")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField()
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    answered_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["report", "office"])]

    def __str__(self) -> str:
        return f"{self.office} {self.stands}"

    @property
    def stands(self) -> str:
        """The state as it is this moment."""
        late = self.state == self.State.ASKED and self.expires_at <= now()
        return self.State.EXPIRED.value if late else self.state

    @property
    def waits(self) -> bool:
        return self.stands == self.State.ASKED


class NameSeen(models.Model):
    """Somebody of that office read what the reporter told."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="seen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
