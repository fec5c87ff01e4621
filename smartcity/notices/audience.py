"""Who hears of what: a table of verbs, read by one function."""

from collections.abc import Iterable

from django.db.models import Q

from smartcity.accounts.models import ACTING, Block, Follow, Post, PostQuerySet
from smartcity.beds.denials import clerks_of
from smartcity.events.models import Event
from smartcity.reports.models import Comment, Report, Support
from smartcity.reports.said import BY_NAME

FOLLOWERS = "followers"  # the author, the supporters, those who follow the report
AUTHOR = "author"
HOLDER = "holder"  # the acting seats of the office that held it then
TOLD = "told"  # those of the office it climbed to
SENT = "sent"  # whoever is sent to it now
WRITER = "writer"  # whose comment it is about
HOSPITAL = "hospital"  # the clerks of the hospital it names: told, though another holds it
SPOKEN = frozenset({"commented", "talked", "talk_answered"})  # verbs by which somebody says something

HEARS: dict[str, tuple[str, ...]] = {
    "submitted": (HOLDER, HOSPITAL),
    "accepted": (FOLLOWERS,),
    "coordinating": (FOLLOWERS,),
    "resumed": (FOLLOWERS,),
    "forwarded": (FOLLOWERS, HOLDER),
    "rejected": (FOLLOWERS,),
    "answered": (FOLLOWERS,),
    "closing": (AUTHOR,),
    "confirmed": (FOLLOWERS, HOLDER),
    "refused": (FOLLOWERS, HOLDER),
    "disproved": (FOLLOWERS, HOLDER),
    "appealed": (HOLDER,),
    "reclassified": (AUTHOR, HOLDER),
    "merged": (FOLLOWERS,),
    "linked": (AUTHOR, HOLDER),
    "unlinked": (AUTHOR, HOLDER),
    "child_linked": (HOLDER,),
    "taken_back": (FOLLOWERS,),
    "escalated": (HOLDER, TOLD, AUTHOR),
    "unheard": (HOLDER, AUTHOR),
    "moved": (FOLLOWERS, HOLDER),
    "commented": (AUTHOR, HOLDER),
    "edited": (HOLDER,),
    "corrected": (FOLLOWERS, HOLDER),
    "photos_changed": (HOLDER,),
    "assigned": (SENT,),
    "sent_on": (AUTHOR,),
    "party_said": (HOLDER,),
    "party_replied": (HOLDER,),
    "hospital_replied": (FOLLOWERS, HOLDER),
    "asked": (AUTHOR,),
    "asked_answered": (HOLDER,),
    "asked_closed": (HOLDER,),
    "name_asked": (AUTHOR,),
    "name_allowed": (HOLDER,),
    "name_refused": (HOLDER,),
    "comment_held": (WRITER,),
    "comment_hidden": (WRITER,),
    "comment_released": (WRITER,),
}


def listeners(event: Event, report: Report) -> set[int]:
    """Ids of the users who should hear of `event`, the one who did it excepted."""
    parties = HEARS.get(event.verb, ())
    people: set[int | None] = set()
    if AUTHOR in parties or FOLLOWERS in parties:
        people.add(report.author_id)
    if FOLLOWERS in parties:
        people |= set(_followers(event, report))
    if SENT in parties:
        people.add(report.assignee_id)
    if WRITER in parties:
        people.add(event.person_id)
    if HOSPITAL in parties:
        people |= set(clerks_of(report).values_list("user_id", flat=True))
    people |= set(seated(event).values_list("user_id", flat=True))
    return {person for person in people if person is not None and person != event.actor_id} - deaf_to(event)


def deaf_to(event: Event) -> set[int]:
    """Who blocks the one who speaks here under a pseudonym. Of a reporter who stays hidden, of an office and of a
    company all hear: a silence would tell who it is."""
    if event.verb not in SPOKEN or event.actor_id is None:
        return set()
    if not Comment.objects.filter(BY_NAME, pk=event.data["comment"]).exists():
        return set()
    return set(Block.objects.filter(blocked_id=event.actor_id).values_list("user_id", flat=True))


def seated(event: Event) -> PostQuerySet:
    """The seats that hear of `event` for their office's sake."""
    offices = {HOLDER: event.office_id, TOLD: event.data.get("to_office")}
    parties = HEARS.get(event.verb, ())
    return Post.objects.current().filter(
        office_id__in=[offices[p] for p in parties if p in offices], role__in=ACTING
    )


def _followers(event: Event, report: Report) -> Iterable[int]:
    """Supporters and followers; of a private report there are none who may hear."""
    if not report.public:
        return []
    supporters = Support.objects.filter(report=report).values_list("user_id", flat=True)
    subjects = Q(subject=report.subject)
    if event.area_id and event.area and event.verb not in ("moved", "corrected"):  # for them nothing is new
        subjects |= Q(subject=f"area:{event.area.code}")
    return [*supporters, *Follow.objects.filter(subjects).values_list("user_id", flat=True)]
