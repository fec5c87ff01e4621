"""Who of the office that holds a case is on duty, the nearest first."""

from smartcity.accounts import duty
from smartcity.accounts.models import Duty
from smartcity.accounts.queries import Reach
from smartcity.reports.models import Report
from smartcity.reports.workflow import OPEN

MOST = 3


def near_officers(reach: Reach, case: Report) -> list[tuple[Duty, float | None]] | None:
    """With their metres from it. None where it is not asked: of a case that is closed, or to who may not see."""
    if case.status not in OPEN or not any(case.holder.path.startswith(path) for path in reach.watches):
        return None
    return duty.nearest(case.holder, reach, case.lon, case.lat)[:MOST]
