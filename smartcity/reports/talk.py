"""What was said, for its readers: where it stands, under a pseudonym, and before the moderators."""

from django.db.models import Count, Exists, F, OuterRef, Q

from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.reports.models import Comment, Flag, Report, Visibility
from smartcity.reports.said import CommentQuerySet, State

MODERATORS = frozenset({Role.VERIFIER, Role.ADMINISTRATOR})
SPOKEN = ("user", "office", "report", "area", "parent")  # what `speaker` and `profile` read


def may_moderate(theirs: Reach) -> bool:
    return not theirs.roles.isdisjoint(MODERATORS)


def said_for(theirs: Reach) -> CommentQuerySet:
    """All that this reader sees anywhere."""
    place = Q(report=None) | Q(report__in=Report.objects.visible_to(theirs))
    return Comment.objects.visible_to(theirs).filter(place)


def about(report: Report, theirs: Reach) -> CommentQuerySet:
    """What this reader of a report sees said about it, in order."""
    return Comment.objects.visible_to(theirs).filter(report=report).select_related(*SPOKEN)


def posts(area: Area | None, theirs: Reach, *, before: int | None = None) -> CommentQuerySet:
    """The talk of an area, or of the whole city, the newest first, each with how many answers are shown to all."""
    found = Comment.objects.visible_to(theirs).talk().order_by("-pk").select_related(*SPOKEN)
    found = found.filter(area=area) if area else found
    found = found.filter(pk__lt=before) if before else found
    shown = Count("answers", filter=Q(answers__state=State.SHOWN))
    return found.annotate(answered=shown).prefetch_related("photos")


def answers(post: Comment, theirs: Reach) -> CommentQuerySet:
    return Comment.objects.visible_to(theirs).filter(parent=post).select_related(*SPOKEN)


def to_judge(theirs: Reach) -> CommentQuerySet:
    """What a moderator may judge: everything but what stands under private reports of others' offices."""
    if not may_moderate(theirs):
        return Comment.objects.none()
    open_ = Q(report=None) | Q(report__visibility=Visibility.PUBLIC)
    return Comment.objects.filter(open_ | Q(report__holder_id__in=theirs.covers))


def waiting(theirs: Reach) -> CommentQuerySet:
    """What waits for a moderator, the oldest first: held, or objected to since it was judged."""
    newer = Q(comment__judged_at=None) | Q(at__gt=F("comment__judged_at"))
    objected = Exists(Flag.objects.filter(newer, comment=OuterRef("pk")))
    wanted = Q(state=State.HELD) | (Q(state=State.SHOWN) & Q(objected))
    return (
        to_judge(theirs)
        .filter(wanted)
        .order_by("pk")
        .select_related(*SPOKEN)
        .prefetch_related("flags", "photos")
    )
