"""One report given to another system, and what became of that. Touches no database, so many go side by side."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from smartcity.events.parcels import Outcome
from smartcity.lib.time import now, w3c
from smartcity.partners.endpoint import Endpoint, Unheard
from smartcity.partners.reading import Unreadable, identity, standing

SKEW = timedelta(hours=1)  # between their clock and ours
SPAN = timedelta(days=89)  # the standard lets nobody look over more than 90 days
HOPELESS = frozenset({401, 403, 422})  # said once is said for good: somebody must mend it


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
