"""What is one's own: reports, what they were good for, and where they come from."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.notices.models import Digest
from smartcity.notices.queries import devices
from smartcity.notices.wishes import address_of, wishes_of
from smartcity.qlue.cards import shown
from smartcity.qlue.feeds import MOST, whole
from smartcity.reports.models import Comment, Company, Disclosure, Report
from smartcity.reports.queries import authored
from smartcity.reports.recognition import recognition
from smartcity.reports.talk import companies_of


def about(user: User) -> dict[str, Any]:
    """Points and badges; the kelurahan most of the reports are from; how many offices wait for an answer;
    the companies one answers for; how news reaches one."""
    asked = Disclosure.objects.filter(report__author=user, state=Disclosure.State.ASKED, expires_at__gt=now())
    return {
        "recognition": recognition(user),
        "home": _home(user),
        "waiting": asked.count(),
        "companies": _companies(user),
        "news": _news(user),
    }


def _news(user: User) -> str:
    """`dikirim langsung, tenang 22–06`; what is chosen counts only where there is a way out of the house."""
    wish = wishes_of(user)
    if not (wish.push and devices(user)) and not (wish.email and settings.EMAIL_ON and address_of(user)):
        return _("hanya di aplikasi ini")
    how = {
        Digest.NONE: _("dikirim langsung"),
        Digest.DAILY: _("ringkasan harian"),
        Digest.WEEKLY: _("ringkasan mingguan"),
    }
    hours = {"from": f"{wish.quiet_from:02}", "to": f"{wish.quiet_to:02}"}
    quiet = _("tenang %(from)s–%(to)s") % hours if wish.quiet else ""
    return ", ".join(part for part in (how[Digest(wish.digest)], quiet) if part)


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
