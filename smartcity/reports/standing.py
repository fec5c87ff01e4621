"""How an area stands: its public reports of these days, counted."""

from dataclasses import dataclass

from django.db.models import Count, Q

from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.reports.models import Report
from smartcity.reports.workflow import OPEN, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """Public reports that are open, or closed within seven days. `late` are of the open ones."""

    waiting: int
    working: int
    done: int
    late: int


def standing(area: Area) -> Standing:
    """One query, over what the public map reads too."""
    working = [Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED]
    counted = Report.objects.active().public().within(area).aggregate(
        waiting=Count("pk", filter=Q(status=Status.WAITING)), working=Count("pk", filter=Q(status__in=working)),
        done=Count("pk", filter=Q(status=Status.DONE)), late=Count("pk", filter=Q(status__in=OPEN, due__lt=now())),
    )  # fmt: skip
    return Standing(**counted)
