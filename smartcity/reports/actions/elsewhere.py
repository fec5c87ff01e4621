"""What another system answers in an office's name: it was given the report (smartcity.partners) and says how it goes.

It speaks for the office that holds the report and makes the office's moves, `through` it: what it says is told as its own,
and asked of its photos what is asked of everybody's. All raise NotFound, and IllegalMove once the report lies elsewhere,
is private, or has moved on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _

from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove
from smartcity.offices.models import Office
from smartcity.reports import media
from smartcity.reports.actions.checking import pick
from smartcity.reports.actions.moving import Moving, locked, moving
from smartcity.reports.actions.stashing import attach
from smartcity.reports.actions.telling import tell
from smartcity.reports.crew import crew
from smartcity.reports.models import Photo, Report
from smartcity.reports.proof import Proof, flags_of
from smartcity.reports.workflow import CLOSED, OPEN, Status

WITHOUT_PHOTO = "no_photo"  # a flag of an answer that had to bring one


def sent_elsewhere(report: Report, office: Office, party: str, number: str) -> None:
    """It lies in the system called `party` too, under `number` of theirs ("" while there is none). No move: nobody has
    done anything about it yet, and every clock runs on."""
    with write():
        row = _held(report, office)
        tell(row, "sent_on", None, by=office.title, party=party, their=number)


def heard_elsewhere(report: Report, office: Office, party: str, words: str) -> None:
    """Something they say about it that changes nothing."""
    with write():
        row = _held(report, office)
        tell(row, "party_said", None, by=party, reason=words)


def accepted_elsewhere(report: Report, office: Office, party: str) -> None:
    """They work on it."""
    with write():
        row = _held(report, office)
        if row.status == Status.WAITING:
            with _through(row, "accept", party):
                pass


def answered_elsewhere(report: Report, office: Office, party: str, words: str,
                       pictures: Sequence[media.File] = ()) -> None:  # fmt: skip
    """They call it done. Its reporter is asked, as ever. Where an answer must show what it says and this one does not, that is
    told, a verifier looks at it, and silence confirms nothing."""
    shown = media.read_all(pictures)
    with media.stored(shown, uploader=None) as after, write():
        row = _held(report, office)
        for verb in {Status.WAITING: ["accept"], Status.COORDINATING: ["resume"]}.get(Status(row.status), []):
            with _through(row, verb, party):
                pass
        bare = row.category.needs_proof and not after
        with _through(row, "answer", party, reason=words) as step:
            _show(step, after, bare=bare)
        if bare:
            Report.objects.filter(pk=row.pk).update(confirm_by=None)


def _show(step: Moving, after: Sequence[Photo], *, bare: bool) -> None:
    for photo in after:
        photo.part, photo.office, photo.created_at = Photo.Part.AFTER, step.office, step.moment
        photo.flags = flags_of(photo, step.report, Proof(None, None))
    attach(after, step.report)
    pick(step, after, bare=bare)
    step.report.answered_at = step.moment
    raised = {flag for photo in after for flag, on in photo.flags.items() if on is True}
    step.data["photos"] = [photo.name for photo in after]
    step.data["flags"] = sorted(raised | ({WITHOUT_PHOTO} if bare else set()))


def declined_elsewhere(report: Report, office: Office, party: str, words: str) -> None:
    """They will not do it. It stays with the office, whose people hear of it; where nobody sits, it goes to the office
    above."""
    with write():
        row = _held(report, office)
        tell(row, "party_replied", None, by=party, reason=words, settled=False)
        above = None if crew(office).exists() else row.holder.superior()
        if above and row.status in OPEN:
            with _through(row, "forward", party, reason=words) as step:
                step.data |= {"to": above.title, "from": office.title}
                step.hand_to(above)
                step.report.rule = None


@contextmanager
def _through(row: Report, verb: str, party: str, *, reason: str = "") -> Iterator[Moving]:
    with moving(row, verb, None, reason=reason) as step:
        step.office = step.report.holder
        step.data["through"] = party
        yield step


def _held(report: Report, office: Office) -> Report:
    row = locked(report)
    if row.holder_id != office.pk or not row.public or row.status in CLOSED:
        raise IllegalMove(_("Laporan ini tidak lagi di tangan %(office)s.") % {"office": office.title})
    return row
