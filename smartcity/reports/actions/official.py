"""What an office does with a report it holds."""

from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.offices.models import Office
from smartcity.reports import media
from smartcity.reports.actions.moving import locked, moving
from smartcity.reports.actions.submitting import stashed_photos
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Holding, Photo, Report, Support
from smartcity.reports.proof import Proof, flags_of
from smartcity.reports.workflow import Status


def accept(report: Report, by: User, *, seen: int | None = None) -> None:
    with moving(report, "accept", by, seen=seen):
        pass


def coordinate(report: Report, by: User, *, party: str, reason: str, seen: int | None = None) -> None:
    """Say whom the office waits for. `party` is a name: PLN, a dinas, a contractor."""
    party = clean(party, field="party", most=120, required=False)
    if not party:
        raise Invalid(_("Sebutkan pihak yang ditunggu."), field="party", code="party_missing")
    with moving(report, "coordinate", by, reason=reason, seen=seen) as step:
        step.report.waiting_for = step.data["party"] = party


def resume(report: Report, by: User, *, seen: int | None = None) -> None:
    with moving(report, "resume", by, seen=seen) as step:
        step.report.waiting_for = ""


def forward(report: Report, by: User, *, to: Office, reason: str, seen: int | None = None) -> None:
    """Disposisi: another office holds it from now on, and this one is not blamed for what comes."""
    with moving(report, "forward", by, reason=reason, seen=seen) as step:
        if to.pk == step.report.holder_id or not to.active:
            raise Invalid(_("Pilih kantor lain yang masih aktif."), field="to", code="bad_office")
        step.data |= {"to": to.title, "from": step.report.holder.title}
        step.hand_to(to)
        step.report.rule, step.report.waiting_for = None, ""


def reject(report: Report, by: User, *, reason: str, seen: int | None = None) -> None:
    with moving(report, "reject", by, reason=reason, seen=seen):
        pass


def answer(report: Report, by: User, *, reason: str, photos: Sequence[BinaryIO] = (),
           stashed: Sequence[str] = (), lon: float | None = None, lat: float | None = None,
           seen: int | None = None) -> None:  # fmt: skip
    """Say what was done (`reason`) and show it. `lon`, `lat`: where the official stands, degrees.

    Raises Invalid without an after-photo unless the category is exempt."""
    stash = stashed_photos(stashed, by)
    pictures = media.read_all(photos, already=len(stash))
    if not pictures and not stash and report.category.needs_proof:
        raise Invalid(_("Jawaban harus disertai foto sesudah."), field="photo", code="photo_missing")
    proof = Proof(lon, lat)
    with media.stored(pictures, uploader=by) as fresh, moving(report, "answer", by, reason=reason, seen=seen) as step:
        after = [*stash, *fresh]
        for order, photo in enumerate(after):
            photo.report, photo.part, photo.order = step.report, Photo.Part.AFTER, order
            photo.office, photo.created_at = step.office, step.moment
            photo.flags = flags_of(photo, step.report, proof)
            photo.save()
        step.report.answered_at = step.moment
        step.data["photos"] = [photo.name for photo in after]
        step.data["flags"] = sorted({flag for photo in after for flag, on in photo.flags.items() if on is True})


def merge(report: Report, by: User, *, into: Report, seen: int | None = None) -> None:
    """`report` is the same problem as `into`: its supporters and its author follow that one from now on."""
    with write(), moving(_first_locked(report, into), "merge", by, seen=seen) as step:
        other = locked(into.pk)
        if other.pk == report.pk or other.status == Status.MERGED or (step.report.public and not other.public):
            raise Invalid(_("Tidak dapat digabungkan dengan laporan itu."), field="into", code="bad_merge")
        if reach(by).seat_over(other.holder) is None and not _ever_held(other, by):
            raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": other.holder})
        step.report.merged_into = other
        step.data["into"] = other.number
        _move_followers(step.report, other)
        event = tell(other, "absorbed", by, by=step.office.title if step.office else "", other=step.report.number)
        other.last_event, other.updated_at = event.pk, step.moment
        other.save(update_fields=["last_event", "updated_at", "supports"])


def _first_locked(report: Report, into: Report) -> Report:
    """Lock both rows in one order, so that two merges across each other wait instead of deadlocking."""
    for pk in sorted({report.pk, into.pk}):
        locked(pk)
    return report


def _ever_held(report: Report, by: User) -> bool:
    return Holding.objects.filter(report=report, office_id__in=reach(by).covers).exists()


def _move_followers(child: Report, parent: Report) -> None:
    people = set(Support.objects.filter(report=child).values_list("user_id", flat=True))
    if child.author_id:
        people.add(child.author_id)
    people -= set(Support.objects.filter(report=parent).values_list("user_id", flat=True))
    fresh = [Support(report=parent, user_id=user) for user in sorted(people) if user != parent.author_id]
    Support.objects.bulk_create(fresh)
    parent.supports += len(fresh)
