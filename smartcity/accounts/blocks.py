"""Whom a person does not want to read or hear."""

from django.conf import settings
from django.db import models

from smartcity.lib.time import now


class Block(models.Model):
    """`user` reads and hears nothing of `blocked`, who is never told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "blocked"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.blocked_id}"
