"""What an official has looked at: up to when, and which of the cases that came since."""

from django.db import models

from smartcity.accounts.models import User
from smartcity.lib.time import now


class DeskVisit(models.Model):
    """A person's visit to their desk, whatever device it is made on: last `here`, and `since` when the one before ended.
    What came after `since` is new to them until they open it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="desk_visit")
    here = models.DateTimeField(default=now)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.since}"


class Opened(models.Model):
    """A case that was new to `user` was opened by them. Forgotten once it would not be new any more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "report"], name="opened_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.report_id}"
