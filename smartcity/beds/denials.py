"""What citizens say against a hospital's number: public reports that there was no bed, and what was official then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from smartcity.accounts.models import Post, PostQuerySet, Role
from smartcity.beds.history import free_at
from smartcity.beds.models import BedClass, Hospital
from smartcity.lib.time import now
from smartcity.reports.models import Category, Report, ReportQuerySet
from smartcity.reports.workflow import Status

HOSPITAL, CLASS = "bed_hospital", "bed_class"  # codes of the questions by which a report names them
COUNTED = timedelta(days=30)
REMEMBERED = 86_400  # seconds
UNANSWERED = (Status.WAITING, Status.IN_PROGRESS, Status.COORDINATING)


@dataclass(frozen=True, slots=True)
class Denial:
    """One report of a hospital that was full; `official` is how many beds of the class were said to be free when it was
    sent, None where nothing was said. `bed_class` is "" where its writer named none."""

    number: int
    subject: str
    bed_class: str
    at: datetime
    title: str
    open: bool
    official: int | None

    @property
    def contradicts(self) -> bool:
        return bool(self.official)

    @property
    def called(self) -> str:
        return str(BedClass(self.bed_class).label) if self.bed_class else ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Of `told` denials within COUNTED, `against` came while the official number said that a bed was free."""

    told: int
    against: int

    @property
    def percent(self) -> int:
        return round(100 * self.against / self.told) if self.told else 0


def denials(hospitals: Iterable[Hospital]) -> dict[int, list[Denial]]:
    """Within COUNTED, the newest first, by the hospital's pk. Private reports are between their writer and the office."""
    named = {hospital.office.name.casefold(): hospital for hospital in hospitals}
    found: dict[int, list[Report]] = {}
    for report in _asked().public().filter(created_at__gt=now() - COUNTED).order_by("-pk"):
        hospital = named.get(str(report.attributes.get(HOSPITAL, "")).casefold())
        if hospital:
            found.setdefault(hospital.pk, []).append(report)
    by_pk = {hospital.pk: hospital for hospital in named.values()}
    return {pk: _against(by_pk[pk], reports) for pk, reports in found.items()}


def disagreement(told: list[Denial]) -> Disagreement:
    return Disagreement(len(told), sum(denial.contradicts for denial in told))


def hospital_of(report: Report) -> Hospital | None:
    """The one a report names, where there is such."""
    name = report.attributes.get(HOSPITAL)
    if not name:
        return None
    return Hospital.objects.open().select_related("office").filter(office__name__iexact=str(name)).first()


def clerks_of(report: Report) -> PostQuerySet:
    """The seats that hear of a report because it names their hospital; of a private one nobody but its holder does."""
    hospital = hospital_of(report) if report.public else None
    clerks = Post.objects.current().filter(role=Role.CLERK)
    return clerks.filter(office_id=hospital.office_id) if hospital else clerks.none()


def _asked() -> ReportQuerySet:
    """Reports of the kinds that ask which hospital."""
    kinds = [
        category.pk
        for category in Category.objects.all()
        if any(question["code"] == HOSPITAL for question in category.questions)
    ]
    return Report.objects.filter(category_id__in=kinds)


def _against(hospital: Hospital, reports: list[Report]) -> list[Denial]:
    return [
        Denial(report.number, report.subject, class_of(report), report.created_at, report.title, report.status in UNANSWERED, free)
        for report, free in zip(reports, _official(hospital, reports), strict=True)
    ]  # fmt: skip


def _official(hospital: Hospital, reports: list[Report]) -> list[int | None]:
    """What was official when each was sent. It is past, so it is looked up once."""
    names = {report.pk: f"beds.official:{hospital.pk}:{report.pk}:{class_of(report)}" for report in reports}
    known = cache.get_many(names.values())
    new = [report for report in reports if names[report.pk] not in known]
    found = free_at(hospital, [(report.created_at, class_of(report)) for report in new])
    known |= (fresh := {names[report.pk]: free for report, free in zip(new, found, strict=True)})
    cache.set_many(fresh, REMEMBERED)
    return [known[names[report.pk]] for report in reports]


def class_of(report: Report) -> str:
    """The class of beds a report says were full; "" where it names none of ours."""
    said = str(report.attributes.get(CLASS, ""))
    return said if said in BedClass.values else ""
