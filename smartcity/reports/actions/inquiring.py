"""An office asks the reporter something about the report; the reporter answers, or after a week the question closes."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Inquiry, Report
from smartcity.reports.stead import in_name_of
from smartcity.reports.workflow import OPEN, UNFINISHED

ANSWER_WITHIN = timedelta(days=7)
MOST_ASKED = 1000


def ask(report: Report, by: User, *, text: str) -> Inquiry:
    """One question at a time. The deadlines run on. Raises NotAllowed (not held by them, nobody to ask), IllegalMove
    (not open, one waits already), Invalid (no words)."""
    text = clean(text, field="text", most=MOST_ASKED, required=False)
    if not text:
        raise Invalid(_("Tuliskan pertanyaannya."), field="text", code="text_missing")
    with write():
        row = locked(report, by)
        office = _asking(row, by)
        if _open_ones(row).exists():
            raise IllegalMove(_("Masih ada pertanyaan yang menunggu jawaban pelapor."), code="asked_before")
        moment = now()
        asked = Inquiry.objects.create(report=row, office=office, asked_by=by, text=text, asked_at=moment,
                                       expires_at=moment + ANSWER_WITHIN)  # fmt: skip
        tell(row, "asked", by, audience=Audience.OFFICE, reason=text, **in_name_of(office, row.holder))
    return asked


def may_inquire(report: Report, by: User) -> bool:
    """Whether `by` could ask now: what a face shows a button for. The action asks again."""
    try:
        _asking(report, by)
    except NotAllowed:
        return False
    return not _open_ones(report).exists()


def reply(asked: Inquiry, by: User, *, text: str) -> None:
    """The reporter's answer, once; read by the offices the report is or was with. Raises NotAllowed, IllegalMove,
    Invalid."""
    text = clean(text, field="answer", most=MOST_ASKED, required=False)
    if not text:
        raise Invalid(_("Tuliskan jawaban Anda."), field="answer", code="text_missing")
    with write():
        row = locked(asked.report, by)
        one = Inquiry.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if row.author_id != by.pk:
            raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))
        if not one.waits or row.status not in UNFINISHED:
            raise IllegalMove(_("Pertanyaan ini sudah dijawab atau sudah ditutup."), code="answered")
        one.answer, one.answered_at = text, now()
        one.save(update_fields=["answer", "answered_at"])
        tell(row, "asked_answered", by, audience=Audience.OFFICE)


def close_inquiry(asked: Inquiry) -> None:
    """Nobody answered in time: the question closes, the report goes on."""
    with write():
        row = locked(asked.report)
        late = Inquiry.objects.filter(pk=asked.pk, answered_at=None, closed_at=None, expires_at__lte=now())
        if late.update(closed_at=now()):
            tell(row, "asked_closed", None, audience=Audience.OFFICE)


def unanswered(most: int) -> list[Inquiry]:
    """Questions whose time is over."""
    late = Inquiry.objects.filter(answered_at=None, closed_at=None, expires_at__lte=now())
    return list(late.select_related("report").order_by("expires_at")[:most])


def _asking(report: Report, by: User) -> Office:
    seat = reach(by).seat_over(report.holder)
    if seat is None:
        raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": report.holder})
    if report.status not in OPEN:
        raise IllegalMove(_("Laporan ini tidak lagi terbuka."))
    if report.author is None or not report.author.is_active:
        raise NotAllowed(_("Tidak ada akun di balik laporan ini."), code="nobody_to_ask")
    if report.author_id == by.pk:
        raise NotAllowed(_("Ini laporan Anda sendiri."), code="own_report")
    return seat.office


def _open_ones(report: Report) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(report=report, answered_at=None, closed_at=None)
