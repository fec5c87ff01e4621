"""Filters of the officials' lists that somebody keeps for themselves."""

from __future__ import annotations

from django.db import models

from smartcity.accounts.models import User
from smartcity.lib.time import now


class SavedFilter(models.Model):
    """`query` is what the address of the list asked for, as "status=waiting&category=flood"; the face reads it anew each
    time, for what it names may be gone by then."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="filter_named_once")]

    def __str__(self) -> str:
        return self.name
