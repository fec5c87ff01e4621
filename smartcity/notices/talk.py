"""Who hears of what people say outside of reports, why, and in which words."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.models import Follow
from smartcity.accounts.queries import Reach
from smartcity.events.models import Event
from smartcity.notices.audience import deaf_to
from smartcity.notices.models import Kind, Notice
from smartcity.reports.models import Comment, CompanySeat, LetterSupport
from smartcity.reports.talk import SPOKEN, said_for

QLUE_TALK, QLUE_TALKS = "/qlue/obrolan/%d/", "/qlue/obrolan/"  # part of the outside contract
TO_ITS_WRITER = ("comment_held", "comment_hidden", "comment_released")
TAKES_AWAY = ("comment_held", "comment_hidden", "comment_removed")

Words = dict[str, Any]


def hearers(event: Event) -> dict[int, Kind]:
    """Each with the strongest reason; the one who did it, and who blocks them, excepted."""
    if event.verb in TO_ITS_WRITER:
        found = {event.person_id: Kind.COMMENTS}
    elif event.verb in ("talked", "talk_answered"):
        found = _hear_it_said(event)
    else:
        return {}
    deaf = deaf_to(event) | {event.actor_id}
    return {person: kind for person, kind in found.items() if person is not None and person not in deaf}


def _hear_it_said(event: Event) -> dict[int | None, Kind]:
    """Of words that still stand."""
    said = Comment.objects.shown().filter(pk=event.data["comment"]).select_related(*SPOKEN).first()
    post = said and (said.parent or said)
    if said is None or post is None:
        return {}
    if said.parent is None:
        parties = [(_followers(f"area:{post.area.code}" if post.area else ""), Kind.AREAS),
                   (_followers(f"person:{post.user_id}"), Kind.FOLLOWED), (_seats(post), Kind.OFFICE)]  # fmt: skip
    else:
        parties = [(_supporters(post) if said.company_id else [], Kind.FOLLOWED),
                   ([] if said.company_id else _seats(post), Kind.OFFICE), ([post.user_id], Kind.COMMENTS)]  # fmt: skip
    return {
        person: kind for people, kind in parties for person in people
    }  # the last word is that of the strongest


def _followers(subject: str) -> Iterable[int]:
    return Follow.objects.filter(subject=subject).values_list("user_id", flat=True) if subject else []


def _supporters(post: Comment) -> Iterable[int | None]:
    return LetterSupport.objects.filter(letter=post.letter_id).values_list("user_id", flat=True)


def _seats(post: Comment) -> Iterable[int | None]:
    """Who answers for the company it is written to."""
    company = post.letter.company_id if post.letter else None
    return (
        CompanySeat.objects.taken().filter(company=company).values_list("user_id", flat=True)
        if company
        else []
    )


def take_away(event: Event) -> None:
    """A post that is gone is no news any more, nor is an answer, but for what its writer was told of that. Inside a
    write()."""
    if event.verb not in TAKES_AWAY:
        return
    news = Notice.objects.filter(event__subject=event.subject).exclude(event__verb__in=TO_ITS_WRITER)
    gone = event.data["comment"]
    (news if gone == event.data["talk"] else news.filter(event__data__comment=gone)).delete()


# --- In words


def posts_of(events: Iterable[Event], theirs: Reach) -> dict[str, Comment]:
    """The posts these events are about that this reader sees now, by the events' subject. One query, or none."""
    wanted = {event.subject.partition(":")[2] for event in events if event.subject.startswith("talk:")}
    if not wanted:
        return {}
    rows = said_for(theirs).talk().filter(pk__in=wanted).select_related(*SPOKEN)
    return {f"talk:{row.pk}": row for row in rows}


def is_news(event: Event, posts: dict[str, Comment]) -> bool:
    """Whether there is anything to say of it: the post stands, or its writer is told why it does not."""
    stands = event.subject in posts or event.verb in TO_ITS_WRITER
    return event.subject.startswith("talk:") and stands


def title(post: Comment | None) -> str:
    if post is None:
        return _("Obrolan")
    if post.letter:
        return _("Kepada %(name)s") % {"name": post.letter}
    return _("Obrolan Kel. %(name)s") % {"name": post.area.name if post.area else ""}


def path(post: Comment | None) -> str:
    """Where a post that is gone stood, others like it stand."""
    return QLUE_TALK % post.pk if post else QLUE_TALKS


SENTENCES: dict[str, Callable[[Words], str]] = {
    "talked": lambda d: _("Tulisan baru dari %(by)s") % d,
    "talk_answered": lambda d: (
        _("%(by)s menjawab tulisan Anda") % d if d["yours"] else _("%(by)s menjawab") % d
    ),
    "comment_held": lambda d: _("Tulisan Anda ditahan sampai diperiksa moderator"),
    "comment_hidden": lambda d: _("Tulisan Anda disembunyikan: %(reason)s") % d,
    "comment_released": lambda d: _("Tulisan Anda sudah diperiksa dan ditampilkan"),
}


def sentence(notice: Notice, post: Comment | None, by: str) -> str:
    data = notice.event.data
    words = {"reason": "", "yours": post is not None and post.user_id == notice.user_id} | data
    return SENTENCES[notice.event.verb](words | {"by": by or _("Seseorang")})
