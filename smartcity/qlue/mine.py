"""What is one's own: reports, and what came of them."""

from typing import Any

from django.db.models import Count, Q

from smartcity.accounts.models import User
from smartcity.qlue.cards import shown
from smartcity.qlue.feeds import MOST, whole
from smartcity.reports.models import Comment, Report, Support
from smartcity.reports.queries import authored
from smartcity.reports.workflow import UNFINISHED, Status


def figures(user: User) -> dict[str, int]:
    """Counts, for use and never for rank."""
    sent = Report.objects.filter(author=user).aggregate(
        sent=Count("pk"), done=Count("pk", filter=Q(status=Status.DONE)),
        open=Count("pk", filter=Q(status__in=UNFINISHED)),
    )  # fmt: skip
    return sent | {
        "supports": Support.objects.filter(user=user).count(), "comments": Comment.objects.filter(user=user).count(),
    }  # fmt: skip


def reports(user: User, start: str) -> dict[str, Any]:
    """A page of one's own reports, the newest first, and the query string of the next."""
    found = authored(user.pk, before=whole(start), most=MOST + 1)
    page = found[:MOST]
    return {"cards": shown(page, back=""), "more": f"?dari={page[-1].pk}" if len(found) > MOST else ""}
