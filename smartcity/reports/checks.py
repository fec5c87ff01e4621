"""Which answers a verifier looks at: every one with a flag, and of the others some drawn by lot when they are given."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import Reach
from smartcity.lib.time import now
from smartcity.offices.models import Office


class CheckQuerySet(models.QuerySet["Check"]):
    def waiting(self) -> CheckQuerySet:
        """Of answers that still stand; the flagged first, then the oldest."""
        stands = self.filter(verdict="", report__answered_at=F("answered_at"))
        return stands.order_by("why", "answered_at", "pk")

    def for_verifier(self, reach: Reach) -> CheckQuerySet:
        """Those within the offices this person verifies. Never of their own office or of one they answer for, never
        their own answer, never to their own report."""
        within, own = Q(pk__in=[]), Q(office_id__in=reach.seats)
        for path in verifies(reach):
            within |= Q(report__holder__path__startswith=path)
        for post in reach.posts:
            if post.role != "verifier":
                own |= Q(office__path__startswith=post.office.path)
        mine = own | Q(answered_by_id=reach.user_id) | Q(report__author_id=reach.user_id)
        return self.filter(within).exclude(pk__in=Check.objects.filter(mine).values("pk"))


def verifies(reach: Reach) -> list[str]:
    """The paths of the offices in which this person sits as verifier."""
    return [post.office.path for post in reach.posts if post.role == "verifier"]


class Check(models.Model):
    """One answer that is looked at, and whose it was: what is found counts for that office and person alone."""

    class Why(models.TextChoices):
        FLAG = "flag", _("Ditandai")
        SAMPLE = "sample", _("Diambil acak")
        CHOSEN = "taken", _("Dipilih verifikator")

    class Verdict(models.TextChoices):
        GOOD = "good", _("Sesuai")
        REFUSED = "refused", _("Ditolak")

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="checks")
    answered_at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=6, choices=Why.choices)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    decided_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "answered_at"], name="one_check_an_answer")]
        indexes = [
            models.Index(fields=["why", "answered_at"], condition=Q(verdict=""), name="check_waiting"),
            models.Index(fields=["office", "verdict"], name="check_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.why} {self.verdict}"


def drawn() -> bool:
    """Whether an answer without a flag is to be looked at: nobody can tell beforehand."""
    return secrets.randbelow(100) < settings.CHECK_SHARE


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers that were looked at, and those of them that were refused."""

    judged: int
    refused: int


def tally(**whose: object) -> Tally:
    """Of `office` or of `answered_by`: whoever gave the answer, wherever the report went since."""
    judged = Check.objects.exclude(verdict="").filter(**whose)
    return Tally(**judged.aggregate(judged=Count("pk"), refused=Count("pk", filter=Q(verdict="refused"))))
