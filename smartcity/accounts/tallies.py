"""What has been counted against a limit, and the hours in which limits are wide."""

from django.conf import settings
from django.db import models

from smartcity.lib.time import now


class Tally(models.Model):
    """How often one did one thing in one stretch of time. `key` is a keyed digest: no number, no address is kept."""

    key = models.CharField(max_length=64)
    start = models.BigIntegerField()  # the stretch: seconds since 1970 divided by its length
    count = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "start"], name="one_tally_a_stretch")]

    def __str__(self) -> str:
        return f"{self.count}"


class Crisis(models.Model):
    """From `since` to `until` the city is in need: limits are ten times as wide. `by` is nobody where the reports
    themselves said so."""

    since = models.DateTimeField(default=now)
    until = models.DateTimeField(db_index=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.reason
