"""Rounds of giving reports to other systems: claim, look whether it is there already, post, write down.

POST has no repeat in the standard. Ours takes `client_id`, so between two of our cities it is exactly once. To a stranger a
request whose answer was lost is first looked for, by the address every one of ours ends with; where that cannot be done,
it is at least once."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings

from smartcity.events import parcels
from smartcity.events.chores import TRIES, this_run
from smartcity.events.models import Parked
from smartcity.events.parcels import Outcome, State
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError
from smartcity.lib.time import now, w3c
from smartcity.partners.endpoint import Endpoint, Unheard, endpoint
from smartcity.partners.leaving import may_leave
from smartcity.partners.models import Dispatch, PartnerSystem
from smartcity.partners.reading import Unreadable, identity, standing
from smartcity.reports import actions, media
from smartcity.reports.models import Photo, Report

ABREAST = 16
OF_ONE = 4
FIRST_POLL = timedelta(minutes=1)
SKEW = timedelta(hours=1)  # between their clock and ours
SPAN = timedelta(days=89)  # the standard lets nobody look over more than 90 days
HOPELESS = frozenset({401, 403, 422})  # said once is said for good: somebody must mend it
MOST_PHOTOS = 3
PARKED_AS = "partners.send"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is posted where. `since`: it may be there already, filed no earlier."""

    to: Endpoint
    form: list[tuple[str, str]]
    mark: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Arrival:
    outcome: Outcome
    theirs: str = ""
    token: str = ""


def go_round() -> None:
    """Until nothing is due, or the chore's time is over."""
    run = this_run(PARKED_AS)
    parcels.free_the_dead(Dispatch)
    while run.goes_on() and (claimed := claim()):
        ready = [(one, errand) for one in claimed if (errand := _errand(one))]
        parcels.abreast(give, ready, note)


def claim() -> list[Dispatch]:
    with write():
        free = Dispatch.objects.free().filter(system__active=True).order_by("due_at", "pk")
        due = free.values_list("pk", "system")[: ABREAST * 20]
        chosen = parcels.fair(due, most=ABREAST, of_one=OF_ONE)
        found = free.filter(pk__in=chosen).select_related(
            "system__office", "report__category", "report__area__parent__parent", "report__holder"
        )
        taken = parcels.hold(found, park)
        Dispatch.objects.filter(pk__in=[one.pk for one in taken], asked_at=None).update(asked_at=now())
        return taken


def _errand(one: Dispatch) -> Errand | None:
    """What may no longer leave does not; it is looked for again when it comes back."""
    if not may_leave(one.report, one.system):
        with write():
            parcels.end(one, State.DROPPED)
        return None
    try:
        to = endpoint(one.system)
    except InvalidToken:
        note(one, Arrival(Outcome("the api_key was sealed under another key of the city")))
        return None
    since = max(one.created_at - SKEW, now() - SPAN) if one.asked_at else None
    return Errand(to, form_of(one), mark_of(one.report), since)


def mark_of(report: Report) -> str:
    """The address of the report, with which its description ends there."""
    return f"{settings.BASE_URL}/qlue/laporan/{report.number}/"


def form_of(one: Dispatch) -> list[tuple[str, str]]:
    """What everybody can read of it, and nothing else: who reported it is in none of these."""
    report = one.report
    place = ", ".join(filter(None, (report.landmark, report.area.full_name)))
    shown = report.photos.filter(part=Photo.Part.BEFORE)[:MOST_PHOTOS]
    return [
        ("service_code", one.code), ("lat", f"{report.lat:.6f}"), ("long", f"{report.lon:.6f}"), ("address_string", place),
        ("description", f"{report.text}\n\nNo. {report.number} {mark_of(report)}"),
        *(("media_url", settings.BASE_URL + media.address(photo.name)) for photo in shown),
        ("client_id", one.key),
    ]  # fmt: skip


def give(errand: Errand) -> Arrival:
    try:
        if errand.since and (theirs := _there_already(errand, errand.since)):
            return Arrival(Outcome(status=200), theirs)
        status, found = errand.to.post("requests", errand.form)
        row = found[0] if found else {}
        theirs, token = identity(row, "service_request_id"), identity(row, "token")
    except (Unheard, Unreadable) as wrong:
        return Arrival(outcome_of(wrong))
    if not theirs and not token:
        return Arrival(Outcome("they gave it no number", status=status))
    return Arrival(Outcome(status=status), theirs, "" if theirs else token)


def outcome_of(wrong: Unheard | Unreadable) -> Outcome:
    if isinstance(wrong, Unreadable):
        return Outcome(str(wrong))
    return Outcome(str(wrong), wrong.status in HOPELESS, wrong.away, wrong.wait, wrong.status)


def _there_already(errand: Errand, since: datetime) -> str:
    """Their id of what we posted before, "" if they know of none or cannot be searched. Raises Unheard when they do not
    answer at all: then it is no time to post either."""
    code = dict(errand.form)["service_code"]
    try:
        found = errand.to.get(
            "requests", service_code=code, start_date=w3c(since), end_date=w3c(now() + SKEW)
        )
    except Unheard as wrong:
        if wrong.away:
            raise
        return ""
    return next((one.theirs for one in map(standing, found) if errand.mark in one.text), "")


def note(one: Dispatch, arrival: Arrival) -> None:
    """Write down what became of it, unless the claim was lost meanwhile."""
    outcome = arrival.outcome
    with write():
        if not parcels.mine(one).exists():
            return
        parcels.mine(one).update(status=outcome.status)
        remember(
            one.system,
            f"POST requests: {outcome.error or arrival.theirs or arrival.token}",
            bad=bool(outcome.error),
        )
        if not outcome.error:
            _arrived(one, arrival)
            return
        if outcome.away:
            parcels.put_off(Dispatch.objects.filter(system=one.system_id), outcome)
        if outcome.gone:
            park(one, outcome.error)
        else:
            parcels.failed(one, outcome, park)


def _arrived(one: Dispatch, arrival: Arrival) -> None:
    parcels.end(one, State.SENT)
    Dispatch.objects.filter(pk=one.pk).update(
        theirs=arrival.theirs, token=arrival.token, sent_at=now(), poll_at=now() + FIRST_POLL, quiet=0, deaf=0
    )
    unpark([one])
    try:
        actions.sent_elsewhere(one.report, one.system.office, one.system.name, arrival.theirs)
    except DomainError as overtaken:  # made private or passed on while it was on its way
        log.info("%s arrived too late: %s", one, overtaken)


def remember(system: PartnerSystem, said: str, *, bad: bool) -> None:
    rows = PartnerSystem.objects.filter(pk=system.pk)
    rows.update(said=said[:300], said_at=now())
    if bad:
        rows.filter(failing_since=None).update(failing_since=now())
    else:
        rows.update(failing_since=None)


def park(one: Dispatch, error: str) -> None:
    """Given up; administrators see it and may ask for it again, the doctor and /metrics count it. Inside a write()."""
    parcels.end(one, State.PARKED, error)
    Parked.objects.update_or_create(
        chore=PARKED_AS,
        key=f"{one}",
        defaults={"failures": TRIES, "last_error": error[:500], "parked_at": now()},
    )
    log.warning("report %s for %s given up: %s", one.report_id, one.system, error)


def unpark(those: Iterable[Dispatch]) -> None:
    Parked.objects.filter(chore=PARKED_AS, key__in=[f"{one}" for one in those]).delete()
