"""Crime and terror go to the police alone: an alarm that sounds until somebody has seen it, then a decision."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach
from smartcity.lib.time import now


class ScreeningQuerySet(models.QuerySet["Screening"]):
    def for_desk(self, reach: Reach) -> ScreeningQuerySet:
        """Those of the police desks this person sits at, and of the desks below; none for anybody else."""
        held = Q(pk__in=[])
        for post in desks_of(reach):
            held |= Q(report__holder__path__startswith=post)
        return self.filter(held)

    def undecided(self) -> ScreeningQuerySet:
        return self.filter(decided_at=None)

    def sounding(self) -> ScreeningQuerySet:
        return self.undecided().filter(seen_at=None)


def desks_of(reach: Reach) -> list[str]:
    """The paths of the offices in which this person sits as police."""
    return [post.office.path for post in reach.posts if post.role == Role.POLICE]


class Screening(models.Model):
    """Of one report that is the police's alone. Who looked and who decided the log says."""

    class Verdict(models.TextChoices):
        UNIT = "unit"  # given to a unit, or kept by the desk's own
        NOT_CRIME = "not_crime"  # goes to who answers such things

    report = models.OneToOneField("reports.Report", on_delete=models.CASCADE, related_name="screening")
    raised_at = models.DateTimeField(default=now)
    seen_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    decided_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["raised_at"], condition=Q(decided_at=None), name="screening_undecided")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.verdict}"
