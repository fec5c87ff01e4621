"""What was said, for its readers: where it stands, under a pseudonym, and before the moderators."""

from typing import Literal

from django.db.models import BooleanField, Count, Exists, F, Min, OuterRef, Q, Value

from smartcity.accounts.models import Role, User
from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.reports.models import Comment, Company, CompanySeat, Flag, LetterSupport, Report, Visibility
from smartcity.reports.said import CommentQuerySet, State

MODERATORS = frozenset({Role.VERIFIER, Role.ADMINISTRATOR})
SPOKEN = (  # what `speaker` and `profile` read, and a post says of itself
    "user",
    "office",
    "company",
    "report",
    "area",
    "letter__company",
    "parent",
)
Kind = Literal["", "talk", "company"]


def may_moderate(theirs: Reach) -> bool:
    return not theirs.roles.isdisjoint(MODERATORS)


def said_for(theirs: Reach) -> CommentQuerySet:
    """All that this reader sees anywhere."""
    place = Q(report=None) | Q(report__in=Report.objects.visible_to(theirs))
    return Comment.objects.visible_to(theirs).filter(place)


def own_of(theirs: Reach) -> CommentQuerySet:
    """What this person said for themselves and may take back, the newest first: wherever it stands, though they may no
    longer read what stands around it."""
    mine = Comment.objects.filter(user_id=theirs.user_id or 0, office=None, company=None)
    return mine.filter(state__in=[State.SHOWN, State.HELD]).order_by("-pk").select_related(*SPOKEN)


def about(report: Report, theirs: Reach) -> CommentQuerySet:
    """What this reader of a report sees said about it, in order."""
    return (
        Comment.objects.visible_to(theirs)
        .filter(report=report)
        .select_related(*SPOKEN)
        .prefetch_related("photos")
    )


def posts(area: Area | None, theirs: Reach, *, kind: Kind = "", before: int | None = None) -> CommentQuerySet:
    """The posts of an area (and of what was split into it), or of the whole city, the newest first: all, those of talk, or
    those to companies. Each with
    how many answers are shown to all (`answered`), since when its company's is (`company_at`), and whether this reader
    supports it (`supported`)."""
    found = Comment.objects.visible_to(theirs).talk().order_by("-pk").select_related(*SPOKEN)
    found = found.filter(area__in=_with_what_ended(area)) if area else found
    found = found.filter(letter__isnull=kind == "talk") if kind else found
    found = found.filter(pk__lt=before) if before else found
    shown = Q(answers__state=State.SHOWN)
    return found.annotate(
        answered=Count("answers", filter=shown), supported=_supported(theirs),
        company_at=Min("answers__at", filter=shown & Q(answers__company__isnull=False)),
    ).prefetch_related("photos")  # fmt: skip


def _with_what_ended(area: Area) -> list[int]:
    """The area, and what ended when it became several of which this is one."""
    ended = area.predecessors.exclude(valid_to=None).values_list("pk", flat=True) if area.valid_from else []
    return [area.pk, *ended]


def _supported(theirs: Reach) -> Value | Exists:
    if theirs.user_id is None:
        return Value(False, BooleanField())
    return Exists(LetterSupport.objects.filter(letter=OuterRef("letter"), user_id=theirs.user_id))


def companies_of(user: User) -> list[Company]:
    """Those this person may answer for."""
    seats = CompanySeat.objects.taken().filter(user=user).select_related("company").order_by("company__name")
    return [seat.company for seat in seats]


def speaks_for(user: User, post: Comment) -> Company | None:
    """The company this person answers such a post for; nobody answers for a company what they wrote to it."""
    company = post.letter.company if post.letter else None
    if company is None or post.user_id == user.pk:
        return None
    return company if CompanySeat.objects.taken().filter(user=user, company=company).exists() else None


def answers(post: Comment, theirs: Reach) -> CommentQuerySet:
    return Comment.objects.visible_to(theirs).filter(parent=post).select_related(*SPOKEN)


def to_judge(theirs: Reach) -> CommentQuerySet:
    """What a moderator may judge: everything but what stands under private reports of others' offices."""
    if not may_moderate(theirs):
        return Comment.objects.none()
    open_ = Q(report=None) | Q(report__visibility=Visibility.PUBLIC)
    return Comment.objects.filter(open_ | Q(report__holder_id__in=theirs.covers))


def waiting(theirs: Reach, *, after: int | None = None) -> CommentQuerySet:
    """What waits for a moderator, the oldest first: held, or objected to since it was judged. `after`: what follows the
    comment of this id."""
    newer = Q(comment__judged_at=None) | Q(at__gt=F("comment__judged_at"))
    objected = Exists(Flag.objects.filter(newer, comment=OuterRef("pk")))
    wanted = Q(state=State.HELD) | (Q(state=State.SHOWN) & Q(objected))
    return (
        to_judge(theirs)
        .filter(wanted, pk__gt=after or 0)
        .order_by("pk")
        .select_related(*SPOKEN)
        .prefetch_related("flags", "photos")
    )
