"""What the police desk does with a report of a crime: see it, give it to a unit, or say that it is none."""

from django.utils.translation import gettext as _

from smartcity.accounts.models import Role, User
from smartcity.accounts.queries import reach
from smartcity.events.actions import record
from smartcity.events.models import Audience, Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports import deadlines
from smartcity.reports.actions.moving import MOST_REASON, Moving, locked, moving
from smartcity.reports.models import Category, Report, Screening
from smartcity.reports.routing import route

LOOKED, SEEN = "looked", "alarm_seen"
Verdict = Screening.Verdict


def look(report: Report, by: User) -> None:
    """Note, once a person, that `by`, an official, has opened it: heard by the police alone, not by the reporter."""
    if not report.category.for_police or not reach(by).official or report.author_id == by.pk:
        return
    before = Event.objects.about(report.subject).filter(verb=LOOKED, actor=by)
    if before.exists():
        return
    with write():
        row = locked(report, by)
        if not before.exists():  # nor in the moment before
            _note(row, LOOKED, by)


def see_alarm(report: Report, by: User) -> None:
    """Somebody is there: the alarm is silent from now on. Again is no harm."""
    with write():
        row = locked(report, by)
        _desk(row, by)
        if Screening.objects.filter(report=row, seen_at=None).update(seen_at=now()):
            _note(row, SEEN, by)


def give_to_unit(report: Report, by: User, *, to: Office, reason: str = "", seen: int | None = None) -> None:
    """It is the police's: `to` works on it from now on, the desk's own office or another of the police."""
    reason = clean(reason, field="reason", most=MOST_REASON, required=False) or _("Ditangani unit ini.")
    own = to.pk == report.holder_id
    with moving(report, "accept" if own else "forward", by, reason=reason, seen=seen) as step:
        _still_undecided(step.report)
        if not own:
            _check_unit(to)
            step.data |= {"to": to.title, "from": step.report.holder.title}
            step.hand_to(to)
            step.report.rule = None
        _decide(step, Verdict.UNIT)


def reclassify(report: Report, by: User, *, category: Category, reason: str, seen: int | None = None) -> None:
    """It is no crime: from now on a report of `category`, held by who answers such things there, and private still,
    for it was written to the police. Its reporter is told, with the reason."""
    with moving(report, "reclassify", by, reason=reason, seen=seen) as step:
        row = step.report
        if not row.category.for_police or category.for_police or not category.active:
            raise Invalid(_("Pilih kategori yang bukan kejahatan."), field="category", code="bad_category")
        way = route(category, row.area)
        step.data |= {"was": row.category.code, "to": way.office.title, "from": row.holder.title}
        row.category, row.rule = category, None
        step.hand_to(way.office)
        deadlines.ask_again(row, step.moment)
        _decide(step, Verdict.NOT_CRIME)


def check_stays_with_police(report: Report, to: Office) -> None:
    """A crime is passed on within the police only: anything else is first said to be none. Raises Invalid."""
    if report.category.for_police and to.kind != Kind.POLICE:
        raise Invalid(_("Laporan kejahatan hanya diteruskan di dalam kepolisian. Bila bukan kejahatan, nyatakan itu dulu "
                        "di meja polisi."), field="to", code="police_only")  # fmt: skip


def raise_alarm(report: Report) -> bool:
    """Inside the transaction that brings a report to the police. Whether there is one to raise."""
    if report.category.for_police:
        Screening.objects.get_or_create(report=report, defaults={"raised_at": report.held_since})
    return report.category.for_police


def taken_up(step: Moving) -> None:
    """Who accepts a report of a crime has decided that it is one."""
    if step.report.category.for_police:
        _decide(step, Verdict.UNIT)


def decide_again(row: Report) -> None:
    """What decided it was taken back: it waits at the desk again. Call it in a transaction that holds the row."""
    Screening.objects.filter(report=row).update(decided_at=None, verdict="")


def _decide(step: Moving, verdict: Screening.Verdict) -> None:
    step.data["verdict"] = verdict.value
    found = Screening.objects.filter(report=step.report)
    found.filter(seen_at=None).update(seen_at=step.moment)
    found.update(decided_at=step.moment, verdict=verdict)


def _still_undecided(report: Report) -> None:
    if not Screening.objects.undecided().filter(report=report).exists():
        raise IllegalMove(_("Laporan ini sudah diputuskan."), code="decided")


def _check_unit(to: Office) -> None:
    if to.kind != Kind.POLICE or not to.active:
        raise Invalid(_("Pilih satuan kepolisian yang masih aktif."), field="to", code="bad_office")


def _desk(report: Report, by: User) -> Office:
    """The office in whose name `by` speaks as police. Raises NotAllowed."""
    posts = [post for post in reach(by).posts if post.role == Role.POLICE]
    found = next((p.office for p in posts if report.holder.path.startswith(p.office.path)), None)
    if found is None:
        raise NotAllowed(_("Hanya meja polisi yang memegang laporan ini."))
    return found


def _note(row: Report, verb: str, by: User) -> None:
    theirs = reach(by).seat_over(row.holder)
    record(row.subject, verb, {"number": row.number, "by": theirs.office.title if theirs else ""}, actor=by,
           office=row.holder, area=row.area, audience=Audience.OFFICE)  # fmt: skip
