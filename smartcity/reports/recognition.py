"""What somebody has done for the city: read anew from reports and their log, so that no counter can drift.

Points are for what proved useful: a report that was put right, an honest answer to "is it really done?", a report that
spared the city double work. Filing, supporting and commenting earn nothing. What counts not at all:
- a report answered by an office its author has ever sat in or above, or by an account that shares a device with theirs;
- one answered with a photo that had been used before;
- the same problem told again: the same kind within 150 m and 30 days of one that counts;
- more than three reports filed, or three answers given, on one day;
- a yes that its own author took back: then their word on that report counts neither way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import Device, Post, User
from smartcity.events.models import Event
from smartcity.lib.geo import distance_m
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.models import Report
from smartcity.reports.workflow import Status

HELD_UP = timedelta(days=7)  # a word nobody contradicted for so long was honest
SAME_WITHIN, SAME_M = timedelta(days=30), 150
MOST_A_DAY = 3
MOST_REFUSALS = 2  # of one report; who says no more often than that is not believed
MOST_REPORTS = 1000


class Kind(StrEnum):
    PROVEN = "proven"  # the report was put right
    CONFIRMED = "confirmed"  # "yes, done", and nobody contradicted
    REFUSED = "refused"  # "not done", and the office came back
    UNITED = "united"  # other people's reports were merged into it


POINTS = {Kind.PROVEN: 10, Kind.CONFIRMED: 5, Kind.REFUSED: 10, Kind.UNITED: 5}


@dataclass(frozen=True, slots=True)
class Line:
    """Points, and what for. `public`: whether others may read which report it was."""

    kind: Kind
    number: int
    title: str
    public: bool
    at: datetime
    area: str
    icon: str  # of its category

    @property
    def points(self) -> int:
        return POINTS[self.kind]


@dataclass(frozen=True, slots=True)
class Badge:
    """Earned `at`, or None: then `have` of `need` are there."""

    code: str
    name: str | Promise
    how: str | Promise
    icon: str
    have: int
    need: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """`lines` newest first; `sent`: how many reports stand under this name, for comparison and not for points."""

    lines: list[Line] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    sent: int = 0

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)

    def count(self, *kinds: Kind) -> int:
        return sum(line.kind in kinds for line in self.lines)

    @property
    def proven(self) -> int:
        return self.count(Kind.PROVEN)

    @property
    def honest(self) -> int:
        return self.count(Kind.CONFIRMED, Kind.REFUSED)

    @property
    def prevented(self) -> int:
        return self.count(Kind.REFUSED)

    @property
    def united(self) -> int:
        return self.count(Kind.UNITED)


def recognition(user: User) -> Recognition:
    """Six queries (one more for who has ever sat in an office), however much somebody has done."""
    mine = Report.objects.filter(author=user)
    done = list(
        mine.filter(status=Status.DONE).select_related("category", "area").order_by("-pk")[:MOST_REPORTS]
    )
    stories = _stories(done)
    lines = list(_proven(done, stories, user)) if done else []
    lines += [line for report in done for line in _answers(report, stories[report.subject], user)]
    kept = sorted(_few_a_day(lines), key=lambda line: (line.at, line.number), reverse=True)
    return Recognition(kept, badges(kept), mine.count())


def _stories(reports: Sequence[Report]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    told = Event.objects.filter(
        subject__in=[report.subject for report in reports], verb__in=("answered", "confirmed", "refused")
    )
    for event in told.order_by("pk") if reports else ():
        found[event.subject].append(event)
    return found


def _proven(done: Iterable[Report], stories: dict[str, list[Event]], user: User) -> Iterable[Line]:
    """One line for each problem put right; a second for one that others' reports were merged into."""
    kin, offices = _kin(user), _own_offices(user)
    united = _united(done, kin)
    counted: list[Report] = []
    filed: Counter[object] = Counter()
    for report in sorted(done, key=lambda report: report.pk):
        answer = _last(stories[report.subject], "answered")
        if answer is None or not _independent(answer, kin, offices) or _told_before(report, counted):
            continue
        filed[_day(report.created_at)] += 1
        counted.append(report)
        if filed[_day(report.created_at)] <= MOST_A_DAY:
            yield _line(Kind.PROVEN, report, report.closed_at or report.updated_at)
            if report.pk in united:
                yield _line(Kind.UNITED, report, report.closed_at or report.updated_at)


def _kin(user: User) -> set[int]:
    """This account and those used on the same device."""
    keys = Device.objects.filter(user=user).values("key")
    return {user.pk, *Device.objects.filter(key__in=keys).values_list("user_id", flat=True)}


def _own_offices(user: User) -> set[int]:
    """Every office this person ever sat in, and all below."""
    posts = list(Post.objects.filter(user=user).select_related("office"))
    offices = [post.office for post in posts]
    return set(Office.objects.under(offices).values_list("pk", flat=True)) if offices else set()


def _united(done: Iterable[Report], kin: set[int]) -> set[int]:
    others = Report.objects.filter(merged_into__in=[report.pk for report in done], author__isnull=False)
    return set(others.exclude(author__in=kin).values_list("merged_into_id", flat=True)) - {None}


def _independent(answer: Event, kin: set[int], offices: set[int]) -> bool:
    return (
        answer.actor_id not in kin
        and answer.data.get("by_office") not in offices
        and "reused" not in answer.data.get("flags", [])
    )


def _told_before(report: Report, counted: Iterable[Report]) -> bool:
    return any(
        other.category_id == report.category_id
        and report.created_at - other.created_at < SAME_WITHIN
        and distance_m(report.lon, report.lat, other.lon, other.lat) < SAME_M
        for other in counted
    )


def _answers(report: Report, story: Sequence[Event], user: User) -> Iterable[Line]:
    """The reporter's own word on it, where time has shown that it was right."""
    said = [event for event in story if event.actor_id == user.pk and event.verb != "answered"]
    refusals = [event for event in said if event.verb == "refused"]
    yes = [event for event in said if event.verb == "confirmed"]
    took_back = any(no.pk > y.pk for y in yes for no in refusals)
    settled = report.closed_at is not None and now() - report.closed_at >= HELD_UP
    if took_back or not settled or len(refusals) > MOST_REFUSALS:
        return
    if yes and story[-1].pk == yes[-1].pk:
        yield _line(Kind.CONFIRMED, report, yes[-1].at)
    again = _last(story, "answered")
    if refusals and again and again.pk > refusals[-1].pk and "reused" not in again.data.get("flags", []):
        yield _line(Kind.REFUSED, report, refusals[-1].at)


def _few_a_day(lines: Iterable[Line]) -> Iterable[Line]:
    """Answers beyond the third of a day earn nothing; and none on a report that did not count itself."""
    lines = list(lines)
    proven = {line.number for line in lines if line.kind == Kind.PROVEN}
    given: Counter[object] = Counter()
    for line in sorted(lines, key=lambda line: line.at):
        if line.kind in (Kind.CONFIRMED, Kind.REFUSED):
            if line.number not in proven:
                continue
            given[_day(line.at)] += 1
            if given[_day(line.at)] > MOST_A_DAY:
                continue
        yield line


def _line(kind: Kind, report: Report, at: datetime) -> Line:
    return Line(kind, report.number, report.title, report.public, at, report.area.code, report.category.icon)


def _last(story: Sequence[Event], verb: str) -> Event | None:
    return next((event for event in reversed(story) if event.verb == verb), None)


def _day(moment: datetime) -> object:
    return timezone.localtime(moment).date()


def badges(lines: Sequence[Line]) -> list[Badge]:
    """Earned by the lines, oldest first; which place or how often is nobody's to compare."""
    oldest = sorted(lines, key=lambda line: line.at)
    proven = [line for line in oldest if line.kind == Kind.PROVEN]
    home = Counter(line.area for line in proven).most_common(1)
    return [
        _badge("witness", _("Saksi jujur"), _("Lima jawaban jujur “benar selesai?”"), "eye", 5,
               [line for line in oldest if line.kind in (Kind.CONFIRMED, Kind.REFUSED)]),
        _badge("keeper", _("Penjaga gang"), _("Lima laporan terbukti benar di satu kelurahan"), "home", 5,
               [line for line in proven if home and line.area == home[0][0]]),
        _badge("flood", _("Pantau banjir"), _("Tiga laporan banjir terbukti benar"), "flood", 3,
               [line for line in proven if line.icon == "flood"]),
    ]  # fmt: skip


def _badge(
    code: str, name: str | Promise, how: str | Promise, icon: str, need: int, lines: Sequence[Line]
) -> Badge:
    at = lines[need - 1].at if len(lines) >= need else None
    return Badge(code, name, how, icon, min(len(lines), need), need, at)
