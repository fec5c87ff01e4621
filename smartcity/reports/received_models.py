"""Acts that waited on a phone for signal, each done once."""

from django.db import models

from smartcity.accounts.models import User
from smartcity.lib.time import now


class Received(models.Model):
    """`client_id` is the phone's own for the act: sent again, it is answered and not done again. Written in the
    transaction of the act, so that neither is there without the other."""

    client_id = models.UUIDField(primary_key=True)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=20)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.client_id} {self.verb}"
