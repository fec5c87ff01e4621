"""How a report's event is told: what the public may read of it, and who hears it when it is private."""

from typing import Any

from smartcity.accounts.models import User
from smartcity.events.actions import record
from smartcity.events.models import Audience, Event
from smartcity.offices.models import Office
from smartcity.reports.models import Report


def tell(report: Report, verb: str, by: User | None, /, *, office: Office | None = None,
         from_office: Office | None = None, audience: str = "", **data: Any) -> Event:  # fmt: skip
    """Append `verb` about `report`. `office` is whose office it concerns (default the holder), `data["by"]`
    the office that acted, `data["stead"]` the one below it acted for (see stead.py). A private report is heard by its offices and its author only; `audience` narrows what is
    told of a public one; the offices' own affair (DESK) its author does not hear of either."""
    return record(
        report.subject,
        verb,
        {"number": report.number, "status": str(report.status), "category": report.category.code,
         "holder": report.holder_id, "holder_title": report.holder.title,
         "lon": report.lon, "lat": report.lat} | data,
        actor=by,
        office=office or report.holder,
        from_office=from_office,
        area=report.area,
        audience=audience or (Audience.PUBLIC if report.public else Audience.OFFICE),
        person=None if audience == Audience.DESK else report.author,
    )  # fmt: skip
