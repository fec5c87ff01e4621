"""A code on its way: where it went, for the minutes in which it may be typed."""

from django.db import models


class PendingCode(models.Model):
    """`key` stands in the session of whoever asked for it. `state` is what codes.py keeps, the contact among it; after
    `until` nobody needs it, and a chore drops it."""

    key = models.CharField(max_length=32, unique=True)
    state = models.JSONField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
