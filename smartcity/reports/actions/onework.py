"""One answer for several reports of one bigger work, each by the ordinary moves."""

from collections.abc import Iterable, Sequence

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError
from smartcity.reports import media
from smartcity.reports.actions.official import accept, answer, resume
from smartcity.reports.models import Photo, Report
from smartcity.reports.workflow import Status

FIRST = {Status.WAITING: accept, Status.COORDINATING: resume}


def answer_children(parent: Report, by: User, *, children: Iterable[Report], reason: str,
                    lon: float | None = None, lat: float | None = None) -> list[tuple[Report, DomainError]]:  # fmt: skip
    """Answer these children of an answered parent with the same words and photos. Each is a transaction of its own and
    its photo is judged against its own place. `lon`, `lat`: where the official stands, degrees. Returns those that could
    not be answered, and why; they stay as they were."""
    pictures = [media.picture_of(photo) for photo in _shown(parent)]
    failed = []
    for child in sorted(children, key=lambda one: one.pk):
        try:
            with write():
                if first := FIRST.get(Status(child.status)):
                    first(child, by)
                answer(child, by, reason=reason, photos=pictures, lon=lon, lat=lat)
        except DomainError as wrong:
            failed.append((child, wrong))
    return failed


def _shown(parent: Report) -> Sequence[Photo]:
    """What the office itself showed with the answer that stands; not what a party sent it."""
    last = Event.objects.about(parent.subject).filter(verb="answered").last()
    if last is None:
        return []
    shown = parent.photos.filter(name__in=last.data.get("photos", []), office_id=last.data["by_office"])
    return list(shown.order_by("order", "pk"))
