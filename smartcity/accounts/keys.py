"""A key another program speaks with (Open311 calls it api_key), in the name of one account."""

from django.conf import settings
from django.db import models

from smartcity.lib.time import now


class ApiKey(models.Model):
    """Only the key's SHA-256 is kept. What comes in through it is written by `user`."""

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name
