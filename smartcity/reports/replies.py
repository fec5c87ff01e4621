"""What parties without an account sent by their links."""

from smartcity.events.models import Event
from smartcity.reports.models import Photo, Report


def replied_photos(report: Report) -> list[Photo]:
    """The after-photos of the last reply by a link, if nothing was answered, refused or passed on since."""
    verbs = ("party_replied", "answered", "refused", "forwarded", "appealed")
    last = Event.objects.about(report.subject).filter(verb__in=verbs).last()
    if last is None or last.verb != "party_replied":
        return []
    return list(report.photos.filter(name__in=last.data.get("photos", [])))
