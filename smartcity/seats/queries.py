"""Who sits where: the offices somebody administers, with their people, and who is on the way."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from smartcity.accounts.models import Post
from smartcity.offices.models import Kind, Office, OfficeQuerySet
from smartcity.seats.authority import HEADS
from smartcity.seats.models import Invitation

MOST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: offices of the kota with code `kota` (empty: those of the whole city), those
    without a head, or any with these words in its name or its people's."""

    kota: str = ""
    vacant: bool = False
    words: str = ""


@dataclass(slots=True)
class Desk:
    """An office, who sits there now, whom it waits for; `head` is the role that makes it vacant when nobody has it."""

    office: Office
    posts: list[Post] = field(default_factory=list)
    waiting: list[Invitation] = field(default_factory=list)

    @property
    def head(self) -> str:
        return HEADS.get(self.office.kind, "")

    @property
    def vacant(self) -> bool:
        return bool(self.head) and all(post.role != self.head for post in self.posts)


def desks(offices: OfficeQuerySet, wanted: Wanted) -> list[Desk]:
    """In the order of the map: a kecamatan before its kelurahan. Three queries, whatever their number."""
    people = Post.objects.current().select_related("user").order_by("pk")
    found = (
        _narrowed(offices, wanted)
        .select_related("area")
        .order_by(F("area__code").asc(nulls_first=True), "path")
    )
    rows = found.prefetch_related(
        Prefetch("posts", people, to_attr="people"),
        Prefetch("invitations", Invitation.objects.open().order_by("pk"), to_attr="waiting"),
    )[: MOST + 1]
    return [Desk(office, office.people, office.waiting) for office in rows]  # type: ignore[attr-defined]  # prefetched above


def _narrowed(offices: OfficeQuerySet, wanted: Wanted) -> OfficeQuerySet:
    if wanted.words:
        who = Post.objects.current().filter(office=OuterRef("pk")).filter(
            Q(user__pseudonym__icontains=wanted.words) | Q(user__username__icontains=wanted.words)
        )  # fmt: skip
        words = Q(title__icontains=wanted.words) | Q(name__icontains=wanted.words) | Q(code=wanted.words)
        return offices.filter(words | Q(Exists(who)))
    if wanted.vacant:
        return vacancies(offices)
    if wanted.kota:
        below = Q(area__code=wanted.kota) | Q(area__code__startswith=f"{wanted.kota}.")
        return offices.filter(below)
    return offices.exclude(kind__in=(Kind.KELURAHAN, Kind.KECAMATAN)).exclude(kind=Kind.UTILITY)


def vacancies(offices: OfficeQuerySet) -> OfficeQuerySet:
    """Those that should have a head and have none now."""
    empty = Q(pk__in=[])
    for kind, role in HEADS.items():
        sits = Post.objects.current().filter(office=OuterRef("pk"), role=role)
        empty |= Q(kind=kind) & ~Q(Exists(sits))
    return offices.filter(empty)


def past_posts(office: Office) -> list[Post]:
    """Who sat here before, the latest first."""
    over = Post.objects.filter(office=office).exclude(pk__in=Post.objects.current().values("pk"))
    return list(over.select_related("user").order_by("-until", "-pk")[:20])


def past_invitations(office: Office) -> list[Invitation]:
    """Withdrawn, too late, or used, the latest first."""
    gone = Invitation.objects.filter(office=office).exclude(pk__in=Invitation.objects.open().values("pk"))
    return list(gone.select_related("by", "withdrawn_by", "accepted_by").order_by("-pk")[:20])
