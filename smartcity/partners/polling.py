"""Rounds of asking how a report goes there: a token until it is a number, then the request and its updates."""

from datetime import timedelta

from cryptography.fernet import InvalidToken

from smartcity.events import parcels
from smartcity.events.chores import TRIES, this_run
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.partners.endpoint import endpoint
from smartcity.partners.giving import SKEW, SPAN
from smartcity.partners.listening import Question, Reply, listen
from smartcity.partners.models import Dispatch, PartnerSystem
from smartcity.partners.sending import park, remember
from smartcity.partners.telling import still_followed, tell

ABREAST = 16
OF_ONE = 4
PACE = timedelta(minutes=2)  # after something new; twice as long each time nothing was
SLOWEST = timedelta(hours=1)
TOKEN_LIVES = timedelta(days=7)


def go_round() -> None:
    run = this_run("partners.poll")
    while run.goes_on() and (claimed := claim()):
        ready = [(one, asked) for one in claimed if (asked := _question(one))]
        parcels.abreast(listen, ready, note)


def claim() -> list[Dispatch]:
    """Those due, each by whoever is first to move its `poll_at` on by a lease: who dies with it only delays it."""
    with write():
        due = (
            Dispatch.objects.followed()
            .filter(poll_at__lte=now(), system__active=True)
            .order_by("poll_at", "pk")
        )
        chosen = parcels.fair(due.values_list("pk", "system")[: ABREAST * 20], most=ABREAST, of_one=OF_ONE)
        found = due.filter(pk__in=chosen).select_related(
            "system__office", "report__category", "report__holder"
        )
        mine = Dispatch.objects.followed()
        return [
            one for one in found
            if mine.filter(pk=one.pk, poll_at=one.poll_at).update(poll_at=now() + parcels.LEASE)
        ]  # fmt: skip


def _question(one: Dispatch) -> Question | None:
    """Nobody asks after what lies elsewhere now, is over, or is nobody else's to know."""
    if not still_followed(one):
        Dispatch.objects.filter(pk=one.pk).update(poll_at=None)
        return None
    try:
        to = endpoint(one.system)
    except InvalidToken:
        note(one, Reply(error="the api_key was sealed under another key of the city"))
        return None
    since = max(one.heard_until or one.created_at - SKEW, now() - SPAN)
    return Question(to, one.theirs, one.token, (one.report.lon, one.report.lat), one.system.updates, since,
                    frozenset(one.heard), one.stands, one.rebuttal, one.rebutted_at is not None)  # fmt: skip


def note(one: Dispatch, reply: Reply) -> None:
    """Write down what they said, once: another may have asked when this one was given up for dead."""
    with write():
        row = Dispatch.objects.select_for_update().filter(pk=one.pk, poll_at__isnull=False).first()
        if row is None or row.polled_at != one.polled_at:
            return
        row.system, row.report, row.polled_at = one.system, one.report, now()
        if reply.rebutted and row.rebuttal == one.rebuttal:
            row.rebutted_at = now()
        if reply.error:
            _deaf(row, reply)
        elif reply.standing is None:
            _still_a_token(row)
        else:
            row.theirs, row.deaf, row.last_error = reply.theirs, 0, ""
            fresh = tell(row, reply.standing, reply.updates or [], reply.pictures)
            row.quiet = 0 if fresh else min(row.quiet + 1, 20)
        if reply.updates is None and reply.standing:
            PartnerSystem.objects.filter(pk=row.system_id).update(updates=False)
        row.poll_at = now() + min(PACE * 2 ** max(row.quiet, row.deaf), SLOWEST)
        row.save(update_fields=["theirs", "stands", "word", "poll_at", "polled_at", "quiet", "deaf", "heard", "heard_until",
                                "told", "last_error", "rebutted_at"])  # fmt: skip
        said = reply.error or (f"{reply.theirs} {row.stands}" if reply.standing else f"token {row.token}")
        remember(row.system, f"GET: {said}", bad=bool(reply.error) and not reply.lost)


def _deaf(row: Dispatch, reply: Reply) -> None:
    """Whoever does not answer is asked again for ever, ever more seldom; whoever knows of no such request, eight times."""
    row.deaf, row.last_error = min(row.deaf + 1, 20), reply.error[:500]
    if reply.lost and row.deaf >= TRIES:
        park(row, reply.error)


def _still_a_token(row: Dispatch) -> None:
    row.quiet, row.deaf, row.last_error = min(row.quiet + 1, 20), 0, ""
    if row.sent_at and row.sent_at < now() - TOKEN_LIVES:
        row.last_error = "their token never became a number"
        park(row, row.last_error)
