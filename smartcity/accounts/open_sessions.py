"""Whose a session is, and whether it speaks for a seat: so that it can be ended with the seat, and with the account."""

from django.conf import settings
from django.db import models

from smartcity.lib.time import now


class OpenSession(models.Model):
    """`key` is the session's own; where there is no such session any more, it has ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    seat = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.user_id} {self.opened_at}"
