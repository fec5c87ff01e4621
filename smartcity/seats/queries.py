"""Who sits where: the offices somebody administers, with their people, and who is on the way."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from smartcity.accounts.models import ACTING, Post
from smartcity.accounts.queries import Reach
from smartcity.offices.models import Kind, Office, OfficeQuerySet
from smartcity.reports.models import Report
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


@dataclass(frozen=True, slots=True)
class Unheard:
    """An office with late reports of which nobody could be told: those reports, at most `MOST`, and the vacant offices
    above."""

    office: Office
    reports: list[Report]
    vacant: list[Office]


def unheard(offices: OfficeQuerySet, reach: Reach) -> list[Unheard]:
    """The office with most of them first. Three queries. A report that is no case of this reach's is left out."""
    late = Report.objects.cases_of(reach).unheard().filter(holder__in=offices)
    by_office: dict[Office, list[Report]] = {}
    for report in late.select_related("holder").order_by("due", "pk")[:MOST]:
        by_office.setdefault(report.holder, []).append(report)
    ids = {pk for office in by_office for pk in office.above()}
    above = list(Office.objects.active().filter(pk__in=ids))
    sits = Post.objects.current().filter(office__in=ids, role__in=ACTING)
    taken = set(sits.values_list("office_id", flat=True))
    empty = sorted((one for one in above if one.pk not in taken), key=lambda one: -len(one.path))
    rows = [Unheard(office, reports, [one for one in empty if one.pk in office.above()])
            for office, reports in by_office.items()]  # fmt: skip
    return sorted(rows, key=lambda row: -len(row.reports))


def past_posts(office: Office) -> list[Post]:
    """Who sat here before, the latest first."""
    over = Post.objects.filter(office=office).exclude(pk__in=Post.objects.current().values("pk"))
    return list(over.select_related("user").order_by("-until", "-pk")[:20])


def past_invitations(office: Office) -> list[Invitation]:
    """Withdrawn, too late, or used, the latest first."""
    gone = Invitation.objects.filter(office=office).exclude(pk__in=Invitation.objects.open().values("pk"))
    return list(gone.select_related("by", "withdrawn_by", "accepted_by").order_by("-pk")[:20])
