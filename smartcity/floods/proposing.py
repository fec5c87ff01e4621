"""When the water is gone a machine proposes to end the night; a person ends it."""

from datetime import timedelta

from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.floods.depths import words
from smartcity.floods.models import Night
from smartcity.lib.db import write
from smartcity.lib.time import now

QUIET = timedelta(hours=2)
WET_CM = 10  # to the ankle; what is lower is called gone


def is_quiet(night: Night) -> bool:
    """On for QUIET, and nobody in its area has told of water above WET_CM since."""
    moment = now()
    if night.since > moment - QUIET:
        return False
    return not any(word.cm > WET_CM and word.at > moment - QUIET for word in words([night.area]))


def propose_where_quiet() -> None:
    """Each proposal once; where the water comes back it is withdrawn."""
    for night in Night.objects.current().select_related("area", "office"):
        quiet = is_quiet(night)
        if quiet != (night.proposed_at is not None):
            _propose(night, quiet=quiet)


def _propose(night: Night, *, quiet: bool) -> None:
    with write():
        same = Night.objects.current().filter(pk=night.pk, proposed_at__isnull=quiet)
        if same.update(proposed_at=now() if quiet else None):
            verb = "flood_end_proposed" if quiet else "flood_end_withdrawn"
            record(night.subject, verb, {}, office=night.office, area=night.area, audience=Audience.OFFICE)
