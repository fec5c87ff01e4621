"""What a citizen does with a report: support, comment, confirm, refuse, appeal."""

from collections.abc import Sequence
from typing import BinaryIO

from django.db.models import F
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import deadlines, media
from smartcity.reports.actions.checking import reopen, whose
from smartcity.reports.actions.moving import MOST_REASON, locked, moving
from smartcity.reports.actions.stashing import attach, stashed_photos
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Doubt, Photo, Report, Support
from smartcity.reports.workflow import CLOSED, Status

DOUBTS_REFUSE = 3
STARS = range(1, 6)


def support(report: Report, by: User) -> None:
    """ "Dukung": once a person; again is no harm. Not for one's own."""
    with write():
        row = locked(report, by)
        if row.author_id == by.pk:
            raise Invalid(_("Ini laporan Anda sendiri."), code="own_report")
        if row.status in CLOSED:
            raise IllegalMove(_("Laporan ini sudah ditutup."))
        _one, new = Support.objects.get_or_create(report=row, user=by, defaults={"at": now()})
        if new:
            Report.objects.filter(pk=row.pk).update(supports=F("supports") + 1)
            tell(row, "supported", by, supports=row.supports + 1)
    report.refresh_from_db(fields=["supports"])


def unsupport(report: Report, by: User) -> None:
    with write():
        row = locked(report, by)
        gone, _tables = Support.objects.filter(report=row, user=by).delete()
        if gone:
            Report.objects.filter(pk=row.pk).update(supports=F("supports") - 1)
            tell(row, "unsupported", by, supports=row.supports - 1)
    report.refresh_from_db(fields=["supports"])


def sign(report: Report, by: User, *, on: bool) -> None:
    """Its reporter lets their pseudonym stand on a public report, or takes it away. The event names nobody."""
    with write():
        row = locked(report, by)
        if row.author_id != by.pk:
            raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))
        if on and not row.public:
            raise Invalid(_("Laporan ini pribadi."), code="private")
        if row.signed != on:
            Report.objects.filter(pk=row.pk).update(signed=on)
            tell(row, "named" if on else "unnamed", by)
    report.signed = on


def confirm(report: Report, by: User, *, rating: int | None = None, seen: int | None = None) -> None:
    """The reporter (or a verifier who did not answer it) says it is solved. Stars are the reporter's."""
    if rating is not None and (rating is True or rating not in STARS):
        raise Invalid(_("Nilai antara 1 dan 5."), field="rating", code="bad_rating")
    with moving(report, "confirm", by, seen=seen) as step:
        if _last(step.report, "answered").actor_id == by.pk:
            raise NotAllowed(_("Anda sendiri yang menjawab laporan ini."), code="own_answer")
        if rating is not None and step.office is None:
            step.report.rating = step.data["rating"] = rating


def refuse(report: Report, by: User, *, reason: str, photos: Sequence[BinaryIO] = (),
           stashed: Sequence[str] = (), seen: int | None = None) -> bool:  # fmt: skip
    """ "Belum selesai". The reporter's word is enough; of supporters it takes three.
    Returns whether the answer is refused now."""
    kept = stashed_photos(stashed, by)
    pictures = media.read_all(photos, already=len(kept))
    with media.stored(pictures, uploader=by) as new, write():
        row = locked(report, by)
        _attach([*kept, *new], row)
        names = [photo.name for photo in (*kept, *new)]
        if row.author_id != by.pk and _doubts(row, by, reason) < DOUBTS_REFUSE:
            tell(row, "doubted", by, photos=names)
            return False
        with moving(report, "refuse", by, reason=reason, seen=seen) as step:
            step.data |= {"photos": names} | whose(step.report)
            reopen(step)
    return True


def _attach(photos: Sequence[Photo], report: Report) -> None:
    """Behind those it began with, the first of which stands for the report in lists."""
    attach(photos, report, behind=report.photos.filter(part=Photo.Part.BEFORE).count() if photos else 0)


def _doubts(report: Report, by: User, reason: str) -> int:
    """Note one supporter's doubt about the present answer; how many there are now."""
    if not Support.objects.filter(report=report, user=by).exists():
        raise NotAllowed(_("Hanya pelapor dan pendukung yang dapat melakukan ini."))
    if report.status not in (Status.ANSWERED, Status.DONE) or report.answered_at is None:
        raise IllegalMove(_("Laporan ini belum dijawab."))
    reason = clean(reason, field="reason", most=MOST_REASON, required=False)
    if not reason:
        raise Invalid(_("Tuliskan alasannya."), field="reason", code="reason_missing")
    doubts = Doubt.objects.filter(report=report, answered_at=report.answered_at)
    if doubts.filter(user=by).exists():
        raise IllegalMove(_("Anda sudah menyatakan jawaban ini belum selesai."), code="doubted_before")
    Doubt.objects.create(report=report, user=by, answered_at=report.answered_at, reason=reason)
    return doubts.count()


def appeal(report: Report, by: User, *, reason: str, seen: int | None = None) -> None:
    """Once, against a rejection: the office above the one that rejected decides; where there is none, the holder."""
    with moving(report, "appeal", by, reason=reason, seen=seen) as step:
        if step.report.appealed:
            raise IllegalMove(_("Banding hanya satu kali."), code="appealed_before")
        step.report.appealed = True
        deadlines.ask_again(step.report, step.moment)
        rejected_by = Office.objects.get(pk=_last(step.report, "rejected").data["by_office"])
        above = rejected_by.superior() or step.report.holder.standing()
        step.data |= {"to": above.title, "from": rejected_by.title}
        step.hand_to(above)
        step.report.rule = None


def _last(report: Report, verb: str) -> Event:
    """The last event of this kind; there is one, for the report stands where it led."""
    return Event.objects.about(report.subject).filter(verb=verb).latest("pk")
