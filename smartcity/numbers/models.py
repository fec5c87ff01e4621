"""What was counted last."""

from django.db import models


class Sheet(models.Model):
    """All figures over the last so many days, as counting.Counted writes them. One row for each length."""

    days = models.PositiveSmallIntegerField(unique=True)
    at = models.DateTimeField()  # when it was counted
    took = models.FloatField()  # seconds
    data = models.JSONField()

    def __str__(self) -> str:
        return f"{self.days} d, {self.at:%F %H:%M}"
