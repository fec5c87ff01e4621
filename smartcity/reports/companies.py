"""Companies people write to in public, and who answers for them. A company is no office of the city: it holds no report,
has no deadline, and is in none of the city's numbers."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from smartcity.accounts.names import bare
from smartcity.lib.time import now

MOST_NAME = 80


def key_of(name: str) -> str:
    """The same for all ways to write one company's name: "P.T. Nusa Net (Persero) Tbk" is "nusanet"."""
    return bare(name)


class Company(models.Model):
    """One the administrator has registered, so that it can answer. `also`: what else people call it."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=MOST_NAME, unique=True)
    also = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def keys(self) -> set[str]:
        return {key_of(name) for name in (self.name, *self.also)}


def names_of_companies() -> set[str]:
    """What the registered ones are called."""
    return {name for one in Company.objects.filter(active=True) for name in (one.name, *one.also)}


def company_called(name: str) -> Company | None:
    """The registered company that goes by this name."""
    wanted = key_of(name)
    return next((one for one in Company.objects.filter(active=True) if wanted in one.keys), None)


class SeatQuerySet(models.QuerySet["CompanySeat"]):
    def taken(self) -> SeatQuerySet:
        """Somebody sits there now."""
        return self.filter(until=None, company__active=True).exclude(user=None)

    def offered(self, at: datetime | None = None) -> SeatQuerySet:
        """Whose link still opens it."""
        return self.filter(user=None, until=None, company__active=True, expires_at__gt=at or now())


class CompanySeat(models.Model):
    """The right to answer for a company: empty until whoever was given its link sits down, once. Of the link only the
    SHA-256 is kept. It opens nothing of the city's: no inbox, no case, no private report."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="company_seats"
    )
    digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user"], condition=Q(until=None), name="one_seat_a_company"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.user_id or ''}"


class OpenLetter(models.Model):
    """What a post to a company carries beyond its words: to whom, as its writer put it, and where in their own words.
    `company` when that one is registered. `became`: the client_id of the report to government made of it."""

    name = models.CharField(max_length=MOST_NAME)
    company = models.ForeignKey(Company, null=True, on_delete=models.PROTECT, related_name="letters")
    place = models.CharField(max_length=120, blank=True)
    supports = models.PositiveIntegerField(default=0)
    became = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["company", "-id"], name="letter_company")]

    def __str__(self) -> str:
        return self.company.name if self.company else self.name


class LetterSupport(models.Model):
    """Counted for ever; who leaves the city leaves it nameless."""

    letter = models.ForeignKey(OpenLetter, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "user"], name="letter_support_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.letter_id}"
