"""What a reader sees of a bigger work: the parent case, and how far its children are.

A parent that was merged since stands for the report it was merged into; what was merged itself counts no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from smartcity.accounts.queries import Reach
from smartcity.reports.models import Report
from smartcity.reports.workflow import OPEN, Status

SETTLED = frozenset({Status.ANSWERED, Status.DONE})


@dataclass(frozen=True, slots=True)
class Children:
    """Those of a parent that this reader may see."""

    rows: Sequence[Report] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def answered(self) -> int:
        return sum(row.status in SETTLED for row in self.rows)

    @property
    def open(self) -> list[Report]:
        return [row for row in self.rows if row.status in OPEN]

    def __bool__(self) -> bool:
        return bool(self.rows)


def children_of(report: Report, reach: Reach) -> Children:
    """One query."""
    theirs = Report.objects.visible_to(reach).filter(Q(parent=report) | Q(parent__merged_into=report))
    theirs = theirs.exclude(status=Status.MERGED).exclude(pk=report.pk)
    return Children(list(theirs.select_related("holder", "category", "area").order_by("pk")))


def parent_of(report: Report, reach: Reach) -> Report | None:
    """The parent, where this reader may see it. No query where there is none."""
    if report.parent_id is None or report.status == Status.MERGED:
        return None
    above = Q(pk=report.parent_id, merged_into=None) | Q(merged__pk=report.parent_id)
    found = Report.objects.visible_to(reach).filter(above).exclude(pk=report.pk)
    return found.select_related("holder").order_by("pk").first()
