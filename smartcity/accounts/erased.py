"""Who has left: a number that was an account's, and nothing else."""

from django.db import models

from smartcity.lib.time import now


class Erased(models.Model):
    """Kept so that a restored backup can let them go again (`smartcity erase-again`)."""

    user_id = models.BigIntegerField(unique=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.user_id}"
