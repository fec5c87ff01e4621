"""Who reported is hidden. An office that needs to know asks; the reporter answers, and sees who read the answer."""

from datetime import timedelta

from django.utils.translation import gettext as _

from smartcity.accounts.models import ACTING, User
from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean, clean_line
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.actions.moving import MOST_REASON, locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Disclosure, NameSeen, Report, Wording
from smartcity.reports.stead import in_name_of
from smartcity.reports.workflow import UNFINISHED

ANSWER_WITHIN = timedelta(days=7)
ASK_AGAIN_AFTER = timedelta(days=30)
MOST_TOLD = 200
State = Disclosure.State


def ask_name(report: Report, by: User, *, reason: str) -> Disclosure:
    """The office `by` speaks for asks the reporter who they are. Raises NotAllowed (not held by them, nobody to ask),
    IllegalMove (closed, or asked within 30 days), Invalid (no reason)."""
    reason = clean(reason, field="reason", most=MOST_REASON, required=False)
    if not reason:
        raise Invalid(_("Tuliskan alasannya."), field="reason", code="reason_missing")
    with write():
        row = locked(report, by)
        office = _asking(row, by)
        if _asked_lately(row, office):
            raise IllegalMove(_("Kantor Anda sudah bertanya. Sekali dalam 30 hari."), code="asked_before")
        moment = now()
        asked = Disclosure.objects.create(report=row, office=office, asked_by=by, reason=reason, asked_at=moment,
                                          expires_at=moment + ANSWER_WITHIN)  # fmt: skip
        tell(row, "name_asked", by, office=office, audience=Audience.OFFICE, reason=reason,
             **in_name_of(office, row.holder))  # fmt: skip
    return asked


def may_ask(report: Report, by: User) -> bool:
    """Whether `by` could ask now: what a face shows a button for. The action asks again."""
    try:
        return not _asked_lately(report, _asking(report, by))
    except NotAllowed:
        return False


def _asking(report: Report, by: User) -> Office:
    """The office in whose name `by` asks. Raises NotAllowed, IllegalMove."""
    seat = reach(by).seat_over(report.holder)
    if seat is None:
        raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": report.holder})
    if report.status not in UNFINISHED:
        raise IllegalMove(_("Laporan ini sudah ditutup."))
    if report.author is None or not report.author.is_active:
        raise NotAllowed(_("Tidak ada akun di balik laporan ini."), code="nobody_to_ask")
    if report.author_id == by.pk:
        raise NotAllowed(_("Ini laporan Anda sendiri."), code="own_report")
    return seat.office


def _asked_lately(report: Report, office: Office) -> bool:
    """Once in 30 days; and not again while the reporter's yes stands."""
    last = Disclosure.objects.filter(report=report, office=office).first()
    if last is None:
        return False
    return last.state == State.ALLOWED or now() - last.asked_at < ASK_AGAIN_AFTER


def decide(asked: Disclosure, by: User, *, allow: bool, told: str = "") -> None:
    """The reporter's answer. `told` is all the office will read. A yes can be taken back; a no, or silence for seven
    days, stands. Raises NotAllowed, IllegalMove, Invalid."""
    told = clean_line(told, field="told", most=MOST_TOLD) if allow else ""
    if allow and not told:
        raise Invalid(_("Tuliskan nama atau cara menghubungi Anda."), field="told", code="told_missing")
    with write():
        row = locked(asked.report, by)
        one = Disclosure.objects.select_for_update(of=("self",)).select_related("office").get(pk=asked.pk)
        if row.author_id != by.pk:
            raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))
        if not (one.waits or (one.state == State.ALLOWED and not allow)):
            raise IllegalMove(_("Permintaan ini sudah dijawab atau sudah lewat waktunya."), code="answered")
        one.state, one.told, one.answered_at = State.ALLOWED if allow else State.REFUSED, told, now()
        one.save(update_fields=["state", "told", "answered_at"])
        verb = "name_allowed" if allow else "name_refused"
        tell(row, verb, by, office=one.office, audience=Audience.OFFICE, to=one.office.title)


def see_name(report: Report, by: User) -> str:
    """What the reporter told the office `by` sits in, while that office holds the report. Each reading is noted and
    told to the reporter. Raises NotAllowed."""
    with write():
        row = locked(report, by)
        one = allowed_to(row, reach(by))
        if one is None:
            raise NotAllowed(_("Pelapor tidak memberi tahu kantor Anda siapa ia."), code="not_disclosed")
        NameSeen.objects.create(disclosure=one, user=by, at=now())
        tell(row, "name_seen", by, office=one.office, audience=Audience.PERSON, by=one.office.title)
    return one.told


def allowed_to(report: Report, theirs: Reach) -> Disclosure | None:
    """The yes that lets a seat of this very office read: not the offices beside, above or after it."""
    seats = [post.office_id for post in theirs.posts if post.role in ACTING]
    found = Disclosure.objects.filter(report=report, state=State.ALLOWED, office_id__in=seats)
    here = (one for one in found.select_related("office") if report.holder.path.startswith(one.office.path))
    return next(here, None) if seats and report.status in UNFINISHED else None


def former_wordings(report: Report, theirs: Reach) -> list[Wording]:
    """What the report said before, oldest first: for its author and for the offices it is or was with."""
    own = theirs.user_id is not None and report.author_id == theirs.user_id
    may = own or Report.objects.cases_of(theirs).filter(pk=report.pk).exists()
    return list(report.wordings.all()) if may else []


def asked_of(report: Report) -> list[Disclosure]:
    """Every question about this report, the newest first, with who has read the answer: for its author."""
    return list(Disclosure.objects.filter(report=report).select_related("office").prefetch_related("seen"))


def asked_by(report: Report, theirs: Reach) -> Disclosure | None:
    """The last question of one of these offices about this report."""
    return (
        Disclosure.objects.filter(report=report, office_id__in=theirs.seats).select_related("office").first()
    )
