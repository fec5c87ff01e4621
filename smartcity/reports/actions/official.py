"""What an office does with a report it holds."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.text import clean_line
from smartcity.offices.models import Kind, Office
from smartcity.reports import media
from smartcity.reports.actions.checking import pick
from smartcity.reports.actions.moving import locked, moving
from smartcity.reports.actions.referring import refers_to
from smartcity.reports.actions.screening import check_stays_with_police, taken_up
from smartcity.reports.actions.stashing import attach, stashed_photos
from smartcity.reports.actions.telling import tell
from smartcity.reports.bounces import judge, must_be_decided
from smartcity.reports.models import Photo, Report, Support
from smartcity.reports.proof import flags_of, proof_at
from smartcity.reports.replies import replied_photos
from smartcity.reports.stead import in_name_of
from smartcity.reports.workflow import UNFINISHED


def accept(report: Report, by: User, *, seen: int | None = None) -> None:
    with moving(report, "accept", by, seen=seen) as step:
        taken_up(step)


def coordinate(report: Report, by: User, *, party: str, reason: str, seen: int | None = None) -> None:
    """Say whom the office waits for. `party` is a name: PLN, a dinas, a contractor."""
    party = clean_line(party, field="party", most=120)
    if not party:
        raise Invalid(_("Sebutkan pihak yang ditunggu."), field="party", code="party_missing")
    with moving(report, "coordinate", by, reason=reason, seen=seen) as step:
        step.report.waiting_for = step.data["party"] = party


def resume(report: Report, by: User, *, seen: int | None = None) -> None:
    with moving(report, "resume", by, seen=seen):
        pass


def forward(report: Report, by: User, *, to: Office, reason: str, seen: int | None = None) -> None:
    """Disposisi: another office holds it from now on, and this one is not blamed for what comes. Hospitals have
    nobody who answers reports. What would come back a second time goes to the office above both, which decides:
    `wanted` in its event is who it was meant for."""
    with moving(report, "forward", by, reason=reason, seen=seen) as step:
        if to.pk == step.report.holder_id or not to.active or to.kind == Kind.HOSPITAL:
            raise Invalid(_("Pilih kantor lain yang masih aktif."), field="to", code="bad_office")
        check_stays_with_police(step.report, to)
        if refers_to(to):
            raise Invalid(_("Di %(to)s tidak ada yang memegang laporan. Kirim tautan kepadanya.") % {"to": to},
                          field="to", code="no_account")  # fmt: skip
        if step.office and must_be_decided(step.report, to, step.office):
            step.data["wanted"] = to.title
            to = _who_decides(step.report.holder, to)
        step.data |= {"to": to.title, "from": step.report.holder.title}
        step.hand_to(to)
        step.report.rule = None


def _who_decides(holder: Office, to: Office) -> Office:
    found = judge(holder, to)
    if found is None:
        raise Invalid(_("Laporan ini sudah bolak-balik dan tidak ada kantor di atas keduanya yang memutuskan."),
                      field="to", code="no_judge")  # fmt: skip
    return found


def reject(report: Report, by: User, *, reason: str, seen: int | None = None) -> None:
    with moving(report, "reject", by, reason=reason, seen=seen):
        pass


def answer(report: Report, by: User, *, reason: str, photos: Sequence[media.File] = (),
           stashed: Sequence[str] = (), lon: float | None = None, lat: float | None = None,
           replied: bool = False, seen: int | None = None) -> None:  # fmt: skip
    """Say what was done (`reason`) and show it. `lon`, `lat`: where the official stands, degrees. `replied`: the photos
    a party without an account sent by its link stand for it too, with their flags.

    Raises Invalid without an after-photo unless the category is exempt."""
    proof = proof_at(lon, lat)
    kept = stashed_photos(stashed, by)
    pictures = media.read_all(photos, already=len(kept))
    with (
        media.stored(pictures, uploader=by) as fresh,
        moving(report, "answer", by, reason=reason, seen=seen) as step,
    ):
        after, theirs = [*kept, *fresh], replied_photos(step.report) if replied else []
        if not (after or theirs) and step.report.category.needs_proof:
            raise Invalid(_("Jawaban harus disertai foto sesudah."), field="photo", code="photo_missing")
        for (
            photo
        ) in after:  # each is compared with what stood before this answer, not with its neighbours in it
            photo.part, photo.office, photo.created_at = Photo.Part.AFTER, step.office, step.moment
            photo.flags = flags_of(photo, step.report, proof)
        attach(after, step.report)
        pick(step, after)
        step.report.answered_at = step.moment
        shown = [*after, *theirs]
        step.data["photos"] = [photo.name for photo in shown]
        step.data["flags"] = sorted(
            {flag for photo in shown for flag, on in photo.flags.items() if on is True}
        )


def merge(report: Report, by: User, *, into: Report, seen: int | None = None) -> None:
    """`report` is the same problem as `into`: its supporters and its author follow that one from now on."""
    with write(), moving(_first_locked(report, into, by), "merge", by, seen=seen) as step:
        other = locked(into, by)
        _check_join(step.report, other, by)
        step.report.merged_into = other
        step.data["into"] = other.number
        _move_followers(step.report, other, step.moment)
        speaks = in_name_of(step.office, other.holder) if step.office else {"by": ""}
        event = tell(other, "absorbed", by, other=step.report.number, **speaks)
        other.last_event, other.updated_at = event.pk, step.moment
        other.save(update_fields=["last_event", "updated_at", "supports"])


def _first_locked(report: Report, into: Report, by: User) -> Report:
    """Lock both rows in one order, so that two merges across each other wait instead of deadlocking."""
    for one in sorted((report, into), key=lambda one: one.pk):
        locked(one, by)
    return report


def _check_join(child: Report, parent: Report, by: User) -> None:
    """What is closed takes nobody further. What is private is nobody's to follow but its author's, so one of somebody
    else would end there. Nobody makes a citizen's report their own. Raises Invalid, NotAllowed."""
    alike = child.visibility == parent.visibility and (
        child.public or child.author_id in (None, parent.author_id)
    )
    if parent.pk == child.pk or parent.status not in UNFINISHED or not alike:
        raise Invalid(_("Tidak dapat digabungkan dengan laporan itu."), field="into", code="bad_merge")
    if not any(reach(by).seat_over(held.office) for held in parent.holdings.select_related("office")):
        raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": parent.holder})
    if parent.author_id == by.pk != child.author_id:
        raise NotAllowed(_("Anda yang menulis laporan itu, jadi orang lain yang harus menggabungkannya."),
                         code="own_report")  # fmt: skip


def _move_followers(child: Report, parent: Report, moment: datetime) -> None:
    named = Support.objects.exclude(user=None)  # the nameless ones stay where they were given
    people = set(named.filter(report=child).values_list("user_id", flat=True))
    if child.author_id:
        people.add(child.author_id)
    people -= {parent.author_id, *named.filter(report=parent).values_list("user_id", flat=True)}
    fresh = [Support(report=parent, user_id=user, at=moment) for user in sorted(filter(None, people))]
    Support.objects.bulk_create(fresh)
    parent.supports += len(fresh)
