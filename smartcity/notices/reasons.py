"""Why a person hears of something, which decides the switch that holds it back; and what cannot wait."""

from smartcity.accounts.models import Follow
from smartcity.events.models import Event
from smartcity.notices.audience import seated
from smartcity.notices.models import Kind
from smartcity.reports.models import Report, Support

ABOUT_COMMENTS = frozenset({"commented", "comment_held", "comment_hidden", "comment_released"})


def kinds(event: Event, report: Report, people: set[int]) -> dict[int, Kind]:
    """Of each of `people`, who all hear of `event`: the first reason that is theirs."""
    if event.verb in ABOUT_COMMENTS:
        return dict.fromkeys(people, Kind.COMMENTS)
    if event.verb == "assigned":
        return dict.fromkeys(people, Kind.OFFICE)
    followers = set(Support.objects.filter(report=report).values_list("user_id", flat=True))
    followers |= set(Follow.objects.filter(subject=report.subject).values_list("user_id", flat=True))
    here = Follow.objects.filter(subject=f"area:{event.area.code}") if event.area else Follow.objects.none()
    reasons: list[tuple[Kind, set[int]]] = [
        (Kind.AREAS, set(here.values_list("user_id", flat=True))),
        (Kind.FOLLOWED, followers),
        (Kind.OFFICE, set(seated(event).values_list("user_id", flat=True))),
        (Kind.OWN, {report.author_id} if report.author_id else set()),
    ]
    found = dict.fromkeys(people, Kind.FOLLOWED)
    for kind, those in reasons:  # the last word is that of the strongest
        found |= dict.fromkeys(people & those, kind)
    return found


def urgent(event: Event, kind: str) -> bool:
    """An answer closes by itself unless its reporter speaks; a late report has climbed to one's office; a crime."""
    return bool(event.data.get("alarm") and kind == Kind.OFFICE) or (event.verb, kind) in {
        ("answered", Kind.OWN),
        ("closing", Kind.OWN),
        ("escalated", Kind.OFFICE),
    }
