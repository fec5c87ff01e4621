"""One row for each message that was given out; it is never edited: what changes is another message after it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.offices.models import Office


class Kind(models.TextChoices):
    """What CAP calls msgType."""

    ALERT = "Alert", _("Peringatan")
    UPDATE = "Update", _("Diperbarui")
    CANCEL = "Cancel", _("Dibatalkan")


class Severity(models.TextChoices):
    """What CAP calls severity, in its words."""

    EXTREME = "Extreme", _("Luar biasa: nyawa terancam")
    SEVERE = "Severe", _("Berat: nyawa atau harta dapat terancam")
    MODERATE = "Moderate", _("Sedang")
    MINOR = "Minor", _("Ringan")


def fresh_name() -> str:
    """Sixteen hexadecimal digits nobody has had before."""
    return secrets.token_hex(8)


class GivenOutQuerySet(models.QuerySet["Message"]):
    def current(self) -> GivenOutQuerySet:
        """The last word of each warning that is neither cancelled nor over."""
        return self.filter(follower=None, expires_at__gt=now()).exclude(kind=Kind.CANCEL)


class Message(models.Model):
    """`name` names it in addresses and, with the city's, in CAP. `observed`: it is so already; else it is expected.
    `previous` is the message it takes the place of; there can be one such only."""

    name = models.CharField(max_length=16, unique=True, default=fresh_name)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.ALERT)
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="follower")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=8, choices=Severity.choices)
    observed = models.BooleanField(default=False)
    text = models.CharField(max_length=1000)
    text_en = models.CharField(max_length=1000)
    sent_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = GivenOutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-sent_at"], name="alert_sent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
