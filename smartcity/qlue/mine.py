"""What is one's own: reports, what they were good for, and where they come from."""

from typing import Any

from django.db.models import Count

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.qlue.cards import shown
from smartcity.qlue.feeds import MOST, whole
from smartcity.reports.models import Comment, Company, Disclosure, Report
from smartcity.reports.queries import authored
from smartcity.reports.recognition import recognition
from smartcity.reports.talk import companies_of


def about(user: User) -> dict[str, Any]:
    """Points and badges; the kelurahan most of the reports are from; how many offices wait for an answer;
    the companies one answers for."""
    asked = Disclosure.objects.filter(report__author=user, state=Disclosure.State.ASKED, expires_at__gt=now())
    return {
        "recognition": recognition(user),
        "home": _home(user),
        "waiting": asked.count(),
        "companies": _companies(user),
    }


def _companies(user: User) -> list[tuple[Company, int]]:
    """Those one answers for, and how many posts to each wait."""
    waiting = Comment.objects.shown().talk().unanswered()
    return [(company, waiting.to(company).count()) for company in companies_of(user)]


def _home(user: User) -> Area | None:
    most = Report.objects.filter(author=user).values("area").annotate(n=Count("pk")).order_by("-n", "area")
    first = most.values_list("area", flat=True).first()
    return Area.objects.filter(pk=first).first() if first else None


def reports(user: User, start: str) -> dict[str, Any]:
    """A page of one's own reports, the newest first, and the query string of the next."""
    found = authored(user.pk, before=whole(start), most=MOST + 1)
    page = found[:MOST]
    return {"cards": shown(page, back=""), "more": f"?dari={page[-1].pk}" if len(found) > MOST else ""}
