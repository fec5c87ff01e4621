"""Reports sent without an account: the secret that stands for their sender, and what it lets a browser see."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from smartcity.accounts.queries import Reach, Someone, digest, reach
from smartcity.lib.time import now
from smartcity.reports.models import Claim, Report
from smartcity.reports.numbers import pk_of

LIVES = timedelta(days=90)
HELD = "claims"  # in the session: the claims whose secret was shown here
MOST_HELD = 50


def secret_of(report: Report) -> str:
    """256 bits that nobody can make without the city's key. Made of the sender's own client_id, so that an answer
    lost on its way can be given again to who sends the same once more."""
    return salted_hmac("smartcity.claim", f"{report.client_id}", algorithm="sha256").hexdigest()


def give_claim(report: Report) -> None:
    """Call it in the transaction that writes the report."""
    Claim.objects.create(report=report, digest=digest(secret_of(report)), expires_at=now() + LIVES)


def open_claims() -> QuerySet[Claim]:
    """Those that hold: not used, not expired, the report nobody's."""
    return Claim.objects.filter(used_at=None, expires_at__gt=now(), report__author=None).select_related(
        "report"
    )


def claim_of(secret: str, number: int | None = None) -> Claim | None:
    """The open claim of this secret (and of the report with this number)."""
    held = open_claims().filter(digest=digest(secret)).first()
    return held if held and number in (None, held.report.number) else None


def held_claim(request: HttpRequest, number: int) -> Claim | None:
    """The open claim to this report whose link was opened in this browser."""
    return open_claims().filter(pk__in=request.session.get(HELD, []), report=pk_of(number)).first()


def hold(request: HttpRequest, claim: Claim) -> None:
    """From now on this browser is the guest who sent that report."""
    held = [pk for pk in request.session.get(HELD, []) if pk != claim.pk]
    request.session[HELD] = [*held, claim.pk][-MOST_HELD:]


def reach_of(request: HttpRequest, viewer: Someone = None) -> Reach:
    """How far this browser's word reaches: that of its account (or of `viewer`), and the reports whose links it
    holds."""
    theirs = reach(viewer or request.user)
    if not (held := request.session.get(HELD)):
        return theirs
    return replace(
        theirs, holds=frozenset(open_claims().filter(pk__in=held).values_list("report_id", flat=True))
    )


def as_reporter(theirs: Reach, report: Report) -> Reach:
    """Whose report it is now hears too what was told of it while it was nobody's."""
    own = theirs.user_id is not None and report.author_id == theirs.user_id
    return replace(theirs, holds=theirs.holds | {report.pk}) if own and not report.public else theirs
