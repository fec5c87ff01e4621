"""Rounds of giving reports to other systems: claim, look whether it is there already, post, write down.

POST has no repeat in the standard. Ours takes `client_id`, so between two of our cities it is exactly once. To a stranger a
request whose answer was lost is first looked for, by the address every one of ours ends with; where that cannot be done,
it is at least once."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings

from smartcity.events import parcels
from smartcity.events.chores import TRIES, this_run
from smartcity.events.models import Parked
from smartcity.events.parcels import Outcome, State
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError
from smartcity.lib.time import now
from smartcity.partners.endpoint import endpoint
from smartcity.partners.giving import SKEW, SPAN, Arrival, Errand, give
from smartcity.partners.leaving import way_of
from smartcity.partners.models import Dispatch, PartnerSystem
from smartcity.reports import actions, media
from smartcity.reports.models import Photo, Report

ABREAST = 16
OF_ONE = 4
FIRST_POLL = timedelta(minutes=1)
MOST_PHOTOS = 3
PARKED_AS = "partners.send"
log = logging.getLogger(__name__)


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
    way = way_of(one.report)
    if way is None or way.system_id != one.system_id:
        with write():
            parcels.end(one, State.DROPPED)
        return None
    if one.code != way.code:  # matched anew, or of another kind now
        with write():
            Dispatch.objects.filter(pk=one.pk).update(code=way.code)
        one.code = way.code
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
